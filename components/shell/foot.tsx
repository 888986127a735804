import type { ReactNode } from 'react'

/** The strip under a room: its keys, and what was just done. */
export function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-7 flex-none items-center gap-4 border-t bg-sunk px-4 py-0.5 text-small text-ink-2 phone:hidden">
      {children}
    </div>
  )
}
