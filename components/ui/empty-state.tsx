import type { ReactNode } from 'react'

export interface EmptyStateProps {
  title: ReactNode
  /** 1 where nothing else on the page is its title. */
  level?: 1 | 2
  children?: ReactNode
  action?: ReactNode
}

/** The face of a list with nothing in it: why, and what to do. */
export function EmptyState({ title, level = 2, children, action }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-16 text-center">
      <Heading className="text-said font-semibold">{title}</Heading>
      {children && <div className="text-row text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
