import { z } from 'zod'
import { flag, Id, text, textOrEmpty } from './primitives'

/** `permissions` is a decimal bit mask; read it with `parsePermissions`. A person without a role has id "-99". */
export const Role = z.object({
  id: Id,
  name: textOrEmpty(200),
  permissions: z.union([text(40), z.int().nonnegative()]).transform(String),
  color: textOrEmpty(20),
  highlighted: flag,
})
export type Role = z.output<typeof Role>
