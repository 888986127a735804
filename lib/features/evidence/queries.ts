import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import type { Db, Prisma, Tx } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineDownload, defineQuery } from '@/lib/platform/queries/define'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { openObject, readObject, SMALL_MAX_BYTES, type VaultReading } from '@/lib/platform/vault/objects'
import { type EvidenceCause, isEvidenceKind, isEvidenceState } from './model'
import { evidenceRef, type EvidenceView } from './schema'

/** What was sealed for a case, in the order in which it was seen, and what could not be. */
export const list = defineQuery({
  name: 'evidence.list',
  permission: 'report.read',
  input: z.object({ caseId: z.uuid() }),
  async run({ db, actor }, { caseId }): Promise<{ rows: EvidenceView[] }> {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row) throw new AppError('notFound')
    return { rows: await evidenceOf(db, caseId) }
  },
})

/** One piece of it, as it was sealed: what is ordinary and no file. Files are seen through the uncover route only. */
export const download = defineDownload({
  name: 'evidence.open',
  permission: 'report.read',
  input: evidenceRef,
  async run({ db, actor, remember }, { caseId, evidenceId }) {
    const row = await db.evidence.findFirst({
      where: { id: evidenceId, caseId, case: visibleAndOrdinary(actor), state: 'sealed', NOT: { kind: 'media' } },
      include: { case: true, object: true },
    })
    if (row?.object?.class !== 'ordinary') throw new AppError('notFound')
    const bytes = await sealedBytes(db, row.object.id)
    const sha256 = row.object.sha256 ?? ''
    await remember({
      caseId,
      subjectIds: row.case.subjectId ? [row.case.subjectId] : [],
      fields: { evidence: evidenceId, kind: row.kind, sha256 },
    })
    const name = `${row.kind}-${row.remoteId.replace(/[^\w-]/g, '_')}-${row.seenAt.toISOString().slice(0, 10)}.json`
    return {
      bytes,
      contentType: 'application/json',
      headers: { 'content-disposition': `attachment; filename="${name}"`, 'x-sha256': sha256 },
    }
  },
})

type EvidenceDb = Pick<Db, 'evidence' | 'person'> | Pick<Tx, 'evidence' | 'person'>

/** For whoever has asked already whether the case may be seen: `list`, the bundle. */
export async function evidenceOf(
  db: EvidenceDb,
  caseId: string,
  where: Prisma.EvidenceWhereInput = {},
): Promise<EvidenceView[]> {
  const rows = await db.evidence.findMany({
    where: { AND: [{ caseId }, where] },
    include: { object: true },
    orderBy: [{ seenAt: 'asc' }, { id: 'asc' }],
  })
  const judges = rows.flatMap((row) => row.judgedById ?? [])
  const people =
    judges.length > 0
      ? await db.person.findMany({ where: { id: { in: judges } }, select: { id: true, acct: true } })
      : []
  const names = new Map(people.map((person) => [person.id, person.acct]))
  return rows.map((row) => ({
    id: row.id,
    kind: isEvidenceKind(row.kind) ? row.kind : 'report',
    remoteId: row.remoteId,
    postId: row.postId,
    cause: row.cause as EvidenceCause, // Written by `keepEvidence` from the same union.
    state: isEvidenceState(row.state) ? row.state : 'destroyed',
    why: row.why,
    class: row.object && !row.object.destroyedAt ? row.object.class : null,
    sha256: row.object?.sha256 ?? row.sha256,
    size: row.size === null ? null : Number(row.size),
    contentType: row.contentType,
    cut: row.cut,
    address: row.address,
    status: row.status,
    dateHeader: row.dateHeader,
    clockOffsetMs: row.clockOffsetMs,
    seenAt: row.seenAt.toISOString(),
    postedAt: row.postedAt?.toISOString() ?? null,
    reportedAt: row.reportedAt?.toISOString() ?? null,
    judgedBy: names.get(row.judgedById ?? '') ?? null,
    judgedAt: row.judgedAt?.toISOString() ?? null,
  }))
}

/**
 * The bytes of a piece of evidence of the ordinary class, piece by piece (a file may be large); null when there are none, or it is of
 * another class: quarantined and child-safety material leaves through no bundle. Throws `evidence.damaged` when what lies there
 * is not what was sealed. Asks nothing about who may read.
 */
export async function readEvidence(
  db: VaultReading & Pick<Tx, 'evidence'>,
  evidenceId: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const row = await db.evidence.findUnique({ where: { id: evidenceId }, include: { object: true } })
  if (!row?.object || row.object.class !== 'ordinary' || row.object.destroyedAt) return null
  return soundPieces(db, row.object.id)
}

async function* soundPieces(db: VaultReading, objectId: string): AsyncGenerator<Uint8Array> {
  try {
    yield* openObject(db, objectId)
  } catch (error) {
    throw asDamage(error)
  }
}

/** What is small enough to be held whole. */
export async function sealedBytes(db: VaultReading, objectId: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readObject(db, objectId)
  } catch (error) {
    throw asDamage(error)
  }
}

const asDamage = (error: unknown): unknown =>
  isVaultFault(error, 'tampered', 'missing', 'key', 'elsewhere') ? new AppError('evidence.damaged') : error

/** Above it an answer lies on the shelf. */
export const isSmall = (bytes: Uint8Array): boolean => bytes.length <= SMALL_MAX_BYTES
