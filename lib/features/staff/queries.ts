import { z } from 'zod'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { can, type Holder, permissionsOf, type PersonSession, ROLES } from '@/lib/platform/access/access'
import { hashOfSession } from '@/lib/platform/auth/session'
import { type Db, kept, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'
import { actorOf, connectionState, MARK_LENGTH, rolesOf } from './model'

type Held = Parameters<typeof actorOf>[0] & Omit<PersonSession, 'id'> & { guestRole: string | null; endsAt: Date }

/**
 * Who holds a session's cookie; null when it has ended, or its instance is no longer the connected one. A guest's ends with their
 * last day, and when they were taken back.
 */
export async function actorOfSession(db: Db, cookie: string | undefined, now: Date): Promise<Holder | null> {
  if (!cookie) return null
  // In one statement: every request begins with it.
  const id = hashOfSession(cookie)
  const [held] = await db.$queryRaw<Held[]>(
    kept(sql`
    SELECT p.id::text, p.instance_id::text AS "instanceId", p.remote_id AS "remoteId", p.acct, p.roles, p.permissions,
      s.signed_in_at AS "signedInAt", s.touched_at AS "touchedAt", g.role AS "guestRole", g.ends_at AS "endsAt"
    FROM session s JOIN person p ON p.id = s.person_id JOIN instance i ON i.id = p.instance_id AND i.state = 'connected'
    LEFT JOIN guest g ON g.person_id = p.id
    WHERE s.token_hash = ${id} AND s.expires_at > ${now}::timestamptz AND (g.person_id IS NULL OR
      (g.accepted_at IS NOT NULL AND g.taken_back_at IS NULL AND g.ends_at > ${now}::timestamptz))`),
  )
  if (!held) return null
  const { signedInAt, touchedAt, guestRole, endsAt } = held
  const session = { id, signedInAt, touchedAt }
  if (guestRole === null) return { ...actorOf(held), session }
  const role = guestRole === 'lawyer' ? 'lawyer' : 'auditor'
  return { kind: 'guest', id: held.id, instanceId: held.instanceId, name: held.acct, role, endsAt, session }
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
      where: { instanceId: instance.id, guest: null },
      include: {
        tokens: true,
        _count: { select: { passkeys: true } },
        sessions: { where: { expiresAt: { gt: now } }, orderBy: { createdAt: 'desc' } },
      },
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
        passkeys: canManage ? person._count.passkeys : 0,
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
