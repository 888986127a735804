import { z } from 'zod'
import { visibleAndOrdinary, visibleTo } from '@/lib/features/cases/model'
import { countStrays } from '@/lib/features/instances/registering'
import { countBlocked } from '@/lib/features/conflicts/queries'
import { historyOf, syncOf } from '@/lib/features/mirror/queries'
import { initialsOf } from '@/lib/features/reports/model'
import { rolesOf } from '@/lib/features/staff/model'
import { has, PERMISSIONS } from '@/lib/integrations/mastodon/schema/permissions'
import { can, type Permission } from '@/lib/platform/access/access'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

const ROOMS = [
  { name: 'reports', permission: 'report.read' },
  { name: 'safety', permission: 'safety.read' },
  { name: 'audit', permission: 'audit.read' },
  { name: 'settings', permission: 'settings.read' },
] as const satisfies readonly { name: string; permission: Permission }[]

/** What stands around every page: who, where, how current, which rooms. */
export const frame = defineQuery({
  name: 'shell.frame',
  permission: 'self.manage',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const person = await db.person.findUniqueOrThrow({
      where: { id: actor.id },
      // In the same statement: this stands around every page.
      include: { _count: { select: { acts: { where: { state: 'asked', NOT: { waitsUntil: null } } } } } },
    })
    const sync = await syncOf(db, actor)
    const [reports, safety] = await Promise.all([
      can(actor, 'report.read')
        ? db.reportCase.count({
            where: { case: { AND: [visibleAndOrdinary(actor), { kind: 'report', state: 'open' }] } },
          })
        : 0,
      can(actor, 'safety.read') ? db.case.count({ where: { AND: [visibleTo(actor), { class: 'childSafety' }] } }) : 0,
    ])
    const name = person.displayName.trim() || person.acct
    return {
      you: { name, initials: initialsOf(name, person.acct), acct: person.acct },
      domain: sync.domain,
      isDemo: sync.isDemo,
      sync,
      counts: { reports, safety },
      /** Acts of one's own that wait for Mastodon. */
      waiting: person._count.acts,
      /** For the owner: cases that nobody may decide. Counted, never shown. */
      blocked: can(actor, 'staff.manage') ? await countBlocked(db, actor.instanceId) : 0,
      rooms: ROOMS.filter((room) => can(actor, room.permission)).map((room) => room.name),
      now: now.toISOString(),
    }
  },
})

export const overview = defineQuery({
  name: 'settings.overview',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId }, include: { mirror: true } })
    const people = await db.person.findMany({ where: { instanceId: instance.id }, orderBy: { createdAt: 'asc' } })
    const you = people.find((person) => person.id === actor.id)
    const reader = people.find((person) => person.id === instance.readerPersonId)
    const { origin, domain, title, version, isDemo, scopes, isPkceOffered } = instance
    return {
      instance: {
        origin,
        domain,
        title,
        version,
        isDemo,
        connectedAt: instance.connectedAt.toISOString(),
        scopes,
        isPkceOffered,
        /** Applications that may have been registered there and that nobody uses. */
        strays: await countStrays(db, { origin }),
      },
      reader: reader?.acct ?? null,
      sync: {
        ...(await syncOf(db, actor)),
        answerMs: instance.mirror?.answerMs ?? null,
        sweptAt: instance.mirror?.sweptAt?.toISOString() ?? null,
      },
      history: await historyOf(db, instance.id, now),
      maySet: can(actor, 'instance.connect'),
      database: { role: env().databaseRole },
      staff: people.map((person) => ({
        id: person.id,
        name: person.displayName.trim() || person.acct,
        acct: person.acct,
        roles: rolesOf(person),
        roleName: person.roleName,
        lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
      })),
      you: {
        id: actor.id,
        name: you?.displayName.trim() || actor.name,
        acct: actor.name,
        roles: [...actor.roles],
        permissions: PERMISSIONS.filter((permission) => has(actor.mastodon, permission)),
        sendsMail: you?.sendsMail ?? true,
        actsWait: you?.actsWait ?? true,
        url: `${origin}/@${actor.name}`,
      },
    }
  },
})
