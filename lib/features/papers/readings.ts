import type { Tx } from '@/lib/platform/db/client'
import { VaultError } from '@/lib/platform/vault/classes'
import { readObject } from '@/lib/platform/vault/objects'
import { readMail } from './parse'

/** What was sent, in its own words: a copy of that is what 512(g)(2)(B) promises, and not what somebody typed of it. */
export async function wordsOf(db: Tx, paperId: string | null): Promise<string | null> {
  const paper = paperId ? await db.paper.findUnique({ where: { id: paperId } }) : null
  if (!paper?.objectId) return null
  try {
    const bytes = Buffer.from(await readObject(db, paper.objectId))
    const text = paper.mediaType === 'message/rfc822' ? (await readMail(bytes)).text : bytes.toString('utf8')
    return text.trim() || null
  } catch (error) {
    if (error instanceof VaultError) return null
    throw error
  }
}
