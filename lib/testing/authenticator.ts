import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const ORIGIN = 'http://localhost:3000'
const coded = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

/** Present and verified: somebody touched it, and it knows who. */
const [PRESENT, VERIFIED, ATTESTED] = [0x01, 0x04, 0x40]

export interface Asked {
  challenge: string
}
export interface Device {
  create(options: Asked & { user?: { id: string } }): ReturnType<typeof answerTo>['created']
  get(options: Asked, more?: Partial<Signing>): ReturnType<typeof answerTo>['got']
}
interface Signing {
  origin: string
  counter: number
  isVerified: boolean
}

/** A security key in software, which signs as a real one does (ES256, attestation "none"). */
export function newDevice({ origin = ORIGIN } = {}): Device {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key: Key = { id: randomBytes(32), holder: '', counter: 0, ...pair }
  return {
    create: (options) => answerTo(key, options, { origin, counter: key.counter, isVerified: true }).created,
    get: (options, more = {}) => {
      key.counter = more.counter ?? key.counter + 1
      return answerTo(key, options, { origin, isVerified: true, ...more, counter: key.counter }).got
    },
  }
}

interface Key {
  id: Buffer
  holder: string
  counter: number
  publicKey: KeyObject
  privateKey: KeyObject
}

function answerTo(key: Key, options: Asked & { user?: { id: string } }, signing: Signing) {
  const common = { id: coded(key.id), rawId: coded(key.id), type: 'public-key' as const }
  key.holder = options.user?.id ?? key.holder
  const said = (type: string) =>
    JSON.stringify({ type, challenge: options.challenge, origin: signing.origin, crossOrigin: false })
  return {
    get created() {
      const authData = Buffer.concat([
        headOf(signing, ATTESTED),
        Buffer.alloc(16),
        lengthOf(key.id),
        key.id,
        coseOf(key),
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      const attestationObject = coded(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0]))
      return {
        ...common,
        response: { clientDataJSON: coded(said('webauthn.create')), attestationObject, transports: ['usb'] },
      }
    },
    get got() {
      const authData = headOf(signing, 0)
      const clientData = said('webauthn.get')
      const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), key.privateKey)
      return {
        ...common,
        response: {
          clientDataJSON: coded(clientData),
          authenticatorData: coded(authData),
          signature: coded(signature),
          userHandle: key.holder,
        },
      }
    },
  }
}

function headOf({ origin, counter, isVerified }: Signing, flags: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  const flag = PRESENT | (isVerified ? VERIFIED : 0) | flags
  return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flag]), count])
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return length
}

/** The public half as authenticators tell it (COSE, RFC 9053). */
function coseOf({ publicKey }: Key): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const map = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ])
  return Buffer.from(isoCBOR.encode(map as Parameters<typeof isoCBOR.encode>[0]))
}
