import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** Two ways of signing, so that the fall of one, or a tool that knows only one, leaves the other. */
export const ALGORITHMS = ['ed25519', 'p256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface KeyPair {
  algorithm: Algorithm
  /** SPKI, DER. */
  publicKey: Buffer
  fingerprint: string
  /** PKCS #8, PEM. */
  privatePem: string
}

export function makePair(algorithm: Algorithm): KeyPair {
  const made =
    algorithm === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const publicKey = made.publicKey.export({ type: 'spki', format: 'der' })
  const privatePem = made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { algorithm, publicKey, fingerprint: fingerprintOf(publicKey), privatePem }
}

/** SHA-256 of the public key (SPKI, DER): `openssl pkey -pubin -outform DER | sha256sum` says the same. */
export const fingerprintOf = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex')

/** A fingerprint as people compare it: groups of four digits. */
export const grouped = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? ''

export function pemOf(publicKey: Uint8Array): string {
  return keyOf(publicKey).export({ type: 'spki', format: 'pem' }).toString()
}

/** Ed25519 over the bytes themselves; ECDSA over their SHA-256, as DER: what `openssl pkeyutl -rawin` and `openssl dgst -sha256` check. */
export function signWith(algorithm: Algorithm, privatePem: string, bytes: Uint8Array): Buffer {
  return sign(DIGEST[algorithm], bytes, createPrivateKey(privatePem))
}

export function isSignedBy(
  algorithm: Algorithm,
  publicKey: Uint8Array,
  { bytes, signature }: { bytes: Uint8Array; signature: Uint8Array },
): boolean {
  try {
    const key = keyOf(publicKey)
    return KEY_TYPE[algorithm] === key.asymmetricKeyType && verify(DIGEST[algorithm], bytes, key, signature)
  } catch {
    // A key or a signature that is none proves nothing.
    return false
  }
}

const DIGEST = { ed25519: null, p256: 'sha256' } as const
const KEY_TYPE = { ed25519: 'ed25519', p256: 'ec' } as const

function keyOf(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
}
