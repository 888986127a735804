'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Ago } from '@/components/case/ago'
import { TONE_OF } from '@/components/reports/reasons'
import { Section } from '@/components/reports/section'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { isolate } from '@/components/ui/isolate'
import type { PersonReport, ReportsPage, Side } from '@/lib/features/history/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Refused } from './refused'
import { useAsked } from './use-asked'

interface Props {
  side: Side
  accountId: string
  page: ReportsPage
  now: string
}

/** Reports about or by somebody, newest first: how many, the first of them, and more when asked for. */
export function ReportList({ side, accountId, page, now }: Props) {
  const { run, isRunning, refusal } = useAsked('people.reports')
  const [later, setLater] = useState<{ of: string | null; rows: PersonReport[]; next: string | null }>(START)
  // A page that was refreshed begins anew where its first rows changed.
  const isCurrent = later.of === page.next
  const rows = isCurrent ? [...page.rows, ...later.rows] : page.rows
  const next = isCurrent ? later.next : page.next
  const more = async () => {
    const found = next ? await run({ accountId, side, after: next }) : null
    if (found) setLater({ of: page.next, rows: [...(isCurrent ? later.rows : []), ...found.rows], next: found.next })
  }
  return (
    <Section
      title={
        <>
          {t(`people.${side}`)}{' '}
          <span className="font-normal">{t('people.counts', { total: page.total, open: page.open })}</span>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="text-ink-2">{t(`people.${side}None`)}</p>
      ) : (
        <ul className="border-t">
          {rows.map((report) => (
            <Line key={report.id} report={report} side={side} now={now} />
          ))}
        </ul>
      )}
      {next && (
        <Button size="small" className="mt-1.5" isBusy={isRunning} onClick={() => void more()}>
          {t('people.more', { n: Math.min(page.rows.length, page.total - rows.length) })}
        </Button>
      )}
      <Refused refusal={refusal} />
    </Section>
  )
}
const START = { of: '', rows: [], next: null }

function Line({ report, side, now }: { report: PersonReport; side: Side; now: string }) {
  const { other, caseId, caseNumber } = report
  return (
    <li className="border-b py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small text-ink-2">
        <Chip tone={report.isResolved ? 'ok' : 'warn'}>{t(report.isResolved ? 'people.resolved' : 'people.open')}</Chip>
        <Why report={report} />
        <span className="min-w-0 truncate">
          {report.isFromServer ? (
            t('said.fromServer', { handle: isolate(other.handle) })
          ) : (
            <Link href={`/people/${other.remoteId}`} prefetch={false} className="underline-offset-2 hover:underline">
              {t(side === 'about' ? 'people.reportBy' : 'people.reportOn', { handle: isolate(other.handle) })}
            </Link>
          )}
        </span>
        <span className="ms-auto flex items-center gap-2">
          {caseId && caseNumber !== null && (
            <Link
              href={`/reports/${caseId}`}
              prefetch={false}
              aria-label={t('people.inCaseLong', { number: caseNumber })}
              className="rounded text-accent underline underline-offset-2"
            >
              {t('people.inCase', { number: caseNumber })}
            </Link>
          )}
          <a
            href={report.url}
            target="_blank"
            rel="noreferrer"
            aria-label={t('said.openLong', { id: report.id })}
            className="underline-offset-2 hover:underline"
          >
            #{report.id} <span aria-hidden>↗</span>
          </a>
          <Ago at={report.createdAt} now={now} />
        </span>
      </div>
      <p
        dir="auto"
        className={report.comment ? 'line-clamp-3 text-row wrap-anywhere whitespace-pre-line' : 'text-ink-2'}
      >
        {report.comment || t('people.noWords')}
        {report.isCut && <span title={t('people.cutLong')}> …</span>}
      </p>
    </li>
  )
}

function Why({ report: { category, rules } }: { report: PersonReport }) {
  const [first, ...others] = rules
  if (category !== 'rule' || first === undefined)
    return <Chip tone={TONE_OF[category]}>{t(`category.${category}`)}</Chip>
  return (
    <span className="inline-flex max-w-64 min-w-0">
      <Chip tone="warn" title={rules.join(' · ')}>
        {others.length > 0 ? `${first} +${others.length}` : first}
      </Chip>
    </span>
  )
}
