'use client'
import '@/lib/platform/i18n/rooms/all'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Exports } from '@/components/bundle/exports'
import { Papers } from '@/components/byhand/papers'
import { ExactTime } from '@/components/case/exact-time'
import { Team } from '@/components/case/team'
import { Timeline } from '@/components/case/timeline'
import { ClockPanel } from '@/components/clocks/clock-panel'
import { EdgeSection } from '@/components/edge/edge-section'
import { BackLink } from '@/components/settings/back-link'
import { Button, ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { useCommand } from '@/lib/client'
import { isCounterOpen } from '@/lib/features/notices/model'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Acts } from './acts'
import { ClockCard } from './clock-card'
import { Counters } from './counters'
import { Elements } from './elements'
import { TheFacts } from './facts'
import { Items } from './items'
import { Letters } from './letters'
import { Strip } from './strip'
import { toneOfCounter, toneOfState } from './words'

/** One notice: where it stands, what it names and says, its clock, and what can be done about it now. */
export function DmcaPage({ view }: { view: DmcaView }) {
  const { caseId, version, number, sender, receivedAt, agentZone, state, isOpen, counters } = view
  const [chosen, setChosen] = useState<readonly string[]>([])
  const at = { caseId, version }
  const counter = counters.findLast((one) => isCounterOpen(one.state)) ?? counters.at(-1)
  const handles = [...new Set(view.items.flatMap((item) => item.handle ?? []))].slice(0, 3).join(', ')
  return (
    <>
      <PageHead
        start={<BackLink href="/dmca" label={t('dmca.back')} />}
        title={t('dmca.caseTitle', { number })}
        note={
          <>
            <bdi>{sender.principal || sender.name || sender.email}</bdi>
            {handles && <bdi dir="ltr"> {t('dmca.against', { handles })}</bdi>} ·{' '}
            <ExactTime at={receivedAt} zone={agentZone} />
          </>
        }
      >
        {view.isMisrepresented && <Chip tone="warn">{t('dmca.flagged')}</Chip>}
        {counter && <Chip tone={toneOfCounter(counter.state)}>{t(`dmca.counter.${counter.state}`)}</Chip>}
        {!counter && <Chip tone={toneOfState(state)}>{t(`dmca.state.${state}`)}</Chip>}
        {!isOpen && <Chip>{t('dmca.state.closed')}</Chip>}
        <Whose view={view} />
        {view.may.room && (
          <ButtonLink size="small" kind="quiet" href={`/room/${caseId}`}>
            {t('room.toRoom')}
          </ButtonLink>
        )}
      </PageHead>
      <Strip view={view} />
      <div className="grid items-start gap-4 px-4 pb-6 wide:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Items view={view} chosen={chosen} onChoose={setChosen} />
          <EdgeSection caseId={caseId} items={view.items} looks={view.looks} may={view.may} now={view.now} />
          <Elements view={view} />
          <Counters view={view} />
          <Letters view={view} />
          <Papers at={at} papers={view.papers} mayWork={view.may.work && isOpen} now={view.now} />
          <ClockPanel
            {...at}
            clocks={view.clocks}
            calendars={view.calendars}
            mayWork={view.may.work}
            startAt={receivedAt}
            now={view.now}
          />
        </div>
        <div className="rounded border bg-sheet narrow:order-first wide:sticky wide:top-0">
          <ClockCard view={view} />
          <Acts view={view} chosen={chosen} onDone={() => setChosen([])} />
          {view.may.export && <Exports caseId={caseId} number={number} />}
          <TheFacts view={view} />
          <div className="border-b px-4 pb-3">
            <Timeline lines={view.timeline} now={view.now} />
          </div>
          <Team caseId={caseId} notes={view.notes} now={view.now} />
        </div>
      </div>
    </>
  )
}

function Whose({ view: { caseId, version, owner, isYours, isOpen, may } }: { view: DmcaView }) {
  const take = useCommand('notices.take')
  return (
    <>
      {owner && <Chip tone={isYours ? 'ok' : 'warn'}>{isYours ? t('hand.yours') : `@${owner}`}</Chip>}
      {!isYours && isOpen && may.work && (
        <Button size="small" isBusy={take.isRunning} onClick={() => void take.run({ caseId, version })}>
          {t(take.isRunning ? 'dmca.act.taking' : 'dmca.act.take')}
        </Button>
      )}
      {take.refusal && <RefusalNote refusal={take.refusal} />}
    </>
  )
}
