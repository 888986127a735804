'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button, ButtonLink } from '@/components/ui/button'
import { Chip, type Tone } from '@/components/ui/chip'
import { isolate } from '@/components/ui/isolate'
import { useCommand } from '@/lib/client'
import type { RunView } from '@/lib/features/retention/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

const TONES: Record<RunView['state'], Tone> = { running: 'accent', waiting: 'sealed', done: 'plain' }

/** What went, by whom, and the certificate of it; what waits for a hold. */
export function Runs({ runs, mayManage }: { runs: readonly RunView[]; mayManage: boolean }) {
  if (runs.length === 0) return <p className="text-ink-2">{t('retention.noRuns')}</p>
  return (
    <ul>
      {runs.map((run) => (
        <li key={run.id} className="border-b py-2.5 last:border-0">
          <Run run={run} mayManage={mayManage} />
        </li>
      ))}
    </ul>
  )
}

function Run({ run, mayManage }: { run: RunView; mayManage: boolean }) {
  const end = useCommand('retention.end')
  const by = run.by ? isolate(`@${run.by}`) : 'schedule'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{t('retention.by', { by, at: exact(run.asOf) })}</span>
        <Chip tone={TONES[run.state]}>{t(`retention.state.${run.state}`)}</Chip>
        {run.hasCertificate && (
          <ButtonLink size="small" className="ms-auto" href={`/settings/retention/${run.id}`}>
            {t('retention.certificate')}
          </ButtonLink>
        )}
      </div>
      {run.counts.length > 0 && (
        <p className="text-small text-ink-2">
          {run.counts
            .map(({ kind, count }) => t('retention.count', { kind: t(`retention.kind.${kind}`), n: count }))
            .join(', ')}
        </p>
      )}
      {run.state === 'done' && run.held !== null && run.held > 0 && (
        <p className="text-small text-ink-2">{t('retention.keptBack', { n: run.held })}</p>
      )}
      {run.state === 'waiting' && (
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <p>{t('retention.waits', { n: run.held ?? 0 })}</p>
          {mayManage && (
            <Button size="small" isBusy={end.isRunning} onClick={() => void end.run({ id: run.id })}>
              {t('retention.end')}
            </Button>
          )}
        </div>
      )}
      {end.refusal && <RefusalNote refusal={end.refusal} />}
    </>
  )
}
