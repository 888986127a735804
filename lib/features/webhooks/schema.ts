import { z } from 'zod'

/** Forty hex digits, as Mastodon makes them (mastodon-api.md 4). Whatever surrounds them came along when copying. */
export const secretInput = z.object({
  secret: z
    .string()
    .max(200)
    .transform((text) => text.trim().toLowerCase())
    .refine((text) => /^[0-9a-f]{40}$/.test(text)),
})
