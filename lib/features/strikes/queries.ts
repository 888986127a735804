import { dayIn } from '@/lib/platform/calendar/zones'
import type { Tx } from '@/lib/platform/db/client'
import { DEFAULT_POLICY, type Line, pointsOf, type Policy, type Strike, strikesIn } from './model'

type PolicyDb = Pick<Tx, 'strikePolicy'>

/** The policy in force. Until an owner sets one, the usual one. */
export async function policyNow(db: PolicyDb, instanceId: string): Promise<Policy> {
  const row = await db.strikePolicy.findFirst({ where: { instanceId }, orderBy: { number: 'desc' } })
  return row ?? DEFAULT_POLICY
}

export async function linesOf(db: Pick<Tx, 'strikeEntry'>, instanceId: string, accountId: string): Promise<Line[]> {
  return db.strikeEntry.findMany({ where: { instanceId, accountId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
}

export interface Standing {
  policy: Policy
  strikes: Strike[]
  points: number
}

/** What an account has now, by the policy in force. */
export async function standingOf(
  db: PolicyDb & Pick<Tx, 'strikeEntry'>,
  { instanceId, accountId, zone, now }: { instanceId: string; accountId: string; zone: string; now: Date },
): Promise<Standing> {
  const policy = await policyNow(db, instanceId)
  const strikes = strikesIn(await linesOf(db, instanceId, accountId), policy, dayIn(now, zone))
  return { policy, strikes, points: pointsOf(strikes, policy) }
}
