import { type ReactNode, useId } from 'react'

/** A part of the evidence with its heading. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="pt-3.5">
      <h2 id={id} className="mb-1.5 text-small font-semibold text-ink-2">
        {title}
      </h2>
      {children}
    </section>
  )
}
