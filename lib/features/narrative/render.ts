import type { CaseFile, Exhibit } from '@/lib/features/casefile/schema'
import type { Withholdable } from '@/lib/features/redaction/model'
import { exactSecond } from '@/lib/platform/i18n/time'
import { isMessage, type Message, messageFor, t, type Values } from '@/lib/platform/i18n/translate'
import { type Pen, writePdf } from '@/lib/platform/pdf/write'
import { clocksTold, toldByHand, type Told as Section, toldOf } from './outcomes'

export interface Narrated {
  file: CaseFile
  zone: string
  by: string
  purpose: string
  withhold: readonly Withholdable[]
  withheld: readonly { what: string; why: string; count: number }[]
  /** The last row and its hash. */
  rows: { count: number; hash: string }
  /** Somebody outside is asked for a stamp; whether one came stands beside it. */
  hasAuthority: boolean
}

/** The case as somebody reads it: from the top to the bottom, each thing once, exhibits by number. */
export function writeNarrative(narrated: Narrated): Promise<Uint8Array<ArrayBuffer>> {
  const { file } = narrated
  const { number } = file.case
  const { domain } = file.instance
  const about = {
    title: t('narrative.title', { number, handle: handleOf(file) }),
    author: domain,
    language: 'en',
    at: new Date(file.at),
    foot: t('narrative.foot', { number, domain, at: exactSecond(file.at) }),
    pageOf: (page: number, pages: number) => t('narrative.page', { page: String(page), pages: String(pages) }),
  }
  return writePdf(about, (pen) => {
    const writer: Writer = { ...narrated, pen, when: (at) => bothTimes(at, narrated.zone) }
    first(writer)
    pen.contents(t('narrative.contents'))
    const { when } = writer
    if (file.notice) told(writer, 'narrative.notice', toldOf(file.notice, { when, nameOf: (id) => nameOf(file, id) }))
    if (file.hand) told(writer, 'narrative.hand', toldByHand(file.hand, when))
    told(writer, 'narrative.clocks', { facts: [], tables: [clocksTold(file.clocks, when)] })
    reports(writer)
    posts(writer)
    sealed(writer)
    acts(writer)
    notes(writer)
    events(writer)
    files(writer)
    undrawn(writer)
  })
}

interface Writer extends Narrated {
  pen: Pen
  when: (at: string) => string
}

/** UTC first, then the zone that was named. */
export const bothTimes = (at: string, zone: string): string =>
  zone === 'UTC' ? exactSecond(at) : `${exactSecond(at)} (${exactSecond(at, zone)})`

/** Whom it is about; where no account is, what it is called. */
const handleOf = (file: CaseFile): string =>
  file.people.find((person) => person.part === 'subject')?.handle || file.hand?.title || file.notice?.principal || ''
const heads = (message: Message): string[] => t(message).split('|')

type Fact = [Message, string | null | false]

/** Facts that there are; what is empty takes no line. */
function facts({ pen }: Writer, lines: readonly Fact[]): void {
  const rows = lines.flatMap(([name, value]) => (value ? [[t(name), value]] : []))
  if (rows.length > 0) pen.table({ head: null, rows, widths: [1, 3.4] })
}

function first(writer: Writer): void {
  const { pen, file, zone, by, purpose, withhold, when, rows, hasAuthority } = writer
  const { case: its, instance } = file
  pen.heading(1, t('narrative.title', { number: its.number, handle: handleOf(file) }))
  pen.paragraph(t('narrative.about', { domain: instance.domain }))
  if (instance.demo) pen.paragraph(t('narrative.demo', instance.demo), { style: 'bold' })
  facts(writer, [
    ['narrative.fact.case', `${its.number} (${its.id})`],
    ['narrative.fact.instance', `${instance.domain}, ${instance.origin}, ${instance.software}`],
    ['narrative.fact.person', nameOf(file, subjectOf(file))],
    ['narrative.fact.state', t('narrative.state', { state: its.state })],
    ['narrative.fact.opened', when(its.openedAt)],
    ['narrative.fact.closed', its.closedAt && when(its.closedAt)],
    ['narrative.fact.owner', its.owner ?? t('narrative.nobody')],
    ['narrative.fact.made', when(file.at)],
    ['narrative.fact.by', by],
    ['narrative.fact.for', purpose],
    ['narrative.fact.withheld', withhold.map((one) => t(`withheld.${one}`)).join(', ') || t('narrative.nothing')],
    ['narrative.fact.zone', t('narrative.zone', { zone })],
    ['narrative.fact.rows', String(rows.count)],
    ['narrative.fact.head', rows.hash],
  ])
  pen.paragraph(t(hasAuthority ? 'narrative.proof' : 'narrative.unproven'))
}

const subjectOf = (file: CaseFile): string => file.people.find((person) => person.part === 'subject')?.id ?? ''

function nameOf(file: CaseFile, id: string): string {
  const person = file.people.find((one) => one.id === id)
  if (!person) return id
  return person.name === person.handle ? person.handle : `${person.name} (${person.handle})`
}

function head({ pen }: Writer, exhibit: Exhibit | undefined): void {
  if (exhibit) pen.heading(2, t('narrative.exhibit', { number: exhibit.number, title: exhibit.title }))
}

const exhibitOf = (file: CaseFile, kind: string, of: string): Exhibit | undefined =>
  file.exhibits.find((exhibit) => exhibit.kind === kind && exhibit.of === of)

function provenance({ when }: Writer, exhibit: Exhibit | undefined): Fact[] {
  if (!exhibit) return []
  const { seenAt, serverDate, clockOffsetMs, cut, sealed: its, file, missing } = exhibit
  const why = missing ? t(messageFor('withheld', missing, 'withheld.other')) : t('narrative.notSealed')
  return [
    ['narrative.seen', seenAt && when(seenAt)],
    ['narrative.server', serverDate],
    ['narrative.offset', clockOffsetMs !== null && `${clockOffsetMs} ms`],
    ['narrative.cut', cut.join(', ')],
    ['narrative.sha', its?.sha256 ?? null],
    ['narrative.file', file ?? t('narrative.noFile', { why })],
  ]
}

/** Facts and tables under a heading; none where there is nothing to tell. */
function told(writer: Writer, heading: Message, { facts: lines, tables }: Section): void {
  const { pen } = writer
  if (lines.length === 0 && tables.every(({ rows }) => rows.length === 0)) return
  pen.heading(1, t(heading), { breaks: lines.length > 0 })
  facts(writer, lines)
  for (const { head, rows, widths } of tables)
    if (rows.length > 0) pen.table({ head: heads(head), rows, widths, size: 8.5 })
}

function reports(writer: Writer): void {
  const { pen, file, when } = writer
  pen.heading(1, t('narrative.reports'), { breaks: true })
  if (file.reports.length === 0) pen.paragraph(t('narrative.none.reports'))
  for (const report of file.reports) {
    const exhibit = exhibitOf(file, 'report', report.id)
    head(writer, exhibit)
    facts(writer, [
      ['narrative.by', nameOf(file, report.by)],
      ['narrative.reported', when(report.createdAt)],
      ['narrative.category', t(messageFor('category', report.category, 'category.other'))],
      ['narrative.rules', report.rules.join('; ')],
      ['narrative.cites', report.posts.join(', ')],
      [
        'narrative.resolved',
        report.resolvedAt && [when(report.resolvedAt), report.resolvedBy].filter(Boolean).join(', '),
      ],
      ['narrative.address', report.url],
      ['narrative.read', when(report.seenAt)],
      ...provenance(writer, exhibit),
    ])
    pen.quotation(report.comment || t('narrative.noWords'))
  }
}

function posts(writer: Writer): void {
  const { pen, file, when } = writer
  pen.heading(1, t('narrative.posts'), { breaks: true })
  if (file.posts.length === 0) pen.paragraph(t('narrative.none.posts'))
  for (const post of file.posts) {
    const exhibit = exhibitOf(file, 'post', post.id)
    head(writer, exhibit)
    facts(writer, [
      ['narrative.by', nameOf(file, post.by)],
      ['narrative.posted', when(post.createdAt)],
      ['narrative.edited', post.editedAt && when(post.editedAt)],
      ['narrative.reported', exhibit?.reportedAt ? when(exhibit.reportedAt) : null],
      ['narrative.visibility', post.visibility],
      ['narrative.language', post.language],
      ['narrative.warning', post.warning],
      ['narrative.address', post.url],
      ['narrative.media', post.media.map((one) => [one.type, one.description].filter(Boolean).join(': ')).join('; ')],
      [
        'narrative.quotes',
        post.quote && [post.quote.handle, post.quote.text, post.quote.url].filter(Boolean).join(': '),
      ],
      ['narrative.read', when(post.seenAt)],
      ...provenance(writer, exhibit),
    ])
    pen.quotation(post.text || t('narrative.noWords'))
  }
}

/** Exhibits that are neither a report nor a post: pictures, threads, wordings. */
function sealed(writer: Writer): void {
  const { pen, file, when } = writer
  const others = file.exhibits.filter(({ kind }) => kind !== 'report' && kind !== 'post')
  if (others.length === 0) return
  pen.heading(1, t('narrative.sealed'), { breaks: true })
  for (const exhibit of others) {
    head(writer, exhibit)
    facts(writer, [
      ['narrative.posted', exhibit.postedAt && when(exhibit.postedAt)],
      ['narrative.address', exhibit.address],
      ...provenance(writer, exhibit),
    ])
  }
}

function acts(writer: Writer): void {
  const { pen, file, when } = writer
  pen.heading(1, t('narrative.acts'), { breaks: true })
  const done = [
    ...file.acts.map((act) => [
      when(act.askedAt),
      act.by,
      word(`did.${act.kind}`, act.kind),
      [t(messageFor('state', act.state, 'state.asked')), act.failure].filter(Boolean).join(': '),
      act.settledAt ? when(act.settledAt) : '',
    ]),
    ...file.removals.map((removal) => [
      when(removal.at),
      removal.by,
      t('narrative.removal', { post: removal.post }),
      word(`did.removals.settle.${removal.state}`, removal.state),
      '',
    ]),
  ]
  if (done.length === 0) return pen.paragraph(t('narrative.none.acts'))
  pen.table({ head: heads('narrative.act.head'), rows: done, widths: [2.2, 1.2, 1.8, 2, 2.2], size: 8.5 })
  for (const act of file.acts) {
    if (act.message) pen.quotation(t('narrative.message', { text: act.message }))
    if (act.note) pen.quotation(t('narrative.reason', { text: act.note }))
  }
}

function word(key: string, otherwise: string, values: Values = { n: 1 }): string {
  return isMessage(key) ? t(key, values) : otherwise
}

function notes({ pen, file, when }: Writer): void {
  pen.heading(1, t('narrative.notes'))
  if (file.notes.length === 0) pen.paragraph(t('narrative.none.notes'))
  for (const note of file.notes) {
    pen.paragraph(t('narrative.note', { by: note.by, at: when(note.at) }), { color: '#555555', size: 9 })
    pen.quotation(note.text)
  }
}

function events({ pen, file, when, rows }: Writer): void {
  pen.heading(1, t('narrative.events'), { breaks: true })
  pen.paragraph(t('narrative.events.text', { n: String(rows.count) }))
  pen.table({
    head: heads('narrative.event.head'),
    rows: file.events.map((event) => [String(event.number), when(event.recordedAt), event.by, sentenceOf(event)]),
    widths: [0.6, 3.4, 1.8, 3.6],
    size: 8.5,
  })
}

function sentenceOf({ command, outcome, fields }: CaseFile['events'][number]): string {
  const keys = [`did.${command}.${fields.state ?? fields.seen ?? ''}`, `did.${command}`]
  const key = keys.find(isMessage)
  const what = key && isMessage(key) ? t(key, { n: 1 }) : t('did.unknown', { command })
  if (outcome === 'refused') return t('narrative.refused', { what })
  return outcome === 'failed' ? t('narrative.failed', { what }) : what
}

function files({ pen, withheld }: Writer): void {
  pen.heading(1, t('narrative.files'), { breaks: true })
  pen.paragraph(t('narrative.files.text'))
  if (withheld.length === 0) return pen.paragraph(t('narrative.files.none'))
  const rows = withheld.map(({ what, why, count }) => [
    what,
    t(messageFor('withheld', why, 'withheld.other')),
    String(count),
  ])
  pen.table({ head: heads('narrative.files.head'), rows, widths: [3, 3, 1] })
}

const PLACES_NAMED = 3

function undrawn({ pen }: Writer): void {
  const signs = pen.undrawn()
  if (signs.length === 0) return
  pen.heading(1, t('narrative.undrawn'), { breaks: true })
  pen.paragraph(t('narrative.undrawn.text'))
  const rows = signs.map(({ code, places }) => {
    const more = places.length - PLACES_NAMED
    const named = places.slice(0, PLACES_NAMED).join('; ')
    return [code, more > 0 ? `${named}; ${t('narrative.undrawn.more', { n: more })}` : named]
  })
  pen.table({ head: heads('narrative.undrawn.head'), rows, widths: [1, 2], mono: [0] })
}
