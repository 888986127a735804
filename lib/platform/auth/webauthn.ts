import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { env } from '@/lib/platform/env/env'
import { type Db, newId } from '@/lib/platform/db/client'
import { makeChallenge, takeChallenge } from './challenge'

export interface Holder {
  id: string
  /** What the device calls the account. */
  name: string
  displayName: string
}
interface Known {
  credentialId: string
  transports: string[]
}

/** Whom a browser asks: the console's own name, which a passkey is bound to. */
const party = () => ({ id: new URL(env().url).hostname, origin: new URL(env().url).origin })

/** Browsers know passkeys by https only, on this machine itself also without, and never where an address is a number. */
export function canHavePasskeys(): boolean {
  const { protocol, hostname } = new URL(env().url)
  const isNumber = /^[\d.]+$|^\[/.test(hostname)
  return !isNumber && (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'))
}

/** What `navigator.credentials.create` is given. `place` says what for and for whom: see `challenge`. */
export async function enrolmentOptions(place: string, holder: Holder, known: readonly Known[], now: Date) {
  return generateRegistrationOptions({
    rpName: 'Docket',
    rpID: party().id,
    userID: new TextEncoder().encode(holder.id),
    userName: holder.name,
    userDisplayName: holder.displayName,
    challenge: makeChallenge(place, now),
    timeout: 120_000,
    excludeCredentials: known.map(asDescriptor),
    // Found by the device itself, so that nobody types a name; and it makes sure who holds it (a PIN, a finger, a face).
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** What `navigator.credentials.get` is given; without known keys the device offers those that it has for this console. */
export async function assertionOptions(place: string, known: readonly Known[], now: Date) {
  return generateAuthenticationOptions({
    rpID: party().id,
    challenge: makeChallenge(place, now),
    timeout: 120_000,
    allowCredentials: known.map(asDescriptor),
    userVerification: 'required',
  })
}

const asDescriptor = ({ credentialId, transports }: Known) => ({ id: credentialId, transports })

interface Answer<R> {
  place: string
  response: R
  now: Date
}

/** The key of an enrolment that is in order; null for any other. Uses the challenge up. */
export async function verifiedEnrolment(db: Db, { place, response, now }: Answer<RegistrationResponseJSON>) {
  if (!(await takeChallenge(db, challengeIn(response), place, now))) return null
  const told = await verifyRegistrationResponse({ ...expected(response), response }).catch(() => null)
  if (!told?.verified) return null
  const { credential } = told.registrationInfo
  return {
    id: newId(),
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: BigInt(credential.counter),
    transports: (response.response.transports ?? []).slice(0, 8),
  }
}

/** The passkey that signed, and how often it has; null when the answer is not in order. Uses the challenge up. */
export async function verifiedAssertion(db: Db, { place, response, now }: Answer<AuthenticationResponseJSON>) {
  if (!(await takeChallenge(db, challengeIn(response), place, now))) return null
  const passkey = await db.passkey.findUnique({ where: { credentialId: response.id } })
  if (!passkey) return null
  const { credentialId: id, publicKey, counter } = passkey
  const credential = { id, publicKey: new Uint8Array(publicKey), counter: Number(counter) }
  const told = await verifyAuthenticationResponse({ ...expected(response), response, credential }).catch(() => null)
  return told?.verified ? { passkey, counter: BigInt(told.authenticationInfo.newCounter) } : null
}

const expected = (response: { response: { clientDataJSON: string } }) => ({
  // Taken above; here only that it is the one which was signed.
  expectedChallenge: challengeIn(response),
  expectedOrigin: party().origin,
  expectedRPID: party().id,
  requireUserVerification: true,
})

function challengeIn({ response }: { response: { clientDataJSON: string } }): string {
  try {
    const told: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    return typeof told === 'object' && told !== null && 'challenge' in told ? String(told.challenge) : ''
  } catch {
    return ''
  }
}
