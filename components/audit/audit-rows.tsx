import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { Chip, type Tone } from '@/components/ui/chip'
import { Cell, Row, Table } from '@/components/ui/table'
import { exactSecond } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { Hash } from './hash'
import { whoOf, wordsOf } from './words'

type Line = QueryOutput<'audit.list'>['rows'][number]
type Former = QueryOutput<'audit.list'>['former']

const HEAD = ['time', 'actor', 'what', 'case', 'values', 'seq', 'hash'] as const

/** Rows of the log, the latest first. */
export function AuditRows({ rows, former }: { rows: readonly Line[]; former: Former }) {
  return (
    <Table caption={t('audit.list')} head={HEAD.map((column) => t(`audit.col.${column}`))}>
      {rows.map((line) => (
        <Row key={line.id}>
          <Cell className="whitespace-nowrap tabular-nums">
            <When line={line} />
          </Cell>
          <Cell className="max-w-40 wrap-anywhere desk:min-w-36">
            <bdi>{whoOf(line.actor)}</bdi>
          </Cell>
          <Cell className="phone:order-first phone:basis-full desk:min-w-48">
            <What line={line} />
          </Cell>
          <Cell className="whitespace-nowrap tabular-nums">
            <CaseLink line={line} former={former} />
          </Cell>
          <Cell className="phone:basis-full phone:empty:hidden desk:min-w-56">
            <Values line={line} />
          </Cell>
          <Cell className="text-end whitespace-nowrap text-ink-2 tabular-nums phone:text-small">
            <span className="desk:hidden">{t('audit.col.seq')} </span>
            {line.seq}
          </Cell>
          <Cell>
            <Hash hash={line.hash} />
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

// Between the press and the writing lie milliseconds. More means that the demo's clock was moved, or that something waited.
const APART_MS = 60_000

function When({ line: { at, recordedAt } }: { line: Line }) {
  const isApart = Math.abs(new Date(recordedAt).getTime() - new Date(at).getTime()) > APART_MS
  return (
    <>
      <ExactTime at={at} isToSecond />
      {isApart && (
        <span dir="auto" className="block text-small text-ink-2">
          {t('audit.recordedAt', { at: exactSecond(recordedAt) })}
        </span>
      )}
    </>
  )
}

const NAMED = 5

/** Whom it is about; a search that found many names the first of them. */
function About({ about }: Pick<Line, 'about'>) {
  const more = about.length - NAMED
  return (
    <span className="block text-small wrap-anywhere text-ink-2">
      {t('audit.about')} <bdi dir="ltr">{about.slice(0, NAMED).join(', ')}</bdi>
      {more > 0 && ` ${t('audit.aboutMore', { n: more })}`}
    </span>
  )
}

const TONES: Record<string, Tone> = { refused: 'warn', failed: 'danger' }

function What({ line: { command, outcome, about } }: { line: Line }) {
  const words = wordsOf(command)
  // Its words tell of what was done; refused, it was not.
  const sentence = outcome === 'refused' && words !== command ? t('audit.notDone', { what: words }) : words
  const tone = TONES[outcome]
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-1.5">
        {tone && <Chip tone={tone}>{t(messageFor('audit.outcome', outcome, 'audit.outcome.failed'))}</Chip>}
        {sentence}
      </span>
      {about.length > 0 && <About about={about} />}
      {words !== command && (
        <span className="block font-mono text-[0.6875rem]/4 text-ink-2">
          <code dir="ltr">{command}</code>
        </span>
      )}
    </>
  )
}

function CaseLink({ line: { caseId, caseNumber, isStopped }, former }: { line: Line; former: Former }) {
  if (!caseId || caseNumber === null) return null
  const here = isStopped ? '/safety' : '/reports'
  const there = isStopped ? '/safety/former' : '/settings/archive'
  return (
    <Link
      href={former ? `${there}/${former.id}/${caseId}` : `${here}/${caseId}`}
      prefetch={false}
      className="inline-block min-h-6 text-accent underline underline-offset-2"
    >
      {t('audit.caseLink', { number: caseNumber })}
    </Link>
  )
}

function Values({ line: { fields, withheld } }: { line: Line }) {
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-0.5 text-small/5">
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} className="flex max-w-full gap-1">
          <dt className="flex-none text-ink-2">{name}</dt>
          <dd title={value} dir="auto" className="line-clamp-2 wrap-anywhere">
            {value || t('audit.blank')}
          </dd>
        </div>
      ))}
      {withheld.map((field) => (
        <div key={field}>
          <dt className="sr-only">{field}</dt>
          <dd>
            <Chip tone="sealed">{t('audit.withheld', { field })}</Chip>
          </dd>
        </div>
      ))}
    </dl>
  )
}
