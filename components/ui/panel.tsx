import { useId, type ReactNode } from 'react'
import { cx } from './cx'

export interface PanelProps {
  title: ReactNode
  /** At the end of the title's line. */
  end?: ReactNode
  /** `sheet`: a white box with a line around it; `plain`: a part of a column, a line below. */
  look?: 'sheet' | 'plain'
  level?: 2 | 3
  className?: string
  children: ReactNode
}

/** A part of a page with a name: a landmark when read, a sheet when seen. */
export function Panel({ title, end, look = 'sheet', level = 2, className, children }: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      aria-labelledby={id}
      className={cx(look === 'sheet' ? 'rounded border bg-sheet p-4' : 'border-b px-4 py-3', className)}
    >
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <Heading id={id} className="text-small font-semibold text-ink-2">
          {title}
        </Heading>
        {end}
      </div>
      {children}
    </section>
  )
}

/** Pairs of a word and a value. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cx('grid grid-cols-[auto_1fr] gap-x-3 gap-y-1', className)}>{children}</dl>
}

export function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd className="min-w-0 text-end tabular-nums wrap-anywhere">
        <bdi>{children}</bdi>
      </dd>
    </>
  )
}
