import Link from 'next/link'
import { Ago } from '@/components/case/ago'
import { StopButton } from '@/components/safety/stop-button'
import { Avatar } from '@/components/ui/avatar'
import { Chip } from '@/components/ui/chip'
import { Clamp } from '@/components/ui/clamp'
import { isolate } from '@/components/ui/isolate'
import type { CaseView, ReportView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { TONE_OF } from './reasons'
import { groupByWords, type Saying } from './same-words'
import { Section } from './section'

const SHOWN = 3

/** What the reporters say, each saying once. */
export function Said({ view: { reports, now } }: { view: Pick<CaseView, 'reports' | 'now'> }) {
  const sayings = groupByWords(reports)
  const rest = sayings.slice(SHOWN)
  const hidden = rest.reduce((sum, { others }) => sum + 1 + others.length, 0)
  return (
    <Section title={t('said.title')}>
      <ul className="border-t">
        {sayings.slice(0, SHOWN).map((saying) => (
          <Line key={saying.first.id} saying={saying} now={now} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-7 items-center rounded text-small text-accent underline underline-offset-2">
            {t('said.more', { n: hidden })}
          </summary>
          <ul className="border-t">
            {rest.map((saying) => (
              <Line key={saying.first.id} saying={saying} now={now} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function Line({ saying: { first, others }, now }: { saying: Saying; now: string }) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 border-b py-1.5">
      <Avatar initials={first.reporter.initials} size="small" />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small text-ink-2">
          <span className="min-w-0 truncate">
            <Reporter report={first} />
          </span>
          <Why report={first} />
          {first.isForwarded && <Chip>{t('said.forwarded')}</Chip>}
          {first.isResolved && (
            <Chip tone="ok">
              {first.resolvedBy ? t('said.resolvedBy', { by: first.resolvedBy }) : t('said.resolved')}
            </Chip>
          )}
          <span className="ms-auto flex items-center gap-2">
            <StopButton because={{ reportId: first.id, postId: null, about: first.id }} />
            <a
              href={first.url}
              target="_blank"
              rel="noreferrer"
              aria-label={t('said.openLong', { id: first.id })}
              className="underline-offset-2 hover:underline"
            >
              #{first.id} <span aria-hidden>↗</span>
            </a>
            <Ago at={first.createdAt} now={now} />
          </span>
        </div>
        <Words text={first.comment} />
        {others.length > 0 && <Same others={others} />}
      </div>
    </li>
  )
}

function Words({ text }: { text: string }) {
  if (!text) return <p className="text-ink-2">{t('said.noWords')}</p>
  return (
    <Clamp
      text={text}
      more={t('said.whole')}
      less={t('said.less')}
      className="text-said wrap-anywhere whitespace-pre-line"
    />
  )
}

function Reporter({ report: { reporter, isFromServer } }: { report: ReportView }) {
  if (isFromServer) return <>{t('said.fromServer', { handle: isolate(reporter.handle) })}</>
  return (
    <Link
      href={`/people/${reporter.remoteId}`}
      prefetch={false}
      title={t('people.allOf', { handle: reporter.handle })}
      className="rounded underline-offset-2 hover:underline"
    >
      <bdi dir="ltr">{reporter.handle}</bdi>
    </Link>
  )
}

function Why({ report }: { report: ReportView }) {
  if (report.category !== 'rule' || report.rules.length === 0)
    return <Chip tone={TONE_OF[report.category]}>{t(`category.${report.category}`)}</Chip>
  return report.rules.map((rule) => (
    <Chip key={rule.id} tone="warn" title={rule.text}>
      {rule.text}
    </Chip>
  ))
}

const NAMED = 4

function Same({ others }: { others: ReportView[] }) {
  const named = others.slice(0, NAMED).map(({ reporter }) => isolate(reporter.handle))
  return (
    <p className="text-small text-ink-2" title={others.map(({ reporter }) => reporter.handle).join(', ')}>
      {t('said.same', { n: others.length, handles: named.join(', ') + (others.length > NAMED ? ' …' : '') })}
    </p>
  )
}
