import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Overview = QueryOutput<'settings.overview'>

/** Whose token reads the instance, how current that is, and whether the server keeps up. */
export function SyncPanel({ sync, reader }: Pick<Overview, 'sync' | 'reader'>) {
  return (
    <Panel title={t('settings.sync')}>
      <Facts>
        <Fact term={t('settings.sync.state')}>
          <State sync={sync} />
        </Fact>
        <Fact term={t('settings.sync.reader')}>
          {reader ? <bdi dir="ltr">@{reader}</bdi> : <span className="text-warn">{t('settings.sync.noReader')}</span>}
        </Fact>
        <Fact term={t('settings.sync.asOf')}>
          {sync.asOf ? <ExactTime at={sync.asOf} /> : t('settings.sync.never')}
        </Fact>
        <Fact term={t('settings.sync.swept')}>
          {sync.sweptAt ? <ExactTime at={sync.sweptAt} /> : t('settings.sync.notSwept')}
        </Fact>
        {sync.answerMs !== null && <Fact term={t('settings.sync.answer')}>{pace(sync.answerMs)}</Fact>}
      </Facts>
      {sync.backfill && (
        <div className="mt-3 flex flex-col gap-1">
          <p>{t('settings.sync.backfill', sync.backfill)}</p>
          <Progress label={t('queue.readingLabel')} value={sync.backfill.read} max={sync.backfill.about} />
        </div>
      )}
      <p className="mt-2 text-small text-ink-2">{t('settings.sync.readerWhy')}</p>
    </Panel>
  )
}

function State({ sync: { failure } }: { sync: Overview['sync'] }) {
  if (!failure) return <Chip tone="ok">{t('settings.sync.well')}</Chip>
  const why = t(messageFor('queue.failure', failure, 'queue.failure.unknown'))
  return <span className="text-warn">{t('settings.sync.failed', { why })}</span>
}

const SLOW_MS = 2_000
const pace = (ms: number): string => t(ms > SLOW_MS ? 'settings.sync.answerSlow' : 'settings.sync.answerMs', { ms })
