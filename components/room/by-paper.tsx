import { ExactTime } from '@/components/case/exact-time'
import { Section } from '@/components/reports/section'
import { Chip } from '@/components/ui/chip'
import { Fact, Facts } from '@/components/ui/panel'
import type { RoomCase } from '@/lib/features/room/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

type Hand = NonNullable<RoomCase['hand']>
type Notice = NonNullable<RoomCase['notice']>

/** A case by hand, to read: what came in from whom, and how far it is. */
export function ByHand({ hand }: { hand: Hand }) {
  const { sender, channel, receivedAt, recordedAt, recordedBy, outcome, outcomeText, tasks } = hand
  return (
    <Section title={t('hand.facts')}>
      <Facts>
        <Fact term={t('hand.received')}>
          <ExactTime at={receivedAt} />
        </Fact>
        <Fact term={t('hand.way')}>{t(messageFor('hand.channel', channel, 'hand.channel.other'))}</Fact>
        <Fact term={t('hand.from')}>{sender}</Fact>
        <Fact term={t('hand.recorded')}>
          <ExactTime at={recordedAt} /> {recordedBy && <bdi dir="ltr">@{recordedBy}</bdi>}
        </Fact>
        {outcome && (
          <Fact term={t('hand.outcome')}>{t(messageFor('hand.outcome', outcome, 'hand.outcome.other'))}</Fact>
        )}
      </Facts>
      {outcomeText && (
        <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-line">
          {outcomeText}
        </p>
      )}
      {tasks.length > 0 && (
        <ul className="mt-2" aria-label={t('hand.tasksPanel')}>
          {tasks.map(({ text, doneAt, doneBy }) => (
            <li key={text} className="py-0.5 wrap-anywhere">
              <bdi>{text}</bdi>
              {doneAt && (
                <span className="text-small text-ink-2">
                  {' · '}
                  {t('room.taskDone')} <ExactTime at={doneAt} /> {doneBy && <bdi dir="ltr">@{doneBy}</bdi>}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** A copyright notice, to read: what it says, what it names, and what became of that. */
export function TheNotice({ notice }: { notice: Notice }) {
  return (
    <>
      <Section title={t('room.notice')}>
        <Facts>
          <Fact term={t('dmca.facts.from')}>{[notice.sender, notice.principal].filter(Boolean).join(', ')}</Fact>
          <Fact term={t('dmca.facts.received')}>
            <ExactTime at={notice.receivedAt} />
          </Fact>
          <Fact term={t('room.standing')}>{t(messageFor('dmca.state', notice.state, 'dmca.state.received'))}</Fact>
          {notice.reason && <Fact term={t('dmca.facts.reason')}>{notice.reason}</Fact>}
        </Facts>
        <ul className="mt-2" aria-label={t('dmca.facts.works')}>
          {notice.works.map((work) => (
            <li key={work} dir="auto" className="py-0.5 wrap-anywhere">
              {work}
            </li>
          ))}
        </ul>
      </Section>
      <Elements notice={notice} />
      <Items notice={notice} />
      <Answers notice={notice} />
    </>
  )
}

function Elements({ notice: { elements } }: { notice: Notice }) {
  if (elements.length === 0) return null
  return (
    <Section title={t('room.elements')}>
      <ul>
        {elements.map(({ element, standing, quote }) => (
          <li key={element} className="py-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{t(messageFor('dmca.element', element, 'room.other'))}</span>
              <Chip>{t(messageFor('dmca.standing', standing, 'room.other'))}</Chip>
            </p>
            {quote && (
              <p dir="auto" className="text-ink-2 wrap-anywhere whitespace-pre-line">
                {quote}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Items({ notice: { items } }: { notice: Notice }) {
  if (items.length === 0) return null
  return (
    <Section title={t('room.items')}>
      <ol>
        {items.map(({ number, url, state, lever, why, fairUse, disabledAt, restoredAt }) => (
          <li key={number} className="py-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <bdi dir="ltr" className="font-mono text-small break-all">
                {url}
              </bdi>
              <Chip>{t(messageFor('dmca.item.state', state, 'room.other'))}</Chip>
              {lever && <Chip>{t(messageFor('dmca.lever', lever, 'room.other'))}</Chip>}
            </p>
            <p className="flex flex-wrap gap-x-2 text-small text-ink-2">
              {disabledAt && (
                <span>
                  {t('room.down')} <ExactTime at={disabledAt} />
                </span>
              )}
              {restoredAt && (
                <span>
                  {t('room.back')} <ExactTime at={restoredAt} />
                </span>
              )}
              {[why, fairUse].filter(Boolean).map((text) => (
                <bdi key={text} className="wrap-anywhere">
                  {text}
                </bdi>
              ))}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Answers({ notice: { counters, courtPapers } }: { notice: Notice }) {
  if (counters.length + courtPapers.length === 0) return null
  return (
    <Section title={t('room.answers')}>
      <ul>
        {counters.map(({ by, state, receivedAt, docket }) => (
          <li key={`${by} ${receivedAt}`} className="flex flex-wrap items-baseline gap-x-2 py-1">
            <span className="font-medium">{t('hand.paperKind.counterNotice')}</span>
            <Chip>{t(messageFor('dmca.counter', state, 'room.other'))}</Chip>
            <ExactTime at={receivedAt} />
            {docket && <bdi>{docket}</bdi>}
          </li>
        ))}
        {courtPapers.map(({ sort, state, receivedAt, docket, reason }) => (
          <li key={`${sort} ${receivedAt}`} className="flex flex-wrap items-baseline gap-x-2 py-1">
            <span className="font-medium">{t(messageFor('dmca.sort', sort, 'hand.paperKind.courtPaper'))}</span>
            <Chip>{t(messageFor('dmca.court', state, 'room.other'))}</Chip>
            <ExactTime at={receivedAt} />
            <bdi className="wrap-anywhere">{[docket, reason].filter(Boolean).join(' · ')}</bdi>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Letters and forms, as they came and went; whoever may saves the originals. */
export function Papers({ papers, maySave }: { papers: RoomCase['papers']; maySave: boolean }) {
  return (
    <Section title={t('hand.papers')}>
      {papers.length === 0 && <p className="text-ink-2">{t('hand.noPapers')}</p>}
      <ul className="flex flex-col gap-2">
        {papers.map(({ id, way, kind, at, party, subject, sha256, isKept }) => (
          <li key={id}>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Chip tone={way === 'in' ? 'accent' : 'plain'}>{t(`hand.${way}`)}</Chip>
              <span className="font-medium">{t(`hand.paperKind.${kind}`)}</span>
              <ExactTime at={at} />
              {isKept && maySave && (
                <a
                  href={`/api/papers/${id}`}
                  download
                  className="inline-flex min-h-6 items-center text-accent underline underline-offset-2 phone:min-h-11"
                >
                  {t('hand.save')}
                </a>
              )}
            </p>
            <p className="wrap-anywhere">
              <bdi>{party}</bdi>
              {subject && (
                <>
                  {' · '}
                  <bdi>{subject}</bdi>
                </>
              )}
            </p>
            {sha256 && <p className="font-mono text-small break-all text-ink-2">SHA-256 {sha256}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
