import { z } from 'zod'

/** What somebody may have come for. Asked first: whatever is not copyright is quicker by its own way. */
export const ABOUTS = ['copyright', 'intimateImage', 'childSafety', 'privacy', 'trademark'] as const
export type About = (typeof ABOUTS)[number]

/** A browser without JavaScript sends at most so much; a letter of 5,000 addresses is half of it. */
export const FORM_MAX_BYTES = 650_000
/** So many addresses of one notice have a row each. What goes beyond stands in the original. */
export const MOST_ADDRESSES = 1000
export const MOST_WORKS = 200

/** SHA-256 of a secret link, as hex. */
const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const secretToken = z.string().regex(/^[\w-]{43}$/)

/** No field is refused that a letter could leave out, and none for how it is written. */
const said = (length: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim().slice(0, length))
const long = z.string().default('')
const ticked = z
  .union([z.boolean(), z.string()])
  .default(false)
  .transform((value) => value === true || (value !== false && value !== ''))

export const formInput = z.object({
  about: z.enum(ABOUTS).catch('copyright'),
  name: said(200),
  principal: said(200),
  email: said(320),
  phone: said(100),
  address: said(500),
  works: long,
  urls: long,
  goodFaith: ticked,
  accuracy: ticked,
  signature: said(200),
  more: long,
  tokenHash: hash,
  /** Done by browsers with JavaScript; without it the notice waits in a slower queue. */
  work: z
    .object({ challenge: z.string().max(400), bits: z.int().min(1).max(40), answer: z.string().max(40) })
    .nullable()
    .default(null)
    .catch(null),
})
export type FormInput = z.output<typeof formInput>
