'use client'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { ask, command, Refusal } from '@/lib/client'
import { type Message, t } from '@/lib/platform/i18n/translate'

/** What a device or the console said against it, as one sentence and the code behind it. */
export interface Failure {
  code: string
  sentence: string
}

/** Makes a passkey on a device of this browser and enrols it; null when it is done. */
export const enrolOne = (name: string): Promise<Failure | null> =>
  attempt(async () => {
    const optionsJSON = await ask('passkeys.enrolOptions', {})
    await command('passkeys.enrol', { name, response: await startRegistration({ optionsJSON }) })
  })

/** Has a passkey touched; null when it is done. */
export const touchOne = (): Promise<Failure | null> =>
  attempt(async () => {
    const optionsJSON = await ask('passkeys.touchOptions', {})
    await command('passkeys.touch', { response: await startAuthentication({ optionsJSON }) })
  })

/** Asks a device, and gives what went wrong as words. */
export async function attempt(run: () => Promise<void>): Promise<Failure | null> {
  if (!browserSupportsWebAuthn()) return failure('unsupported')
  try {
    await run()
    return null
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, sentence: error.message }
    return failure(CAUSES[error instanceof Error ? error.name : ''] ?? 'failed')
  }
}

// As the standard names them: nobody answered or somebody declined, and a device that has one already.
const CAUSES: Record<string, Cause> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'already',
}
type Cause = 'unsupported' | 'cancelled' | 'already' | 'failed'

const failure = (cause: Cause): Failure => {
  const key: Message = `passkeys.${cause}`
  return { code: cause, sentence: t(key) }
}
