import { useId, type ComponentProps, type ReactNode } from 'react'
import { cx } from './cx'

interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: ReactNode
  hint?: ReactNode
}

function Choice({ label, hint, className, type, ...rest }: ChoiceProps & { type: 'checkbox' | 'radio' }) {
  const id = useId()
  return (
    <div className={cx('flex gap-2 phone:py-1.5', className)}>
      <input
        {...rest}
        id={id}
        type={type}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 flex-none accent-accent phone:mt-0 phone:size-5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block text-row">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-small text-ink-2">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

/** One thing that is so or not. */
export function Checkbox(props: ChoiceProps) {
  return <Choice {...props} type="checkbox" />
}

/** One of several; give all of a group the same `name` and put them into a Choices. */
export function Radio(props: ChoiceProps) {
  return <Choice {...props} type="radio" />
}

export interface ChoicesProps {
  legend: ReactNode
  hint?: ReactNode
  error?: ReactNode
  isLegendHidden?: boolean
  /** Beside each other, where they are short. */
  isRow?: boolean
  className?: string
  children: ReactNode
}

/** The group around checkboxes or radios, with its question. */
export function Choices({
  legend,
  hint,
  error,
  isLegendHidden = false,
  isRow = false,
  className,
  children,
}: ChoicesProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? id : undefined} className={cx('min-w-0', className)}>
      <legend className={isLegendHidden ? 'sr-only' : 'mb-1 text-small font-semibold text-ink-2'}>{legend}</legend>
      {hint && <p className="mb-1 text-small text-ink-2">{hint}</p>}
      <div className={cx('flex gap-1', isRow ? 'flex-wrap gap-x-5' : 'flex-col')}>{children}</div>
      {error && (
        <p id={id} role="alert" className="mt-1 text-small font-medium text-danger">
          {error}
        </p>
      )}
    </fieldset>
  )
}
