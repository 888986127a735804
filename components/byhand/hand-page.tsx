'use client'
import '@/lib/platform/i18n/rooms/byhand'
import Link from 'next/link'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Exports } from '@/components/bundle/exports'
import { ExactTime } from '@/components/case/exact-time'
import { Team } from '@/components/case/team'
import { ClockPanel } from '@/components/clocks/clock-panel'
import { BackLink } from '@/components/settings/back-link'
import { Button, ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { HandView } from '@/lib/features/byhand/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Ending } from './ending'
import { Papers } from './papers'
import { Tasks } from './tasks'

/** A case that was opened by hand: its clocks first, then the papers; who, what and how it ends beside them. */
export function HandPage({ view }: { view: HandView }) {
  const { caseId, version, number, kind, title, clocks, calendars, mayWork, receivedAt, now } = view
  const at = { caseId, version }
  const isOpen = view.state === 'open'
  return (
    <>
      <PageHead
        start={<BackLink href="/cases" label={t('hand.back')} />}
        title={<bdi>{title}</bdi>}
        note={`${t('hand.caseTitle', { number })} · ${t(`hand.kind.${kind}`)}`}
      >
        {!isOpen && <Chip>{t('hand.state.closed')}</Chip>}
        <Whose view={view} />
        {view.hasRoom && (
          <ButtonLink size="small" kind="quiet" href={`/room/${caseId}`}>
            {t('room.toRoom')}
          </ButtonLink>
        )}
      </PageHead>
      <div className="grid items-start gap-4 px-4 pb-6 wide:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <ClockPanel {...at} clocks={clocks} calendars={calendars} mayWork={mayWork} startAt={receivedAt} now={now} />
          <Papers at={at} papers={view.papers} mayWork={mayWork && isOpen} now={now} />
        </div>
        <div className="rounded border bg-sheet [&>section:last-child]:border-b-0">
          <TheFacts view={view} />
          <Tasks at={at} tasks={view.tasks} mayWork={mayWork && isOpen} />
          <Ending at={at} view={view} />
          {view.mayExport && <Exports caseId={caseId} number={number} />}
          <Team caseId={caseId} notes={view.notes} now={now} />
        </div>
      </div>
    </>
  )
}

function Whose({ view: { caseId, version, owner, isYours, state, mayWork } }: { view: HandView }) {
  const take = useCommand('byhand.take')
  return (
    <>
      {owner && <Chip tone={isYours ? 'ok' : 'warn'}>{isYours ? t('hand.yours') : `@${owner}`}</Chip>}
      {!isYours && state === 'open' && mayWork && (
        <Button size="small" isBusy={take.isRunning} onClick={() => void take.run({ caseId, version })}>
          {t(take.isRunning ? 'hand.taking' : 'hand.take')}
        </Button>
      )}
      {take.refusal && <RefusalNote refusal={take.refusal} />}
    </>
  )
}

function TheFacts({ view }: { view: HandView }) {
  const { receivedAt, recordedAt, recordedBy, sender, channel, handle } = view
  return (
    <Panel title={t('hand.facts')} look="plain">
      <Facts>
        <Fact term={t('hand.received')}>
          <ExactTime at={receivedAt} />
        </Fact>
        <Fact term={t('hand.way')}>{t(`hand.channel.${channel}`)}</Fact>
        <Fact term={t('hand.from')}>
          <bdi className="wrap-anywhere">{sender}</bdi>
        </Fact>
        {handle && (
          <Fact term={t('hand.person')}>
            <bdi dir="ltr">{handle}</bdi>
          </Fact>
        )}
        {view.beside && (
          <Fact term={t('hand.beside')}>
            <Link
              href={`/dmca/${view.beside.caseId}`}
              prefetch={false}
              className="text-accent underline underline-offset-2"
            >
              {t('hand.besideNotice', { number: view.beside.number })}
            </Link>
          </Fact>
        )}
        <Fact term={t('hand.recorded')}>
          <ExactTime at={recordedAt} /> {recordedBy && <bdi dir="ltr">@{recordedBy}</bdi>}
        </Fact>
      </Facts>
    </Panel>
  )
}
