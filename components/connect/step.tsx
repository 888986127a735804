import '@/lib/platform/i18n/rooms/connect'
import { type ReactNode, type Ref, useId } from 'react'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  n: number
  title: string
  /** The step cannot be worked yet. */
  isAhead?: boolean
  headingRef?: Ref<HTMLHeadingElement>
  children: ReactNode
}

/** One numbered step of the set-up. */
export function Step({ n, title, isAhead = false, headingRef, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-6 grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2 phone:grid-cols-1">
      <span
        aria-hidden
        className="grid size-6 place-items-center rounded border border-line-strong font-mono text-small phone:hidden"
      >
        {t('connect.step', { n })}
      </span>
      <div className="min-w-0">
        <h2
          id={id}
          ref={headingRef}
          tabIndex={-1}
          className={`mb-2 text-said/6 font-semibold outline-none ${isAhead ? 'text-ink-2' : ''}`}
        >
          {title}
        </h2>
        {children}
      </div>
    </section>
  )
}
