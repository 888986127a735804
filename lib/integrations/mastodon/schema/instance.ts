import { z } from 'zod'
import { Account } from './account'
import { flag, orNull, readable, text, textOrEmpty, WebUrl } from './primitives'
import { Rule } from './rule'

/** `GET /api/v2/instance`. `api_versions` from 4.3, `min_age` and `limited_federation` from 4.4. */
export const Instance = z.object({
  domain: text(500).refine((domain) => domain.length > 0),
  title: textOrEmpty(1_000),
  version: text(200),
  description: textOrEmpty(20_000),
  source_url: WebUrl,
  languages: readable(text(40)),
  thumbnail: orNull(z.object({ url: WebUrl })),
  api_versions: orNull(z.object({ mastodon: orNull(z.int()) })),
  configuration: orNull(z.object({ limited_federation: flag })),
  registrations: orNull(
    z.object({
      enabled: flag,
      approval_required: flag,
      // An integer in every release that has it; upstream's own types say string.
      min_age: z.coerce.number().int().positive().nullable().catch(null),
    }),
  ),
  contact: orNull(z.object({ email: textOrEmpty(500), account: orNull(Account) })),
  rules: readable(Rule),
})
export type Instance = z.output<typeof Instance>

/** What is needed of `GET /api/v1/instance`: enough to tell a server that is too old from one that is none. */
export const OldInstance = z.object({ uri: text(500), version: text(200) })
export type OldInstance = z.output<typeof OldInstance>

/** `GET /api/v1/instance/extended_description`: HTML, written by the admins. */
export const ExtendedDescription = z.object({ content: textOrEmpty(400_000) })
export type ExtendedDescription = z.infer<typeof ExtendedDescription>
