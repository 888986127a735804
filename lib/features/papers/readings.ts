import type { Tx } from '@/lib/platform/db/client'
import { VaultError } from '@/lib/platform/vault/classes'
import { readObject } from '@/lib/platform/vault/objects'
import { readMail } from './parse'

export interface Words {
  text: string | null
  /** Something of it is not in its text: a copy has to be enclosed. */
  isEnclosed: boolean
}
const ON_PAPER: Words = { text: null, isEnclosed: true }
/** Longer than a letter can be. */
const MOST_WORDS = 40_000
const wordsIn = (text: string): Words =>
  text.trim() === '' || text.length > MOST_WORDS ? ON_PAPER : { text: text.trim(), isEnclosed: false }

/** What was sent, in its own words: a copy of that is what 512(g)(2)(B) promises, and not what somebody typed of it. */
export async function wordsOf(db: Tx, paperId: string | null): Promise<Words> {
  const paper = paperId ? await db.paper.findUnique({ where: { id: paperId } }) : null
  if (!paper?.objectId) return ON_PAPER
  try {
    const bytes = Buffer.from(await readObject(db, paper.objectId))
    if (paper.mediaType !== 'message/rfc822') return wordsIn(bytes.toString('utf8'))
    const { text, attachments } = await readMail(bytes)
    // A scan of it hangs on a mail that says nothing.
    return { ...wordsIn(text), ...(attachments.length > 0 ? { isEnclosed: true } : {}) }
  } catch (error) {
    if (error instanceof VaultError) return ON_PAPER
    throw error
  }
}
