'use client'
import '@/lib/platform/i18n/rooms/clocks'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Chip, type Tone } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { ClockView } from '@/lib/features/deadlines/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { ClockChip } from './clock-chip'
import { EntryForm } from './entry-form'
import { StartForm } from './start-form'
import { clockName } from './words'

interface Props {
  caseId: string
  version: number
  clocks: ClockView[]
  calendars: readonly string[]
  mayWork: boolean
  /** Where a new clock begins when nobody says otherwise. */
  startAt: string
  now: string
}

/** The clocks of a case: what is due when, by which law, and how each came to it. */
export function ClockPanel({ caseId, version, clocks, calendars, mayWork, startAt, now }: Props) {
  const [isStarting, setStarting] = useState(false)
  return (
    <Panel title={t('clock.panel')}>
      {clocks.length === 0 && <p className="text-ink-2">{t('clock.none')}</p>}
      <ul className="flex flex-col gap-4">
        {clocks.map((clock) => (
          <OneClock key={clock.id} clock={clock} at={{ caseId, version }} mayWork={mayWork} now={now} />
        ))}
      </ul>
      {mayWork && !isStarting && (
        <Button size="small" className="mt-3" onClick={() => setStarting(true)}>
          {t('clock.start')}
        </Button>
      )}
      {isStarting && (
        <StartForm
          at={{ caseId, version }}
          startAt={startAt}
          calendars={calendars}
          onClose={() => setStarting(false)}
        />
      )}
    </Panel>
  )
}

const TONES: Record<ClockView['state'], Tone> = {
  running: 'accent',
  paused: 'warn',
  met: 'ok',
  missed: 'danger',
  withdrawn: 'plain',
}

interface At {
  caseId: string
  version: number
}

function OneClock({ clock, at, mayWork, now }: { clock: ClockView; at: At; mayWork: boolean; now: string }) {
  const [isWriting, setWriting] = useState(false)
  const { name, citation, family, zone, calendar, state, marks, entries, ruleVersion, calendarVersion, addedDays } =
    clock
  const isOpen = state === 'running' || state === 'paused'
  const none = 'none'
  return (
    <li className="flex flex-col gap-1 border-t pt-3 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-2">
        <span className="text-said font-semibold">{clockName(name)}</span>
        <Chip tone={TONES[state]}>{t(`clock.state.${state}`)}</Chip>
      </p>
      <p className="text-small text-ink-2">{t('clock.by', { citation, family: t(`family.${family}`) })}</p>
      <ul className="flex flex-col gap-1">
        {marks.map((mark) => (
          <li key={mark.name}>
            <ClockChip mark={mark} zone={zone} citation={citation} now={isOpen ? now : mark.at} />
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-2">
        {t('clock.zone', { zone, calendar: calendar ?? none })} ·{' '}
        {t('clock.versions', { rule: ruleVersion, calendar: calendarVersion ?? none })}
      </p>
      {addedDays.length > 0 && (
        <p className="text-small text-ink-2">{t('clock.added', { days: addedDays.join(', ') })}</p>
      )}
      {isOpen && clock.isWindowClosed && <Notice tone="danger">{t('clock.windowClosed')}</Notice>}
      {clock.delta !== null && <DeltaNote clock={clock} at={at} mayWork={mayWork} />}
      <details>
        <summary className="min-h-6 text-small text-accent underline underline-offset-2 phone:py-2.5">
          {t('clock.ledger', { n: entries.length })}
        </summary>
        <ol className="mt-1 flex flex-col gap-1 text-small">
          {entries.map((entry) => (
            <li key={entry.number}>
              {t(`clock.entry.${entry.kind}`)} <ExactTime at={entry.at} zone={zone} />
              {entry.reason && (
                <span dir="auto" className="wrap-anywhere">
                  {' '}
                  {entry.reason}
                </span>
              )}
              <span className="block text-ink-2">
                {t('clock.recorded', { at: exact(entry.recordedAt, zone), by: entry.by })}
              </span>
            </li>
          ))}
        </ol>
      </details>
      {mayWork && clock.may.length > 0 && !isWriting && (
        <Button size="small" className="self-start" onClick={() => setWriting(true)}>
          {t('clock.write')}
        </Button>
      )}
      {isWriting && <EntryForm clock={clock} at={at} now={now} onClose={() => setWriting(false)} />}
    </li>
  )
}

/** A newer calendar or rule says something else: shown, and taken over only by a press. */
function DeltaNote({ clock, at, mayWork }: { clock: ClockView; at: At; mayWork: boolean }) {
  const enter = useCommand('deadlines.enter')
  if (clock.delta === null) return null
  if (clock.delta === 'notKnown') return <Notice tone="warn">{t('clock.deltaNotKnown')}</Notice>
  const mayTake = mayWork && clock.may.includes('recomputed')
  return (
    <>
      <Notice
        tone="warn"
        title={t('clock.delta')}
        actions={
          mayTake && (
            <Button
              size="small"
              isBusy={enter.isRunning}
              onClick={() => void enter.run({ ...at, clockId: clock.id, entry: { kind: 'recomputed' } })}
            >
              {t('clock.takeOver')}
            </Button>
          )
        }
      >
        {clock.delta.map(({ mark, direction, from, to }) => (
          <p key={mark}>
            {t('clock.deltaLine', {
              direction: t(`direction.${direction}`),
              from: from ? exact(from, clock.zone) : '–',
              to: to ? exact(to, clock.zone) : '–',
            })}
          </p>
        ))}
      </Notice>
      {enter.refusal && <RefusalNote refusal={enter.refusal} />}
    </>
  )
}
