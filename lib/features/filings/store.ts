import { createHash } from 'node:crypto'
import type { PaperInput } from '@/lib/features/papers/schema'
import type { Db } from '@/lib/platform/db/client'
import { hashHere } from '@/lib/platform/vault/console'

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** What a secret link becomes in a table. */
export const hashOfToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest())

/** The link that a mail carries: made anew from the case when it is sent, so that it stands in no table and no job. */
export const confirmationOf = (caseId: string): string => hashHere('confirmation', caseId)

export interface Marks {
  messageHash: string | null
  originalHash: string | null
  sameHash: string | null
}

/** By what a sending is known again: its Message-ID, its bytes, its sender with its addresses. */
export function marksOf(sent: {
  messageId: string | null
  original: PaperInput['original']
  sender: string
  urls: readonly string[]
}): Marks {
  const { messageId, original, sender, urls } = sent
  const bytes =
    original.entry === 'hand' ? null : original.entry === 'eml' ? Buffer.from(original.base64, 'base64') : original.text
  return {
    messageHash: messageId ? sha256(messageId) : null,
    originalHash: bytes ? sha256(bytes) : null,
    sameHash: sender && urls.length > 0 ? sha256([sender.toLowerCase(), ...urls.toSorted()].join('\n')) : null,
  }
}

/** The earlier cases that came in as this one does, oldest first. */
export async function sameAs(db: Pick<Db, 'filing'>, instanceId: string, marks: Marks): Promise<string[]> {
  const { messageHash, originalHash, sameHash } = marks
  const alike = [
    ...(messageHash ? [{ messageHash }] : []),
    ...(originalHash ? [{ originalHash }] : []),
    ...(sameHash ? [{ sameHash }] : []),
  ]
  if (alike.length === 0) return []
  const rows = await db.filing.findMany({
    where: { OR: alike, case: { instanceId, kind: 'copyright' } },
    select: { caseId: true },
    orderBy: { caseId: 'asc' },
    take: 5,
  })
  return rows.map(({ caseId }) => caseId)
}
