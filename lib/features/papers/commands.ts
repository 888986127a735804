import { answerOf, moveOn, takeUp } from '@/lib/features/cases/commands'
import { caseRef } from '@/lib/features/cases/schema'
import { type CommandContext, defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { putObject } from '@/lib/platform/vault/objects'
import { PAPER_MAX_BYTES, paperInput, type PaperInput } from './schema'

/** A paper that came in or went out: who, when, by which way, and the original, sealed. */
export const add = defineCommand({
  name: 'papers.add',
  permission: 'case.work',
  input: caseRef.extend({ paper: paperInput }),
  isPublicDoor: true,
  bodyMaxBytes: 1_100_000,
  async run(context, { caseId, version, paper }) {
    const row = await takeUp(context, { caseId, version })
    await keepPaper(context, row, paper)
    return answerOf(caseId, await moveOn(context, caseId))
  },
})

/** Seals a paper of a case that the caller has locked. Nothing of a child-safety case is kept, whatever it is. */
export async function keepPaper(
  context: CommandContext,
  row: { id: string; class: string },
  paper: PaperInput,
): Promise<string> {
  if (row.class !== 'ordinary') throw new AppError('hand.noBytes')
  const { original, at, ...said } = paper
  if (new Date(at).getTime() > context.now.getTime() + 60_000) throw new AppError('clock.ahead')
  const bytes = bytesOf(original)
  if (bytes && bytes.length > PAPER_MAX_BYTES)
    throw new AppError('paper.tooLarge', { limit: `${PAPER_MAX_BYTES / 1000} kB` })
  const place = { caseId: row.id, class: 'paper', kind: 'paper' } as const
  const kept = bytes ? await putObject(context.tx, context.now, place, bytes) : null
  const id = newId()
  await context.tx.paper.create({
    data: {
      id,
      caseId: row.id,
      ...said,
      at: new Date(at),
      entry: original.entry,
      recordedAt: context.now,
      recordedById: context.actor.kind === 'person' ? context.actor.id : null,
      mediaType: original.entry === 'eml' ? 'message/rfc822' : 'text/plain',
      objectId: kept?.id ?? null,
      sha256: kept?.sha256 ?? null,
      size: kept?.size ?? null,
    },
  })
  const { way, kind, channel } = said
  context.remember({
    caseId: row.id,
    fields: { paper: id, way, kind, channel, at, entry: original.entry, sha256: kept?.sha256 ?? null },
  })
  return id
}

function bytesOf(original: PaperInput['original']): Uint8Array | null {
  if (original.entry === 'hand') return null
  return original.entry === 'eml' ? Buffer.from(original.base64, 'base64') : Buffer.from(original.text, 'utf8')
}
