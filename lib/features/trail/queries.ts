import { z } from 'zod'
import { chainState } from '@/lib/platform/audit/chain'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { defineQuery } from '@/lib/platform/queries/define'
import { handlesOf, scopeOf, sightOf } from './store'

const PAGE_SIZE = 50
const MAX_INT4 = 2_147_483_647

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
  input: z.object({
    actor: z.string().max(200).optional(),
    command: z.string().max(100).optional(),
    caseNumber: z.coerce.number().int().positive().max(MAX_INT4).optional().catch(undefined),
    outcome: z.enum(['done', 'refused', 'failed']).optional().catch(undefined),
    /** A former instance; without it the one that is connected. */
    instanceId: z.uuid().optional().catch(undefined),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .catch(undefined),
  }),
  async run({ db, actor, now }, filter) {
    const scope = await scopeOf(db, actor, filter.instanceId)
    const sight = await sightOf(db, scope.reader)
    const caseIds = filter.caseNumber
      ? (await db.case.findMany({ where: { number: filter.caseNumber }, select: { id: true } })).map((c) => c.id)
      : null
    const where: Prisma.AuditRowWhereInput = {
      ...(filter.actor ? { actor: filter.actor } : {}),
      ...(filter.command ? { command: filter.command } : {}),
      ...(filter.outcome ? { outcome: filter.outcome } : {}),
      ...(caseIds ? { caseId: { in: caseIds } } : {}),
    }
    const links = await db.auditLink.findMany({
      where: {
        row: { AND: [where, scope.where, sight.where] },
        ...(filter.before ? { seq: { lt: BigInt(filter.before) } } : {}),
      },
      orderBy: { seq: 'desc' },
      take: PAGE_SIZE + 1,
      include: { row: { include: { values: true } } },
    })
    const page = links.slice(0, PAGE_SIZE)
    const mayName = ({ row }: Linked, id: string) => row.caseId !== null || !sight.hidden.has(id)
    const named = page.flatMap((link) => link.row.subjectIds.filter((id) => mayName(link, id)))
    const [cases, handles, actors, commands] = await Promise.all([
      casesOf(
        db,
        page.flatMap((link) => link.row.caseId ?? []),
      ),
      handlesOf(db, scope.reader.instanceId, named),
      db.auditRow.groupBy({ by: ['actor'], where: scope.where, orderBy: { actor: 'asc' }, take: 200 }),
      db.auditRow.groupBy({ by: ['command'], where: scope.where, orderBy: { command: 'asc' }, take: 200 }),
    ])
    const aboutOf = (link: Linked) =>
      link.row.subjectIds.map((id) => (mayName(link, id) ? (handles.get(id) ?? id) : id))
    return {
      rows: page.map((link): AuditLine => ({ ...lineOf(link, cases), about: aboutOf(link) })),
      next: links.length > PAGE_SIZE ? (page.at(-1)?.seq.toString() ?? null) : null,
      actors: actors.map((row) => row.actor),
      commands: commands.map((row) => row.command),
      former: scope.former,
      formers: scope.formers,
      chain: await chainState(db, now),
    }
  },
})

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
