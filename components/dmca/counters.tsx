'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { CounterView, CourtView, DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { toneOfCounter, whyOf } from './words'

/** What was sent against the notice, and what came from courts about that. */
export function Counters({ view }: { view: DmcaView }) {
  if (view.counters.length + view.courtPapers.length === 0) return null
  return (
    <>
      {view.counters.length > 0 && (
        <Panel title={t('dmca.counters')}>
          <ul className="flex flex-col gap-4">
            {view.counters.map((counter) => (
              <CounterLine key={counter.id} counter={counter} zone={view.agentZone} />
            ))}
          </ul>
        </Panel>
      )}
      {view.courtPapers.length > 0 && (
        <Panel title={t('dmca.courtPapers')}>
          <ul className="flex flex-col gap-4">
            {view.courtPapers.map((paper) => (
              <CourtLine key={paper.id} paper={paper} view={view} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

function CounterLine({ counter, zone }: { counter: CounterView; zone: string }) {
  const { handle, state, receivedAt, missing, name, address, phone, text, reason } = counter
  const note = state === 'referred' ? 'referredNote' : state === 'refused' ? 'refusedNote' : null
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-2">
        <span className="font-medium">{t('dmca.counterOf', { handle })}</span>
        <Chip tone={toneOfCounter(state)}>{t(`dmca.counter.${state}`)}</Chip>
        <ExactTime at={receivedAt} zone={zone} />
      </p>
      {note ? (
        <p className="text-small text-ink-2">{t(`dmca.counter.${note}`)}</p>
      ) : (
        <p className="text-small text-ink-2">
          {missing.length === 0
            ? t('dmca.counter.whole')
            : t('dmca.counter.missing', { what: missing.map((one) => t(`dmca.celement.${one}`)).join(', ') })}
        </p>
      )}
      {text && (
        <p dir="auto" className="wrap-anywhere">
          {text}
        </p>
      )}
      <p className="text-small wrap-anywhere text-ink-2">{[name, address, phone].filter(Boolean).join(' · ')}</p>
      {reason && (
        <p dir="auto" className="text-small wrap-anywhere">
          {reason}
        </p>
      )}
    </li>
  )
}

function CourtLine({ paper, view }: { paper: CourtView; view: DmcaView }) {
  const { id, counterId, sort, docket, receivedAt, recordedBy, state, decidedBy, reason, second, decisions } = paper
  const decide = useCommand('putbacks.decideCourtPaper')
  const [why, setWhy] = useState('')
  const [isTried, setTried] = useState(false)
  const say = (decision: CourtView['decisions'][number]) => {
    setTried(true)
    if (why.trim() === '') return
    const { caseId, version } = view
    void decide.run({ caseId, version, courtPaperId: id, decision, reason: why })
  }
  return (
    <li className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline gap-2">
        <span className="font-medium">
          {t('dmca.court.line', { sort: t(`dmca.sort.${sort}`), docket: docket || 'none' })}
        </span>
        <Chip tone={state === 'noted' ? 'plain' : 'warn'}>
          {t(counterId === null && state === 'waiting' ? 'dmca.court.early' : `dmca.court.${state}`)}
        </Chip>
        <ExactTime at={receivedAt} zone={view.agentZone} />
      </p>
      <p className="text-small text-ink-2">
        {t('dmca.court.by', { by: `@${recordedBy}` })}
        {decidedBy && ` · @${decidedBy}`} <bdi>{reason}</bdi>
      </p>
      {state === 'waiting' && counterId !== null && view.may.decide && (
        <div className="flex flex-col gap-2 rounded border p-3">
          <TextField
            label={t('dmca.court.reason')}
            maxLength={2000}
            error={isTried && why.trim() === '' ? t('dmca.missingField') : undefined}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            {decisions.map((one, place) => (
              <Button
                key={one}
                kind={place === 0 ? 'main' : 'plain'}
                size="small"
                why={whyOf(second)}
                isBusy={decide.isRunning}
                onClick={() => say(one)}
              >
                {t(
                  decisions.length > 2
                    ? `dmca.court.as.${one}`
                    : place === 0
                      ? 'dmca.court.confirm'
                      : 'dmca.court.decline',
                )}
              </Button>
            ))}
          </div>
          {second && <p className="text-small text-ink-2">{whyOf(second)}</p>}
          {!paper.holdsUp && (sort === 'action' || sort === 'claim') && (
            <p className="text-small text-warn">{t('dmca.court.unqualified')}</p>
          )}
          {decide.refusal && <RefusalNote refusal={decide.refusal} />}
        </div>
      )}
    </li>
  )
}
