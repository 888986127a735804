import { z } from 'zod'
import { isZone } from '@/lib/platform/calendar/zones'
import { parseDay } from '@/lib/platform/calendar/days'
import type { Sought, Standing } from './model'
import { FEE_CENTS, REASONS } from './model'

const line = (max: number) => z.string().trim().min(1).max(max)

export const agentInput = z.object({
  reason: z.enum(REASONS),
  /** Of the version that was seen: somebody may have entered another meanwhile. */
  after: z.int().nullable().default(null),
  provider: line(300),
  providerAddress: line(500),
  names: z.array(line(253)).max(500),
  name: line(300),
  organisation: z.string().trim().max(300).default(''),
  address: line(500),
  phone: line(60),
  email: z.email().max(254),
  registrationNumber: line(60),
  registeredOn: z.string().refine((text) => parseDay(text) !== null),
  zone: z.string().max(64).refine(isZone),
  feeCents: z.int().min(0).max(100_000).default(FEE_CENTS),
  receipt: z.string().trim().max(300).default(''),
  withStatement: z.boolean().default(true),
})
export type AgentInput = z.output<typeof agentInput>

export interface AgentVersion extends Omit<AgentInput, 'after'> {
  number: number
  recordedAt: string
  recordedBy: string
}

export interface AgentCheckView {
  at: string
  number: number
  outcome: 'carried' | 'missing' | 'unreachable'
  missing: Sought[]
  failure: string | null
}

export interface AgentView {
  domain: string
  standing: Standing
  current: AgentVersion | null
  lapse: { renewBy: string; expiresOn: string } | null
  citation: string
  /** The case on which its clock stands, its papers and its letters. */
  caseId: string | null
  caseVersion: number
  versions: AgentVersion[]
  checks: AgentCheckView[]
  aboutUrl: string
  /** Names of this instance that the designation does not list. */
  unlisted: string[]
  mayManage: boolean
  zone: string
}

/** What anybody may know: it has to be public (512(c)(2)). */
export interface PublicAgent {
  domain: string
  isInForce: boolean
  agent: {
    provider: string
    name: string
    organisation: string
    address: string
    phone: string
    email: string
    registrationNumber: string
  } | null
}
