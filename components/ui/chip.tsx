import type { ReactNode } from 'react'
import { cx } from './cx'

export type Tone = 'plain' | 'accent' | 'sealed' | 'warn' | 'danger' | 'ok'

const TONES: Record<Tone, string> = {
  plain: 'border-line bg-sunk text-ink-2',
  accent: 'border-transparent bg-accent-ground text-accent',
  sealed: 'border-transparent bg-sealed-ground text-sealed',
  warn: 'border-transparent bg-warn-ground text-warn',
  danger: 'border-transparent bg-danger-ground text-danger',
  ok: 'border-transparent bg-ok-ground text-ok',
}

/** A word with a ground. The colour repeats what the word says, it never says it alone. */
export function Chip({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone
  title?: string | undefined
  children: ReactNode
}) {
  return (
    <span
      title={title}
      dir="auto"
      className={cx(
        'inline-block max-w-full truncate rounded-sm border px-1.5 text-small/[1.125rem] font-medium',
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
