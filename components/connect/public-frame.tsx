import type { ReactNode } from 'react'
import { Brand } from '@/components/shell/brand'

/** What stands around the pages of people who are not signed in yet. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-(--bar) flex-none items-center border-b px-4">
        <Brand />
      </header>
      <main className="flex-1 px-4 pt-8 pb-16 phone:pt-5">{children}</main>
    </div>
  )
}
