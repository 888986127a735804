import { z } from 'zod'
import { provenOf } from '@/lib/features/proof/queries'
import { chainState } from '@/lib/platform/audit/chain'
import { type Db, type Prisma, type Sql, sql } from '@/lib/platform/db/client'
import { defineQuery } from '@/lib/platform/queries/define'
import { auditFilter } from './schema'
import { distinct, filterSql } from './statements'
import { handlesOf, hiddenOf, scopeOf } from './store'

const PAGE_SIZE = 50

export interface AuditLine {
  id: string
  seq: string
  at: string
  recordedAt: string
  actor: string
  command: string
  outcome: string
  caseId: string | null
  caseNumber: number | null
  /** The case has left the reports for the child-safety desk. */
  isStopped: boolean
  /** Whom it is about: by handle where the mirror has one and it may be told, else by the id on the instance. */
  about: string[]
  fields: Record<string, string>
  /** Names of fields whose values were taken away; the row still verifies. */
  withheld: string[]
  hash: string
}

export const list = defineQuery({
  name: 'audit.list',
  permission: 'audit.read',
  input: auditFilter,
  async run({ db, actor, now }, filter) {
    const scope = await scopeOf(db, actor, filter.instanceId)
    const ids = await idsOf(db, sql`${scope.where} AND ${await filterSql(db, scope, filter)}`)
    const links = await db.auditLink.findMany({
      where: { auditId: { in: ids.slice(0, PAGE_SIZE) } },
      include: { row: { include: { values: true } } },
    })
    const page = ids.slice(0, PAGE_SIZE).flatMap((id) => links.find((link) => link.auditId === id) ?? [])
    const about = page.flatMap((link) => link.row.subjectIds)
    const hidden = await hiddenOf(db, scope.reader, about)
    const mayName = ({ row }: Linked, id: string) => row.caseId !== null || !hidden.has(id)
    const named = page.flatMap((link) => link.row.subjectIds.filter((id) => mayName(link, id)))
    const caseIds = page.flatMap((link) => link.row.caseId ?? [])
    const [cases, handles, actors, commands] = await Promise.all([
      casesOf(db, caseIds),
      handlesOf(db, scope.reader.instanceId, named),
      distinct(db, 'actor', scope.where),
      distinct(db, 'command', scope.where),
    ])
    const aboutOf = (link: Linked) =>
      link.row.subjectIds.map((id) => (mayName(link, id) ? (handles.get(id) ?? id) : id))
    return {
      rows: page.map((link): AuditLine => ({ ...lineOf(link, cases), about: aboutOf(link) })),
      next: ids.length > PAGE_SIZE ? (page.at(-1)?.seq.toString() ?? null) : null,
      actors,
      commands,
      former: scope.former,
      formers: scope.formers,
      chain: await chainState(db, now),
      proven: await provenOf(db, now),
    }
  },
})

/** Rows that fit, the latest first, one more than a page holds. */
async function idsOf(db: Db, where: Sql): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    SELECT r.id FROM audit_row r WHERE ${where} ORDER BY r.recorded_at DESC, r.id DESC LIMIT ${PAGE_SIZE + 1}`)
  return rows.map(({ id }) => id)
}

interface CaseOfRow {
  number: number
  isStopped: boolean
}

async function casesOf(db: Db, ids: string[]): Promise<Map<string, CaseOfRow>> {
  const cases = await db.case.findMany({ where: { id: { in: ids } }, select: { id: true, number: true, class: true } })
  return new Map(cases.map((c) => [c.id, { number: c.number, isStopped: c.class === 'childSafety' }]))
}

type Linked = Prisma.AuditLinkGetPayload<{ include: { row: { include: { values: true } } } }>

function lineOf({ seq, hash, row }: Linked, cases: Map<string, CaseOfRow>): Omit<AuditLine, 'about'> {
  const about = row.caseId ? cases.get(row.caseId) : undefined
  const present = new Map(row.values.map((value) => [value.field, value.value]))
  const names = fieldNames.parse(row.fields).map(([name]) => name)
  return {
    id: row.id,
    seq: seq.toString(),
    at: row.at.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    actor: row.actor,
    command: row.command,
    outcome: row.outcome,
    caseId: row.caseId,
    caseNumber: about?.number ?? null,
    isStopped: about?.isStopped ?? false,
    fields: Object.fromEntries(
      names.flatMap((name) => (present.has(name) ? [[name, readable(present.get(name) ?? '')]] : [])),
    ),
    withheld: names.filter((name) => !present.has(name)),
    hash: Buffer.from(hash).toString('hex'),
  }
}
// A row that somebody altered past the console must not hide the page that tells of it.
const fieldNames = z.preprocess(jsonOf, z.array(z.tuple([z.string(), z.string()]))).catch([])

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return text
  }
}

/** A stored value is JSON; a text is shown without its quotes, a list with commas. */
export function readable(json: string): string {
  const value: unknown = jsonOf(json)
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
