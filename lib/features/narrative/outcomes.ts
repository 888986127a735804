import type { CaseFile } from '@/lib/features/casefile/schema'
import { isMessage, type Message, t } from '@/lib/platform/i18n/translate'

type Notice = NonNullable<CaseFile['notice']>
interface Words {
  when: (at: string) => string
  nameOf: (id: string) => string
}
interface Told {
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
        head: 'narrative.notice.papers',
        widths: [1.4, 2.2, 2, 3.4],
        rows: its.papers.map(({ way, kind, at, party, sha256 }) => [
          standing('hand.paperKind', kind),
          all([standing('hand', way), when(at)], ' '),
          party,
          sha256 ?? '',
        ]),
      },
    ],
  }
}
