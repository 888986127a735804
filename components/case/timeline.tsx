import type { TimelineLine } from '@/lib/features/reports/schema'
import { isMessage, t } from '@/lib/platform/i18n/translate'
import { Ago } from './ago'

/** What happened on the case, from the audit: nobody can rewrite it. Folded, because it rarely decides. */
export function Timeline({ lines, now }: { lines: readonly TimelineLine[]; now: string }) {
  return (
    <details className="group pt-3.5">
      <summary className="inline-flex min-h-6 items-center gap-2 rounded text-small font-semibold text-ink-2">
        <span aria-hidden className="group-open:rotate-90 rtl:-scale-x-100">
          ▸
        </span>
        {t('timeline.title')} <bdi className="font-normal">{t('timeline.count', { n: lines.length })}</bdi>
      </summary>
      {lines.length === 0 && <p className="text-ink-2">{t('timeline.none')}</p>}
      <ol className="mt-1 border-s-2 ps-3">
        {lines.map((line, place) => (
          <li key={`${line.at} ${place}`} className="flex items-baseline justify-between gap-3 py-0.5">
            <span className="min-w-0">
              <bdi className="font-medium">{line.by}</bdi> {sentenceOf(line)}
            </span>
            <Ago at={line.at} now={now} className="text-small text-ink-2" />
          </li>
        ))}
      </ol>
    </details>
  )
}

function sentenceOf({ command, outcome, fields }: TimelineLine): string {
  // Where the outcome is the point, it has a sentence of its own.
  const keys = [`did.${command}.${fields.state ?? fields.seen ?? ''}`, `did.${command}`]
  const key = keys.find(isMessage)
  const what = key ? t(key, { n: 1 }) : t('did.unknown', { command })
  return outcome === 'refused' ? t('timeline.refused', { what }) : what
}
