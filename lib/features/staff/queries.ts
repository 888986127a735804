import { z } from 'zod'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { can, permissionsOf, type PersonActor, type PersonSession, ROLES } from '@/lib/platform/access/access'
import { hashOfSession } from '@/lib/platform/auth/session'
import { type Db, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { actorOf, connectionState, MARK_LENGTH, rolesOf } from './model'

/** Who holds a session's cookie; null when it has ended, or its instance is no longer the connected one. */
export async function actorOfSession(db: Db, cookie: string | undefined, now: Date): Promise<PersonActor | null> {
  if (!cookie) return null
  // In one statement: every request begins with it.
  const id = hashOfSession(cookie)
  const [person] = await db.$queryRaw<(Parameters<typeof actorOf>[0] & Omit<PersonSession, 'id'>)[]>(sql`
    SELECT p.id::text, p.instance_id::text AS "instanceId", p.remote_id AS "remoteId", p.acct, p.roles, p.permissions,
      s.signed_in_at AS "signedInAt", s.touched_at AS "touchedAt"
    FROM session s JOIN person p ON p.id = s.person_id JOIN instance i ON i.id = p.instance_id AND i.state = 'connected'
    WHERE s.token_hash = ${id} AND s.expires_at > ${now}::timestamptz`)
  if (!person) return null
  const { signedInAt, touchedAt } = person
  return { ...actorOf(person), session: { id, signedInAt, touchedAt } }
}

/** Who may do what here, and why; for the owner also who is signed in. */
export const people = defineQuery({
  name: 'staff.list',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const found = await db.person.findMany({
      where: { instanceId: instance.id },
      include: { tokens: true, sessions: { where: { expiresAt: { gt: now } }, orderBy: { createdAt: 'desc' } } },
      orderBy: { createdAt: 'asc' },
    })
    const canManage = can(actor, 'staff.manage')
    const here = { people: found.map(({ id }) => id), since: instance.connectedAt }
    const given = await Promise.all(found.map((person) => lastGiven(db, person.acct, here)))
    return {
      domain: instance.domain,
      origin: instance.origin,
      canManage,
      roles: ROLES.map((role) => ({ role, permissions: [...permissionsOf({ ...actor, roles: [role] })] })),
      people: found.map((person, n) => ({
        id: person.id,
        name: person.displayName.trim() || person.acct,
        acct: person.acct,
        isYou: person.id === actor.id,
        roles: rolesOf(person),
        roleName: person.roleName,
        mastodon: USED.filter((permission) => has(BigInt(person.permissions || '0'), permission)),
        lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
        isReader: person.id === instance.readerPersonId,
        connection: connectionState(person.tokens),
        given: given[n] ?? null,
        sessions: canManage
          ? person.sessions.map((session) => ({
              mark: session.tokenHash.slice(0, MARK_LENGTH),
              createdAt: session.createdAt.toISOString(),
              expiresAt: session.expiresAt.toISOString(),
            }))
          : [],
      })),
    }
  },
})

/** What this console asks of a role on the instance, in the order of use. */
const USED = ['manage_reports', 'manage_users', 'manage_federation', 'manage_blocks', 'delete_user_data'] as const

interface Here {
  people: string[]
  since: Date
}

/** Who gave or took roles here last, as the log has it: somebody of this instance, or the terminal since it was connected. */
async function lastGiven(
  db: Db,
  acct: string,
  { people: ids, since }: Here,
): Promise<{ by: string; at: string } | null> {
  const value = await db.auditValue.findFirst({
    where: {
      field: 'person',
      value: JSON.stringify(acct),
      row: {
        command: { in: ['staff.setRoles', 'staff.makeOwner'] },
        outcome: 'done',
        OR: [{ actorId: { in: ids } }, { actorId: null, at: { gte: since } }],
      },
    },
    include: { row: true },
    orderBy: { row: { recordedAt: 'desc' } },
  })
  return value ? { by: value.row.actor, at: value.row.at.toISOString() } : null
}
