'use client'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { attempt, type Failure } from '@/components/passkeys/device'
import { ask, comeIn } from '@/lib/client'

/** Makes a passkey on a device of this browser, uses the link up, and signs in. */
export const acceptWith = (token: string, name: string): Promise<Failure | null> =>
  attempt(async () => {
    const optionsJSON = await ask('guests.acceptOptions', { token })
    await comeIn('accept', { token, name, response: await startRegistration({ optionsJSON }) })
  })

/** Signs a guest in by a passkey that the device offers. */
export const signInWithPasskey = (): Promise<Failure | null> =>
  attempt(async () => {
    const optionsJSON = await ask('guests.signInOptions', {})
    await comeIn('sign-in', { response: await startAuthentication({ optionsJSON }) })
  })
