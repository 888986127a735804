import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { clock, exact, lasting } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Overview = QueryOutput<'settings.overview'>
type Sync = Overview['sync']

/** Whose token reads the instance, what the reading does, how long that takes, and what it costs the server. */
export function SyncPanel({ sync, reader }: Pick<Overview, 'sync' | 'reader'>) {
  return (
    <Panel title={t('settings.sync')}>
      <Facts>
        <Fact term={t('settings.sync.state')}>
          <State doing={sync.doing} />
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
        {sync.sweepMs !== null && (
          <Fact term={t('settings.sync.sweep')}>
            {t('settings.sync.sweepTakes', { time: lasting(sync.sweepMs), n: sync.openCount })}
          </Fact>
        )}
        {sync.again && <Again again={sync.again} />}
        <Cost sync={sync} />
      </Facts>
      {sync.backfill && <FirstReading backfill={sync.backfill} leftMs={sync.firstMs} />}
      <p className="mt-2 text-small text-ink-2">{t('settings.sync.readerWhy')}</p>
    </Panel>
  )
}

function State({ doing }: { doing: Sync['doing'] }) {
  if (doing.kind === 'failing') {
    const why = t(messageFor('queue.failure', doing.why, 'queue.failure.unknown'))
    return <span className="text-warn">{t('settings.sync.failed', { why })}</span>
  }
  const isWell = doing.kind === 'first' || doing.kind === 'following'
  return (
    <Chip tone={isWell ? 'ok' : 'warn'}>
      {t(`settings.sync.doing.${doing.kind}`, 'until' in doing ? { at: clock(doing.until) } : {})}
    </Chip>
  )
}

/** Resolved reports, which somebody may have reopened or changed in Mastodon: round after round. */
function Again({ again: { startedAt, doneAt, tookMs, aboutMs } }: { again: NonNullable<Sync['again']> }) {
  return (
    <>
      <Fact term={t('settings.sync.again')}>
        {doneAt && tookMs !== null
          ? t('settings.sync.againDone', { at: exact(doneAt), time: lasting(tookMs) })
          : t('settings.sync.againNever')}
        {startedAt && <span className="block">{t('settings.sync.againSince', { at: exact(startedAt) })}</span>}
      </Fact>
      <Fact term={t('settings.sync.againAbout')}>{t('settings.sync.about', { time: lasting(aboutMs) })}</Fact>
    </>
  )
}

function Cost({ sync: { answerMs, reportMs, bestReportMs } }: { sync: Sync }) {
  return (
    <>
      {answerMs !== null && (
        <Fact term={t('settings.sync.answer')}>{t('settings.sync.answerMs', { ms: answerMs })}</Fact>
      )}
      {reportMs !== null && (
        <Fact term={t('settings.sync.cost')}>
          {t('settings.sync.costMs', { ms: Math.round(reportMs), best: Math.round(bestReportMs ?? reportMs) })}
        </Fact>
      )}
    </>
  )
}

interface First {
  backfill: NonNullable<Sync['backfill']>
  leftMs: number | null
}

function FirstReading({ backfill, leftMs }: First) {
  return (
    <div className="mt-3 flex flex-col gap-1">
      <p>
        {leftMs === null
          ? t('settings.sync.backfill', backfill)
          : t('settings.sync.backfillTakes', { ...backfill, time: lasting(leftMs) })}
      </p>
      <Progress label={t('queue.readingLabel')} value={backfill.read} max={backfill.about} />
    </div>
  )
}
