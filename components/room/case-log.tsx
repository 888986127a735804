import { ExactTime } from '@/components/case/exact-time'
import { Panel } from '@/components/ui/panel'
import type { LogLine } from '@/lib/features/room/schema'
import { isMessage, t } from '@/lib/platform/i18n/translate'

/** The case's own rows of the log, by their number in the case. */
export function CaseLog({ lines }: { lines: readonly LogLine[] }) {
  return (
    <Panel title={t('room.log')}>
      <p className="mb-2 text-small text-ink-2">{t('room.logText')}</p>
      <ol>
        {lines.map((line) => (
          <li key={line.seq} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 border-b py-1 last:border-0">
            <span className="text-end text-small text-ink-2 tabular-nums">{line.seq}</span>
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <bdi className="font-medium">{line.by}</bdi> {sentenceOf(line)}
              </p>
              <p className="flex flex-wrap gap-x-2 text-small text-ink-2">
                <ExactTime at={line.at} isToSecond />
                <code dir="ltr" className="break-all">
                  {line.hash}
                </code>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function sentenceOf({ command, outcome }: LogLine): string {
  const key = `did.${command}`
  const what = isMessage(key) ? t(key, { n: 1 }) : t('did.unknown', { command })
  return outcome === 'refused' ? t('room.refused', { what }) : what
}
