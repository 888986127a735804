import { z } from 'zod'

export const guestRole = z.enum(['lawyer', 'auditor'])
/** SHA-256, made in the owner's browser: what the link holds is never sent until the guest uses it. */
export const inviteHash = z.string().regex(/^[0-9a-f]{64}$/)
export const lastDay = z.iso.date()
export const inviteToken = z.string().regex(/^[\w-]{43}$/)

export const invitation = z.object({
  name: z.string().trim().min(1).max(80),
  role: guestRole,
  endsOn: lastDay,
  /** Printed numbers of the named cases. */
  caseNumbers: z.array(z.int().positive().max(2_147_483_647)).max(50),
  inviteHash,
})
