import type { ReactNode } from 'react'
import { cx } from './cx'

/** A key to press. Hidden where there is no keyboard to press it on. */
export function Kbd({ children, isInherit = false }: { children: ReactNode; isInherit?: boolean }) {
  return (
    <kbd
      dir="ltr"
      className={cx(
        'inline-block rounded-sm border border-b-2 px-1 font-mono text-[0.6875rem]/4 font-medium whitespace-nowrap phone:hidden',
        isInherit ? 'border-current' : 'border-line bg-sheet text-ink-2',
      )}
    >
      {children}
    </kbd>
  )
}
