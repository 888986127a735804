import { Ago } from '@/components/case/ago'
import { Panel } from '@/components/ui/panel'
import type { CaseView, HistoryLine } from '@/lib/features/reports/schema'
import { isMessage, t } from '@/lib/platform/i18n/translate'

const SHOWN = 5

/** What came before: acts of this console on the person, and earlier reports. */
export function Before({ view: { before, now } }: { view: Pick<CaseView, 'before' | 'now'> }) {
  return (
    <Panel title={t('before.title')} look="plain">
      {before.length === 0 && <p className="text-ink-2">{t('before.none')}</p>}
      <ul className="flex flex-col gap-1">
        {before.slice(0, SHOWN).map((line) => (
          <li key={`${line.at} ${line.what}`} className="flex items-baseline justify-between gap-3">
            <span className="foreign min-w-0">{sentenceOf(line)}</span>
            <Ago at={line.at} now={now} className="text-small text-ink-2" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function sentenceOf({ what, count, by }: HistoryLine): string {
  const key = `before.${what}`
  const sentence = isMessage(key) ? t(key, { n: count }) : what
  return by ? t('before.by', { what: sentence, by }) : sentence
}
