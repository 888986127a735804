import { type Db, sql, transaction, type Tx } from '@/lib/platform/db/client'
import { sealHere, unsealHere } from '@/lib/platform/vault/console'
import { ALGORITHMS, type Algorithm, fingerprintOf, type KeyPair, makePair, pemOf, signWith } from './keys'
import { keyText } from './statement'

export interface PublicKey {
  generation: number
  algorithm: Algorithm
  /** SHA-256 of the SPKI in hex; `grouped` makes it readable. */
  fingerprint: string
  pem: string
  madeAt: string
  /** Signs today; the others are kept so that what they signed can be checked. */
  isCurrent: boolean
  /** Signature of the key before it, base64; null for the first. */
  endorsed: string | null
}

/** Both signatures of the same bytes, base64 of what `openssl` reads. */
export interface Signatures {
  generation: number
  ed25519: string
  p256: string
  fingerprints: Record<Algorithm, string>
}

/** Makes the keys of this database where there are none. */
export async function keepKeys(db: Db): Promise<void> {
  if ((await db.auditKey.count()) === 0) await transaction(db, holdKeys)
}

/** Signs with both keys. */
export async function signBoth(db: Db, bytes: Uint8Array): Promise<Signatures> {
  return transaction(db, async (tx) => {
    await holdKeys(tx)
    return signInside(tx, bytes)
  })
}

/** Makes the keys where there are none, and keeps everybody else from changing them until the transaction ends. */
export async function holdKeys(tx: Tx): Promise<void> {
  await lastGeneration(tx)
}

/** As `signBoth`, in a transaction that holds the keys. */
export async function signInside(db: Tx, bytes: Uint8Array): Promise<Signatures> {
  const secrets = await db.signingSecret.findMany({ orderBy: { generation: 'desc' }, take: ALGORITHMS.length })
  const keys = await db.auditKey.findMany({ where: { generation: secrets[0]?.generation ?? 0 } })
  const signatures = Object.fromEntries(
    secrets.map((secret) => [
      secret.algorithm,
      signWith(algorithmOf(secret), opened(secret), bytes).toString('base64'),
    ]),
  )
  const fingerprints = Object.fromEntries(keys.map((key) => [key.algorithm, key.fingerprint]))
  return {
    generation: secrets[0]?.generation ?? 0,
    ed25519: signatures.ed25519 ?? '',
    p256: signatures.p256 ?? '',
    fingerprints: { ed25519: fingerprints.ed25519 ?? '', p256: fingerprints.p256 ?? '' },
  }
}

/** Every key that ever signed here, the first first. */
export async function publicKeys(db: Db | Tx): Promise<PublicKey[]> {
  const rows = await db.auditKey.findMany({ orderBy: [{ generation: 'asc' }, { algorithm: 'asc' }] })
  const current = rows.at(-1)?.generation
  return rows.map((row) => ({
    generation: row.generation,
    algorithm: algorithmOf(row),
    fingerprint: row.fingerprint,
    pem: pemOf(row.publicKey),
    madeAt: row.madeAt.toISOString(),
    isCurrent: row.generation === current,
    endorsed: row.endorsed ? Buffer.from(row.endorsed).toString('base64') : null,
  }))
}

/** Fingerprints of the keys that sign today. */
export async function currentFingerprints(db: Db | Tx): Promise<Record<Algorithm, string>> {
  const now = (await publicKeys(db)).filter((key) => key.isCurrent)
  const of = (algorithm: Algorithm) => now.find((key) => key.algorithm === algorithm)?.fingerprint ?? ''
  return { ed25519: of('ed25519'), p256: of('p256') }
}

/** New keys, named by the ones before them; the private parts of those are destroyed. Gives the new generation. */
export async function rotateKeys(tx: Tx, now: Date): Promise<number> {
  const last = await lastGeneration(tx)
  const pairs = ALGORITHMS.map(makePair)
  const bytes = Buffer.from(keyText(last + 1, fingerprintsOf(pairs)))
  const endorsed = await signInside(tx, bytes)
  await addKeys(tx, { generation: last + 1, pairs, now, endorsed })
  await tx.signingSecret.deleteMany({ where: { generation: { lte: last } } })
  return last + 1
}

/** The generation that signs, made where there is none; nobody else makes or changes keys until the transaction ends. */
async function lastGeneration(tx: Tx): Promise<number> {
  await tx.$queryRaw(
    sql`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended('signing keys', 0))) AS lock`,
  )
  const last = await tx.auditKey.findFirst({ orderBy: { generation: 'desc' } })
  if (last) return last.generation
  const [row] = await tx.$queryRaw<{ at: Date }[]>(sql`SELECT clock_timestamp() AS at`)
  await addKeys(tx, { generation: 1, pairs: ALGORITHMS.map(makePair), now: row?.at ?? new Date(0), endorsed: null })
  return 1
}

interface NewKeys {
  generation: number
  pairs: readonly KeyPair[]
  now: Date
  endorsed: Signatures | null
}

async function addKeys(tx: Tx, { generation, pairs, now, endorsed }: NewKeys): Promise<void> {
  for (const { algorithm, publicKey, privatePem } of pairs) {
    await tx.auditKey.create({
      data: {
        generation,
        algorithm,
        publicKey: new Uint8Array(publicKey),
        fingerprint: fingerprintOf(publicKey),
        madeAt: now,
        endorsed: endorsed ? new Uint8Array(Buffer.from(endorsed[algorithm], 'base64')) : null,
      },
    })
    const sealed = sealHere('signing key', placeOf(generation, algorithm), privatePem)
    await tx.signingSecret.create({ data: { generation, algorithm, sealed } })
  }
}

const placeOf = (generation: number, algorithm: string): string => `${algorithm} ${generation}`

const opened = ({ generation, algorithm, sealed }: { generation: number; algorithm: string; sealed: Uint8Array }) =>
  unsealHere('signing key', placeOf(generation, algorithm), sealed)

const algorithmOf = ({ algorithm }: { algorithm: string }): Algorithm => (algorithm === 'p256' ? 'p256' : 'ed25519')

function fingerprintsOf(pairs: readonly KeyPair[]): Record<Algorithm, string> {
  const of = (algorithm: Algorithm) => pairs.find((pair) => pair.algorithm === algorithm)?.fingerprint ?? ''
  return { ed25519: of('ed25519'), p256: of('p256') }
}
