import type { CaseFile } from '@/lib/features/casefile/schema'
import { isMessage, type Message, t } from '@/lib/platform/i18n/translate'

type Hand = NonNullable<CaseFile['hand']>
type Notice = NonNullable<CaseFile['notice']>
interface Words {
  when: (at: string) => string
  nameOf: (id: string) => string
}
export interface Told {
  facts: [Message, string][]
  tables: { head: Message; rows: string[][]; widths: number[] }[]
}

const word = (key: string, otherwise: string): string => (isMessage(key) ? t(key) : otherwise)
const all = (words: readonly (string | null)[], between = '; '): string => words.filter(Boolean).join(between)

/** A notice and what became of it: what was complained of, what the sender said, what was answered, and each paper with its hash. */
export function toldOf(its: Notice, { when, nameOf }: Words): Told {
  const standing = (head: string, state: string) => word(`${head}.${state}`, state)
  return {
    facts: [
      ['dmca.facts.from', all([its.sender, its.principal], ', ')],
      ['dmca.facts.received', when(its.receivedAt)],
      ['narrative.fact.state', standing('dmca.state', its.state)],
      ['dmca.facts.works', all(its.works)],
      ['dmca.facts.reason', its.reason],
    ],
    tables: [
      {
        head: 'narrative.notice.elements',
        widths: [1.4, 1, 4],
        rows: its.elements.map(({ element, standing: state, quote }) => [
          standing('dmca.element', element),
          standing('dmca.standing', state),
          quote,
        ]),
      },
      {
        head: 'narrative.notice.items',
        widths: [3, 1.6, 2.2, 2],
        rows: its.items.map(({ number, url, state, lever, disabledAt, restoredAt, why, fairUse }) => [
          `${number} ${url}`,
          all([standing('dmca.item.state', state), lever && standing('dmca.lever', lever)], ', '),
          all([disabledAt && when(disabledAt), restoredAt && when(restoredAt)]),
          all([why, fairUse]),
        ]),
      },
      {
        head: 'narrative.notice.answers',
        widths: [2.4, 2, 2.2, 2.4],
        rows: [
          ...its.counters.map(({ by, state, receivedAt, docket }) => [
            nameOf(by),
            standing('dmca.counter', state),
            when(receivedAt),
            docket,
          ]),
          ...its.courtPapers.map(({ sort, state, receivedAt, docket, reason }) => [
            standing('dmca.sort', sort),
            standing('dmca.court', state),
            when(receivedAt),
            all([docket, reason]),
          ]),
        ],
      },
      {
        head: 'narrative.notice.letters',
        widths: [2.4, 2.6, 2, 2],
        rows: its.letters.map(({ template, version, to, party, state, at }) => [
          `${word(`dmca.letter.${template}`, template)}, ${t('narrative.notice.version', { version })}`,
          `${party} (${to})`,
          when(at),
          standing('dmca.letter.state', state),
        ]),
      },
      papersTold(its.papers, when),
    ],
  }
}

function papersTold(papers: Notice['papers'], when: Words['when']): Told['tables'][number] {
  return {
    head: 'narrative.notice.papers',
    widths: [1.4, 2.2, 2, 3.4],
    rows: papers.map(({ way, kind, at, party, sha256 }) => [
      word(`hand.paperKind.${kind}`, kind),
      all([word(`hand.${way}`, way), when(at)], ' '),
      party,
      sha256 ?? '',
    ]),
  }
}

/** A case by hand: what came in from whom, what was to be done, its papers, and how it ended. */
export function toldByHand(its: Hand, when: Words['when']): Told {
  return {
    facts: [
      ['hand.about', its.title],
      ['hand.from', its.sender],
      ['hand.received', when(its.receivedAt)],
      ['hand.way', word(`hand.channel.${its.channel}`, its.channel)],
      ['hand.recorded', all([when(its.recordedAt), its.recordedBy], ', ')],
      [
        'hand.outcome',
        its.outcome ? all([word(`hand.outcome.${its.outcome}`, its.outcome), its.outcomeText], ': ') : '',
      ],
    ],
    tables: [
      {
        head: 'narrative.hand.tasks',
        widths: [4, 3],
        rows: its.tasks.map(({ text, doneAt, doneBy }) => [text, doneAt ? all([when(doneAt), doneBy], ', ') : '']),
      },
      papersTold(its.papers, when),
    ],
  }
}

/** What the law gave time for, and how each clock stands. */
export const clocksTold = (clocks: CaseFile['clocks'], when: Words['when']): Told['tables'][number] => ({
  head: 'narrative.clocks.head',
  widths: [2.4, 1.6, 1.4, 3.6],
  rows: clocks.map(({ name, citation, state, startedAt, marks, ledger }) => [
    word(`clock.${name}`, name),
    citation,
    word(`clock.state.${state}`, state),
    all([
      when(startedAt),
      ...ledger
        .slice(1)
        .map(({ kind, at, reason }) => all([`${word(`clock.entry.${kind}`, kind)} ${when(at)}`, reason], ': ')),
      ...marks.map((mark) => `${word(`direction.${mark.direction}`, mark.direction)} ${when(mark.at)}`),
    ]),
  ]),
})
