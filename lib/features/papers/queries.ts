import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineDownload } from '@/lib/platform/queries/define'
import { readObject } from '@/lib/platform/vault/objects'
import { VaultError } from '@/lib/platform/vault/classes'
import { CHANNELS, ENTRIES, PAPER_KINDS, type PaperView } from './schema'

/** The papers of a case, as they came and went. */
export async function papersOf(db: Pick<Db, 'paper' | 'person'>, caseId: string): Promise<PaperView[]> {
  const rows = await db.paper.findMany({ where: { caseId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  const people = await db.person.findMany({
    where: { id: { in: rows.flatMap((row) => row.recordedById ?? []) } },
    select: { id: true, acct: true },
  })
  return rows.map((row) => ({
    id: row.id,
    way: row.way === 'out' ? 'out' : 'in',
    kind: PAPER_KINDS.find((known) => known === row.kind) ?? 'other',
    at: row.at.toISOString(),
    party: row.party,
    channel: CHANNELS.find((known) => known === row.channel) ?? 'other',
    entry: ENTRIES.find((known) => known === row.entry) ?? 'hand',
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: people.find((person) => person.id === row.recordedById)?.acct ?? '',
    subject: row.subject,
    mediaType: row.mediaType,
    sha256: row.sha256,
    size: row.size,
    isKept: row.objectId !== null,
  }))
}

/** The same as a bundle tells it. */
export const paperFilesOf = (papers: readonly PaperView[]) =>
  papers.map(({ way, kind, at, party, subject, sha256 }) => ({ way, kind, at, party, subject, sha256 }))

/** The original as it came, to be saved: never shown in the page, whatever it holds. Each opening is a row of the log. */
export const original = defineDownload({
  name: 'papers.original',
  permission: 'paper.read',
  input: z.object({ paperId: z.uuid() }),
  async run({ db, actor, remember }, { paperId }) {
    const paper = await db.paper.findFirst({ where: { id: paperId, case: visibleAndOrdinary(actor) } })
    if (!paper?.objectId) throw new AppError('notFound')
    const bytes = await readObject(db, paper.objectId).catch((error: unknown) => {
      if (error instanceof VaultError) throw new AppError('paper.gone', { why: error.fault })
      throw error
    })
    await remember({ caseId: paper.caseId, fields: { paper: paperId, sha256: paper.sha256 } })
    const ending = paper.mediaType === 'message/rfc822' ? 'eml' : 'txt'
    const headers = { 'content-disposition': `attachment; filename="paper-${paperId}.${ending}"` }
    return { bytes, contentType: 'application/octet-stream', headers }
  },
})
