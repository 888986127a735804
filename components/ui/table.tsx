import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

// A row of seven columns on a phone is a block of its own; the names of the columns are then only read.
const STACKED =
  'phone:[&_:is(table,tbody)]:block phone:[&_thead]:sr-only phone:[&_tbody_tr]:flex phone:[&_tbody_tr]:flex-wrap phone:[&_tbody_tr]:gap-x-3 phone:[&_tbody_tr]:py-2.5 phone:[&_td]:max-w-full phone:[&_td]:p-0'

/** Rows and columns; scrolls sideways on its own when the screen is narrower, and stacks its cells on a phone. */
export function Table({ caption, head, children }: { caption: string; head: ReactNode[]; children: ReactNode }) {
  return (
    // Reachable by keyboard because it may have to be scrolled.
    <div role="region" aria-label={caption} tabIndex={0} className={cx('overflow-x-auto', STACKED)}>
      <table className="w-full border-collapse text-row">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th
                key={column}
                scope="col"
                className="border-b px-2 py-1.5 text-start text-small font-semibold text-ink-2"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={cx('border-b last:border-0', className)} />
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={cx('px-2 py-1.5 text-start align-top', className)} />
}
