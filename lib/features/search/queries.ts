import { visibleAndOrdinarySql } from '@/lib/features/cases/statements'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { briefOf } from '@/lib/features/reports/model'
import type { Actor } from '@/lib/platform/access/access'
import { type Db, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { cursorOf, excerptOf, queryFor, readCursor, soughtIn } from './model'
import { type FoundCase, type SearchInput, searchInput, type SearchView, TEXT_KINDS } from './schema'
import { refreshDue, type TextOfCase, textsOf } from './store'

const PAGE = 20
const EXCERPTS = 2

/** Cases by the words that stand in them, newest first. What changed a moment ago is looked through before it answers. */
export const cases = defineQuery({
  name: 'search.cases',
  permission: 'people.read',
  input: searchInput,
  async run({ db, actor, now }, filter): Promise<SearchView> {
    if (actor.kind !== 'person') throw new AppError('notFound')
    const { isBehind } = await refreshDue(db)
    const words = soughtIn(filter.text)
    const [found, kinds] = await Promise.all([
      words.length > 0 ? rowsFor(db, actor, { ...filter, words, take: PAGE + 1 }) : [],
      db.case.findMany({ where: visibleAndOrdinary(actor), distinct: ['kind'], select: { kind: true } }),
    ])
    const page = found.slice(0, PAGE)
    const last = page.at(-1)
    return {
      rows: await viewsOf(db, page, words),
      filter,
      kinds: kinds.map((row) => row.kind).toSorted(),
      next: found.length > PAGE && last ? cursorOf({ openedAt: last.opened_at, id: last.id }) : null,
      isBehind,
      now: now.toISOString(),
    }
  },
})

interface Row {
  id: string
  number: number
  kind: string
  state: string
  opened_at: Date
  instance_id: string
  subject_id: string | null
}

interface Sought extends Pick<SearchInput, 'state' | 'kind' | 'from' | 'to' | 'after'> {
  words: readonly string[]
  take: number
}

const DAY_MS = 86_400_000

/** Rows of cases that have all of the words, as the actor may see them. */
export function rowsFor(db: Db, actor: Actor, { words, state, kind, from, to, after, take }: Sought): Promise<Row[]> {
  const place = readCursor(after)
  const until = to ? new Date(Date.parse(to) + DAY_MS) : null
  return db.$queryRaw<Row[]>(sql`
    SELECT c.id, c.number, c.kind, c.state, c.opened_at, c.instance_id, c.subject_id
    FROM case_search s JOIN "case" c ON c.id = s.case_id
    WHERE s.words @@ ${queryFor(words)}::tsquery AND ${visibleAndOrdinarySql(actor)}
      AND ${state === 'any' ? sql`TRUE` : sql`c.state = ${state}`}
      AND ${kind === 'any' ? sql`TRUE` : sql`c.kind = ${kind}`}
      AND ${from ? sql`c.opened_at >= ${new Date(from)}::timestamptz` : sql`TRUE`}
      AND ${until ? sql`c.opened_at < ${until}::timestamptz` : sql`TRUE`}
      AND ${place ? sql`(c.opened_at, c.id) < (${place.at}::timestamptz, ${place.id}::uuid)` : sql`TRUE`}
    ORDER BY c.opened_at DESC, c.id DESC LIMIT ${take}`)
}

async function viewsOf(db: Db, rows: readonly Row[], words: readonly string[]): Promise<FoundCase[]> {
  const ids = rows.map((row) => row.id)
  const [hands, texts, accounts] = await Promise.all([
    db.handCase.findMany({ where: { caseId: { in: ids } }, select: { caseId: true, title: true } }),
    textsOf(db, ids),
    db.account.findMany({
      where: {
        instanceId: rows[0]?.instance_id ?? NOWHERE,
        remoteId: { in: rows.flatMap((row) => row.subject_id ?? []) },
      },
    }),
  ])
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state === 'open' ? 'open' : 'closed',
    openedAt: row.opened_at.toISOString(),
    title: hands.find((hand) => hand.caseId === row.id)?.title ?? null,
    person: row.subject_id
      ? briefOf(
          accounts.find((account) => account.remoteId === row.subject_id),
          row.subject_id,
        )
      : null,
    excerpts: excerptsOf(texts.get(row.id) ?? [], words),
  }))
}
const NOWHERE = '00000000-0000-0000-0000-000000000000'

/** Words of people first, then names: those stand beside it already. */
function excerptsOf(texts: readonly TextOfCase[], words: readonly string[]): FoundCase['excerpts'] {
  const order = [...TEXT_KINDS.slice(1), TEXT_KINDS[0]]
  return texts
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .flatMap(({ kind, text }) => {
      const excerpt = excerptOf(text, words)
      return excerpt ? [{ kind, excerpt }] : []
    })
    .slice(0, EXCERPTS)
}
