import { z } from 'zod'
import { visibleAndOrdinarySql, visibleSql } from '@/lib/features/cases/statements'
import { countStrays } from '@/lib/features/instances/registering'
import { countEdgeTroubles } from '@/lib/features/edge/queries'
import { type DueCounts, dueSql } from '@/lib/features/deadlines/queries'
import { dmcaSql } from '@/lib/features/dmca/statements'
import { countBlockedLately } from '@/lib/features/conflicts/queries'
import { historyOf, instanceIn, readingOf, standingSql, syncOf } from '@/lib/features/mirror/queries'
import { initialsOf } from '@/lib/features/reports/model'
import type { SyncView } from '@/lib/features/reports/schema'
import { rolesOf } from '@/lib/features/staff/model'
import { has, PERMISSIONS } from '@/lib/integrations/mastodon/schema/permissions'
import { can, type GuestActor, type Permission, type PersonActor } from '@/lib/platform/access/access'
import { type Db, kept, sql } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery } from '@/lib/platform/queries/define'

const ROOMS = [
  { name: 'reports', permission: 'report.read' },
  { name: 'home', permission: 'report.read' },
  { name: 'due', permission: 'report.read' },
  { name: 'cases', permission: 'report.read' },
  { name: 'copyright', permission: 'notice.read' },
  { name: 'safety', permission: 'safety.read' },
  { name: 'room', permission: 'room.read' },
  { name: 'audit', permission: 'audit.read' },
  { name: 'settings', permission: 'settings.read' },
] as const satisfies readonly { name: string; permission: Permission }[]

interface Around {
  acct: string
  displayName: string
  standing: unknown
  waiting: number
  reports: number
  safety: number
  copyright: number
  zone: string | null
  overdue: number
  past: number
  soon: number
}

export interface FrameView {
  you: { name: string; initials: string; acct: string; guestUntil: string | null }
  domain: string
  isDemo: boolean
  /** Somebody let days pass in the demo: so many. */
  daysAhead: number
  /** How current the mirror is; not for guests. */
  sync: SyncView | null
  counts: { reports: number; safety: number; due: number; copyright: number }
  /** Clocks: past their moment, and within a day of it. */
  due: DueCounts
  /** In which this person reads moments. */
  zone: string
  /** Acts of one's own that wait for Mastodon; one press is one, however many calls it takes. */
  waiting: number
  /** For the owner: cases that nobody may decide. Counted, never shown. */
  blocked: number
  /** Edge blocks that are not in force as asked, and of them those that were and are not any more. */
  edge: { troubled: number; lost: number }
  rooms: (typeof ROOMS)[number]['name'][]
  now: string
}

/** What stands around every page, in one statement: who, where, how current, which rooms. */
export const frame = defineQuery({
  name: 'shell.frame',
  permission: 'self.enter',
  input: z.object({}),
  async run({ db, actor, now }): Promise<FrameView> {
    if (actor.kind === 'guest') return frameOfGuest(db, actor, now)
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const [person] = await db.$queryRaw<Around[]>(
      kept(sql`
      SELECT p.acct, p.display_name AS "displayName", ${standingSql(actor)} AS standing,
        (SELECT count(DISTINCT (t.group_id, t.kind))::int FROM act t WHERE t.person_id = p.id AND t.state = 'asked' AND t.waits_until IS NOT NULL) AS waiting,
        (SELECT count(*)::int FROM "case" c WHERE ${can(actor, 'report.read')} AND c.kind = 'report' AND c.state = 'open'
          AND ${visibleAndOrdinarySql(actor)}) AS reports,
        (SELECT count(*)::int FROM "case" c WHERE ${can(actor, 'safety.read')} AND c.class = 'childSafety'
          AND ${visibleSql(actor)}) AS safety,
        ${dmcaSql(actor)} AS copyright,
        (SELECT w.zone FROM person_clock w WHERE w.person_id = p.id) AS zone, d.overdue, d.soon, d.past
      FROM person p CROSS JOIN LATERAL (${dueSql(actor, now)}) d WHERE p.id = ${actor.id}::uuid`),
    )
    if (!person) throw new AppError('signIn.needed')
    const { sync } = instanceIn(person.standing)
    const { reports, safety, copyright, overdue, soon, past } = person
    const name = person.displayName.trim() || person.acct
    return {
      you: { name, initials: initialsOf(name, person.acct), acct: person.acct, guestUntil: null },
      domain: sync.domain,
      isDemo: sync.isDemo,
      daysAhead: sync.daysAhead,
      sync,
      counts: { reports, safety, copyright, due: overdue + soon + past },
      due: { overdue, soon, past },
      zone: person.zone ?? 'UTC',
      waiting: person.waiting,
      blocked: can(actor, 'staff.manage') ? await countBlockedLately(db, actor.instanceId, now) : 0,
      edge: can(actor, 'notice.read') ? await edgeOfFrame(db, actor, now) : { troubled: 0, lost: 0 },
      rooms: ROOMS.filter((room) => can(actor, room.permission)).map((room) => room.name),
      now: now.toISOString(),
    }
  },
})

async function edgeOfFrame(db: Db, actor: PersonActor, now: Date): Promise<FrameView['edge']> {
  const counts = await countEdgeTroubles(db, { actor, instanceId: actor.instanceId }, now)
  return { troubled: Object.values(counts).reduce((all, n) => all + n, 0), lost: counts.lost ?? 0 }
}

/** Around the pages of a guest: who they are and until when, and nothing that is counted over cases. */
async function frameOfGuest(db: Db, guest: GuestActor, now: Date): Promise<FrameView> {
  const { displayName, instance } = await db.person.findUniqueOrThrow({
    where: { id: guest.id },
    include: { instance: true },
  })
  return {
    you: {
      name: displayName,
      initials: initialsOf(displayName, displayName),
      acct: guest.name,
      guestUntil: guest.endsAt.toISOString(),
    },
    domain: instance.domain,
    isDemo: instance.isDemo,
    daysAhead: instance.daysAhead,
    sync: null,
    counts: { reports: 0, safety: 0, due: 0, copyright: 0 },
    due: { overdue: 0, soon: 0, past: 0 },
    zone: 'UTC',
    waiting: 0,
    blocked: 0,
    edge: { troubled: 0, lost: 0 },
    rooms: ['room'],
    now: now.toISOString(),
  }
}

export const overview = defineQuery({
  name: 'settings.overview',
  permission: 'settings.read',
  input: z.object({}),
  async run({ db, actor, now }) {
    if (actor.kind !== 'person') throw new AppError('signIn.needed')
    const instance = await db.instance.findUniqueOrThrow({ where: { id: actor.instanceId } })
    const people = await db.person.findMany({
      where: { instanceId: instance.id, guest: null },
      orderBy: { createdAt: 'asc' },
    })
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
        daysAhead: instance.daysAhead,
        mayPass: isDemo && can(actor, 'instance.connect'),
        connectedAt: instance.connectedAt.toISOString(),
        scopes,
        isPkceOffered,
        /** Applications that may have been registered there and that nobody uses. */
        strays: await countStrays(db, { origin }),
      },
      reader: reader?.acct ?? null,
      sync: { ...(await syncOf(db, actor)), ...(await readingOf(db, instance.id, now)) },
      history: await historyOf(db, instance.id, now),
      maySet: can(actor, 'instance.connect'),
      may: { holds: can(actor, 'hold.read'), retention: can(actor, 'retention.read') },
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
