import { z } from 'zod'

/** An address of an authority: http or https, without a name and a password in it. */
export const authorityInput = z.object({
  url: z
    .string()
    .trim()
    .max(500)
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null
      return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.hash === ''
    }),
  /** A qualified trust service in the sense of eIDAS; the owner says so. */
  isQualified: z.boolean().default(false),
  confirmsPrivate: z.boolean().default(false),
})
