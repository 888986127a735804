import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from './cx'

export interface FieldLook {
  label: ReactNode
  /** What to put in, or what will happen to it. */
  hint?: ReactNode
  /** What is wrong with it. */
  error?: ReactNode
  /** The label is read, not shown: only where the page shows it otherwise. */
  isLabelHidden?: boolean
}

interface Ties {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

const BOX =
  'w-full rounded border border-line-strong bg-sheet px-2.5 text-row text-ink placeholder:text-ink-2 aria-invalid:border-danger'

/** A label, a hint and an error around one input; `children` receives the ids that tie them together. */
export function Field(props: FieldLook & { children: (ties: Ties) => ReactNode; className?: string | undefined }) {
  const { label, hint, error, isLabelHidden = false, children, className } = props
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-small font-semibold text-ink-2'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-small text-ink-2">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-small font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

type Own<P> = FieldLook & Omit<P, 'id'>

/** One line of text. */
export function TextField({ label, hint, error, isLabelHidden, className, ...rest }: Own<ComponentProps<'input'>>) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden ?? false} className={className}>
      {(ties) => <input type="text" {...rest} {...ties} className={cx(BOX, 'h-[2.125rem] phone:h-11')} />}
    </Field>
  )
}

/** Several lines, `rows` at least; grows with what is written where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  isLabelHidden,
  className,
  rows = 3,
  ...rest
}: Own<ComponentProps<'textarea'>>) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden ?? false} className={className}>
      {(ties) => (
        <textarea
          rows={rows}
          dir="auto"
          {...rest}
          {...ties}
          style={{ minBlockSize: `${rows * 1.375 + 0.875}rem` }}
          className={cx(BOX, 'field-sizing-content max-h-60 resize-y py-1.5 text-said')}
        />
      )}
    </Field>
  )
}

/** A choice of one; `children` are the options. */
export function Select({ label, hint, error, isLabelHidden, className, ...rest }: Own<ComponentProps<'select'>>) {
  return (
    <Field label={label} hint={hint} error={error} isLabelHidden={isLabelHidden ?? false} className={className}>
      {(ties) => <select {...rest} {...ties} className={cx(BOX, 'h-[2.125rem] phone:h-11')} />}
    </Field>
  )
}
