import { z } from 'zod'

const MAX_INT4 = 2_147_483_647
const day = z.iso.date().optional().catch(undefined)

/** What somebody looks for in the log. Whatever is not understood is no filter: the filters stand in an address that people keep. */
export const auditFilter = z.object({
  actor: z.string().max(200).optional(),
  command: z.string().max(100).optional(),
  /** The part of the console: what stands before the dot of a command. */
  kind: z
    .string()
    .regex(/^[a-zA-Z]{1,40}$/)
    .optional()
    .catch(undefined),
  caseNumber: z.coerce.number().int().positive().max(MAX_INT4).optional().catch(undefined),
  outcome: z.enum(['done', 'refused', 'failed']).optional().catch(undefined),
  /** Days in UTC, both included. */
  from: day,
  until: day,
  /** The number or the id of a row. */
  row: z
    .union([z.uuid(), z.string().regex(/^\d{1,18}$/)])
    .optional()
    .catch(undefined),
  /** Whom or what it is about: a handle, an id, an address. */
  about: z.string().trim().max(500).optional(),
  /** A former instance; without it the one that is connected. */
  instanceId: z.uuid().optional().catch(undefined),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})
export type AuditFilter = z.output<typeof auditFilter>
