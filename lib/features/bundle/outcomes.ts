import { createHash } from 'node:crypto'
import { stampHead } from '@/lib/features/proof/store'
import { NoStamp } from '@/lib/integrations/stamps/client/ask'
import type { SignedHead } from '@/lib/platform/audit/heads'
import { signBoth } from '@/lib/platform/audit/signing'
import type { Db } from '@/lib/platform/db/client'
import type { QueryContext } from '@/lib/platform/queries/define'
import { certificatesOf } from './parse'
import type { Part } from './store'

export interface Proof {
  /** When the authority says that the seal existed; null without a stamp. */
  at: string | null
  parts: Part[]
}

/** So long a person waits for an authority outside. What comes later is kept with the head, and in no bundle. */
const PATIENCE_MS = 8_000

/** What an authority outside says of the seal. Without it the bundle goes out all the same, and says what it does not prove. */
export async function stampOf({ db, now }: Pick<QueryContext, 'db' | 'now'>, seal: SignedHead): Promise<Proof> {
  const why = await asked(stampHead(db, seal.id, now))
  const stamp = await db.auditHeadStamp.findUnique({ where: { headId: seal.id } })
  if (!stamp) return { at: null, parts: await told(db, { words: unproven(why), seal, files: [] }) }
  const at = stamp.stampedAt.toISOString()
  const qualified = stamp.isQualified ? ', which is qualified as the owner says' : ''
  const words = `Proven against the operator: stamped ${at} by ${stamp.authorityName}${qualified}.\n`
  const files = [
    { path: 'signatures/authority.pem', bytes: Buffer.from(certificatesOf(stamp.answer)) },
    { path: 'signatures/seal.tsr', bytes: stamp.answer },
  ]
  return { at, parts: [...(await told(db, { words, seal, files })), ...files] }
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

interface File {
  path: string
  bytes: Uint8Array
}

interface Told {
  words: string
  seal: SignedHead
  files: readonly File[]
}

/**
 * What is said of the stamp, with the hashes of its files, signed: the manifest was closed before there was one. It names the seal
 * that it is about: what is said of another bundle, such as that it has no stamp, does not fit here.
 */
async function told(db: Db, { words, seal, files }: Told): Promise<Part[]> {
  const sums = files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`)
  const text = Buffer.from(`${words}seal ${sha256(seal.text)}\n${sums.join('')}`)
  const { ed25519, p256 } = await signBoth(db, text)
  return [
    { path: 'signatures/proof.txt', bytes: text },
    { path: 'signatures/proof.ed25519', bytes: Buffer.from(ed25519, 'base64') },
    { path: 'signatures/proof.p256', bytes: Buffer.from(p256, 'base64') },
  ]
}

const unproven = (why: string): string =>
  `Not proven against the operator: ${why}. Whoever holds the keys could have written all of it anew.\n`

async function asked(stamping: Promise<boolean>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done('the authority did not answer in time'), PATIENCE_MS)
  })
  const settled = stamping.then(
    () => 'there is no authority outside that stamps',
    (error: unknown) => {
      if (error instanceof NoStamp) return `the authority gave no stamp (${error.why})`
      throw error
    },
  )
  try {
    return await Promise.race([settled, late])
  } finally {
    clearTimeout(timer)
    // Late or not, a failure of it is nobody's any more.
    settled.catch(() => undefined)
  }
}
