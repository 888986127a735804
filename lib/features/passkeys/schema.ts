import { z } from 'zod'

const coded = (most: number) =>
  z
    .string()
    .regex(/^[\w-]*=*$/)
    .max(most)

const transports = z.array(z.string().max(20)).max(10)

/** What a browser gives back from `navigator.credentials.create`. */
export const enrolment = z.object({
  id: coded(1400).min(1),
  rawId: coded(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: coded(8000),
    attestationObject: coded(60_000),
    transports: transports.optional().catch(undefined),
  }),
})

/** What a browser gives back from `navigator.credentials.get`. */
export const assertion = z.object({
  id: coded(1400).min(1),
  rawId: coded(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: coded(8000),
    authenticatorData: coded(8000),
    signature: coded(4000),
    userHandle: coded(200).optional(),
  }),
})

export const passkeyName = z.string().trim().min(1).max(60)

/** As the library wants it: what is not there is left out. It reads what is there itself, and trusts none of it. */
export function asSent<R extends object>(response: R): R & { clientExtensionResults: object } {
  return { ...JSON.parse(JSON.stringify(response)), clientExtensionResults: {} }
}
