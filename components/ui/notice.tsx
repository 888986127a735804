import type { ReactNode } from 'react'
import { cx } from './cx'
import type { Tone } from './chip'

const TONES: Record<Tone, string> = {
  plain: 'border-line bg-sunk text-ink',
  accent: 'border-accent bg-accent-ground text-accent',
  sealed: 'border-sealed bg-sealed-ground text-sealed',
  warn: 'border-warn bg-warn-ground text-warn',
  danger: 'border-danger bg-danger-ground text-danger',
  ok: 'border-ok bg-ok-ground text-ok',
}
const LIVE = { off: undefined, polite: 'status', assertive: 'alert' } as const

export interface NoticeProps {
  tone?: Tone
  title?: ReactNode
  /** Buttons that answer it. */
  actions?: ReactNode
  /** `polite` is read when the reader pauses, `assertive` at once: for what appears after a press. */
  live?: keyof typeof LIVE
  className?: string
  children?: ReactNode
}

/** Something to know before going on. */
export function Notice({ tone = 'plain', title, actions, live = 'off', className, children }: NoticeProps) {
  return (
    <div role={LIVE[live]} className={cx('rounded border px-3 py-2 text-row', TONES[tone], className)}>
      {title && <p className="font-semibold">{title}</p>}
      {children && <div>{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
