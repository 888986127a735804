import Link from 'next/link'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from './cx'
import { Kbd } from './kbd'

export type ButtonKind = 'plain' | 'main' | 'danger' | 'dangerMain' | 'quiet'

const KINDS: Record<ButtonKind, string> = {
  plain: 'border-line-strong bg-sheet text-ink hover:bg-sunk',
  main: 'border-transparent bg-accent text-on-accent hover:brightness-110',
  danger: 'border-danger bg-sheet text-danger hover:bg-danger-ground',
  dangerMain: 'border-transparent bg-danger text-on-danger hover:brightness-110',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunk hover:text-ink',
}
const OFF = 'border-dashed border-line-strong bg-transparent text-ink-2 cursor-not-allowed'
const SHAPE =
  'inline-flex items-center gap-2 rounded border font-medium text-row text-center select-none phone:min-h-11'
const SIZES = { row: 'min-h-[2.125rem] px-2.5', small: 'min-h-7 px-2 text-small' }

interface Look {
  kind?: ButtonKind
  size?: keyof typeof SIZES
  /** The key that does the same, shown at the end. */
  keys?: string | undefined
}

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'disabled'> {
  /** Why it is off: it stays reachable by keyboard and the reason is read with it. */
  why?: string | null | undefined
  /** Under way: pressing again does nothing. */
  isBusy?: boolean
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', size = 'row', keys, why, isBusy = false, className, children, onClick, type, ...rest } = props
  const reason = useId()
  const isOff = Boolean(why) || isBusy
  return (
    <button
      {...rest}
      // A form's button that is off must not send the form either.
      type={isOff ? 'button' : (type ?? 'button')}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={why ? reason : rest['aria-describedby']}
      title={why ?? rest.title}
      onClick={isOff ? undefined : onClick}
      className={cx(
        SHAPE,
        SIZES[size],
        why ? OFF : KINDS[kind],
        isBusy && 'opacity-70',
        keys ? 'justify-between phone:justify-center' : 'justify-center',
        className,
      )}
    >
      <span>{children}</span>
      {keys && (
        <span aria-hidden>
          <Kbd isInherit={!why && (kind === 'main' || kind === 'dangerMain')}>{keys}</Kbd>
        </span>
      )}
      {why && (
        <span id={reason} hidden>
          {why}
        </span>
      )}
    </button>
  )
}

export interface ButtonLinkProps extends Look, Omit<ComponentProps<typeof Link>, 'children'> {
  children: ReactNode
}

/** A place to go, looking like a button. Not prefetched: opening a page may be a recorded read. */
export function ButtonLink({ kind = 'plain', size = 'row', keys, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link prefetch={false} {...rest} className={cx(SHAPE, SIZES[size], KINDS[kind], 'justify-center', className)}>
      <span>{children}</span>
      {keys && (
        <span aria-hidden>
          <Kbd isInherit={kind === 'main' || kind === 'dangerMain'}>{keys}</Kbd>
        </span>
      )}
    </Link>
  )
}
