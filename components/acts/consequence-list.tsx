import type { Consequences } from '@/lib/features/acts/schema'
import { day } from '@/lib/platform/i18n/time'
import { messageFor, t, type Values } from '@/lib/platform/i18n/translate'

/** What an act does, sentence by sentence, before it does anything. */
export function ConsequenceList({ lines }: Pick<Consequences, 'lines'>) {
  return (
    <section aria-labelledby="does" className="rounded border border-accent bg-accent-ground px-3 py-2">
      <h3 id="does" className="mb-1 text-small font-semibold text-accent">
        {t('panel.does')}
      </h3>
      <ul className="flex list-disc flex-col gap-0.5 ps-4 marker:text-accent">
        {lines.map(({ code, values }) => (
          <li key={code}>{t(messageFor('consequence', code, 'consequence.unknown'), { ...inWords(values), code })}</li>
        ))}
      </ul>
    </section>
  )
}

/** Instants as days of a calendar; everything else as it is. */
const inWords = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isInstant(value) ? day(value) : value]))
const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
