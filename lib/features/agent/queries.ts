import { z } from 'zod'
import { can } from '@/lib/platform/access/access'
import type { Db } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { CITATION, lapseOf, REASONS, standingOf, type Sought } from './model'
import type { AgentCheckView, AgentVersion, AgentView, PublicAgent } from './schema'

const CHECKS_SHOWN = 10

export const standing = defineQuery({
  name: 'agent.standing',
  permission: 'notice.read',
  input: z.object({}),
  async run({ db, actor, now }): Promise<AgentView> {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const { instanceId } = actor
    const instance = await db.instance.findUniqueOrThrow({ where: { id: instanceId } })
    const own = await db.personClock.findUnique({ where: { personId: actor.id } })
    const rows = await db.designatedAgent.findMany({ where: { instanceId }, orderBy: { number: 'desc' } })
    const versions = await versionsOf(db, rows)
    const [current = null] = versions
    const caseRow = rows[0] ? await db.case.findUnique({ where: { id: rows[0].caseId } }) : null
    const zone = current?.zone ?? own?.zone ?? 'UTC'
    const listed = (current?.names ?? []).map((name) => name.toLowerCase())
    const hosts = [instance.domain, ...instance.mediaHosts]
    return {
      domain: instance.domain,
      standing: standingOf(current?.registeredOn ?? null, zone, now),
      current,
      lapse: current ? lapseOf(current.registeredOn) : null,
      citation: CITATION,
      caseId: rows[0]?.caseId ?? null,
      caseVersion: caseRow?.version ?? 0,
      versions,
      checks: await checksOf(db, instanceId),
      aboutUrl: `${instance.origin}/about`,
      unlisted: current ? [...new Set(hosts)].filter((host) => !listed.includes(host.toLowerCase())) : [],
      mayManage: can(actor, 'agent.manage'),
      zone,
    }
  },
})

type AgentRow = Awaited<ReturnType<Db['designatedAgent']['findMany']>>[number]

/** As they were entered; who entered them by name. */
export async function versionsOf(db: Pick<Db, 'person'>, rows: readonly AgentRow[]): Promise<AgentVersion[]> {
  const people = await db.person.findMany({
    where: { id: { in: rows.map(({ recordedById }) => recordedById) } },
    select: { id: true, acct: true },
  })
  return rows.map((row) => ({
    number: row.number,
    reason: REASONS.find((known) => known === row.reason) ?? 'correction',
    provider: row.provider,
    providerAddress: row.providerAddress,
    names: row.names,
    name: row.name,
    organisation: row.organisation,
    address: row.address,
    phone: row.phone,
    email: row.email,
    registrationNumber: row.registrationNumber,
    registeredOn: row.registeredOn,
    zone: row.zone,
    feeCents: row.feeCents,
    receipt: row.receipt,
    withStatement: row.withStatement,
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: people.find(({ id }) => id === row.recordedById)?.acct ?? '',
  }))
}

const SOUGHT: readonly Sought[] = ['name', 'address', 'phone', 'email']

async function checksOf(db: Pick<Db, 'agentCheck'>, instanceId: string): Promise<AgentCheckView[]> {
  const rows = await db.agentCheck.findMany({
    where: { instanceId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: CHECKS_SHOWN,
  })
  return rows.map(({ at, number, outcome, missing, failure }) => ({
    at: at.toISOString(),
    number,
    outcome: outcome === 'carried' || outcome === 'missing' ? outcome : 'unreachable',
    missing: SOUGHT.filter((part) => missing.includes(part)),
    failure,
  }))
}

/** Who receives notices: for the form, and for anybody who asks. The provider's own telephone and e-mail are not in it. */
export const forPublic = defineQuery({
  name: 'agent.public',
  permission: 'notice.file',
  input: z.object({}),
  async run({ db, now }): Promise<PublicAgent> {
    const instance = await db.instance.findFirst({ where: { state: 'connected' } })
    if (!instance) throw new AppError('notConnected')
    const row = await db.designatedAgent.findFirst({ where: { instanceId: instance.id }, orderBy: { number: 'desc' } })
    const state = standingOf(row?.registeredOn ?? null, row?.zone ?? 'UTC', now)
    return {
      domain: instance.domain,
      isInForce: state === 'inForce' || state === 'soon',
      agent: row && {
        provider: row.provider,
        name: row.name,
        organisation: row.organisation,
        address: row.address,
        phone: row.phone,
        email: row.email,
        registrationNumber: row.registrationNumber,
      },
    }
  },
})
