import type { ReactNode } from 'react'

export interface PageHeadProps {
  title: ReactNode
  /** Before the title: an avatar, a way back. */
  start?: ReactNode
  /** Beside the title: what it counts, where it stands. */
  note?: ReactNode
  /** At the end of the line. */
  children?: ReactNode
}

/** The one title of a page. */
export function PageHead({ title, start, note, children }: PageHeadProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 pt-2.5 pb-2">
      {start}
      <h1 className="min-w-0 truncate text-title font-semibold">{title}</h1>
      {note && <p className="min-w-0 text-row text-ink-2 tabular-nums phone:order-last">{note}</p>}
      {children && <div className="ms-auto flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  )
}
