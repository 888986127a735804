import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { preview } from '@/lib/features/acts/queries'
import { frame } from '@/lib/features/console/queries'
import { find } from '@/lib/features/finding/queries'
import { uncover } from '@/lib/features/media/queries'
import { one as personPage } from '@/lib/features/people/queries'
import { list as queue } from '@/lib/features/queue/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import { list as stoppedCases, one as stoppedCase } from '@/lib/features/safety/queries'
import { list as auditRows } from '@/lib/features/trail/queries'
import { type Actor, type GuestActor, type PersonActor, ROLES, type Role } from '@/lib/platform/access/access'
import { newId, sql } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { openReef, type Reef } from '@/lib/testing/reef'
import { visibleAndOrdinary, visibleTo } from './model'
import { visibleAndOrdinarySql, visibleSql } from './statements'

let reef: Reef
let nadia: PersonActor
let harl: { id: string; number: number }
let mediaId: string
const ELSEWHERE = newId()
const GUEST = { kind: 'guest', name: 'Amara (guest)', role: 'lawyer', endsAt: new Date('2099-01-01') } as const

beforeAll(async () => {
  reef = await openReef()
  nadia = await reef.signIn(reef.people.nadia)
  const { id, number } = await reef.caseOf(reef.kofi, 'harl')
  harl = { id, number }
  const post = await reef.db.post.findFirstOrThrow({ where: { authorId: reef.people.harl.id } })
  mediaId = newId()
  await reef.db.media.create({
    data: {
      id: mediaId,
      instanceId: reef.instanceId,
      remoteId: 'm1',
      postId: post.remoteId,
      position: 0,
      type: 'image',
      url: `${reef.fake.origin}/avatars/original/missing.png`,
    },
  })
  const { id: _own, ...instance } = await reef.db.instance.findFirstOrThrow()
  await reef.db.instance.create({
    data: { ...instance, rules: [], id: ELSEWHERE, state: 'archived', readerPersonId: null },
  })
  await reef.db.safetyStop.create({
    data: { caseId: harl.id, stoppedById: reef.kofi.id, stoppedAt: new Date() },
  })
})

interface Situation {
  roles: readonly Role[]
  class: 'ordinary' | 'childSafety'
  party: 'none' | 'about' | 'by'
  isNamed: boolean
  isOfOtherInstance: boolean
}

/** The rule in words (DESIGN 1.4, 7), written a second time. */
function sees(s: Situation): boolean {
  if (s.isOfOtherInstance || s.party !== 'none') return false
  if (s.class === 'childSafety') return s.roles.includes('owner') || s.isNamed
  return s.roles.some((role) => ['moderator', 'legal', 'privacy', 'childSafety', 'owner'].includes(role))
}
const readsLog = (s: Situation) =>
  sees(s) || (s.roles.includes('auditor') && s.class === 'ordinary' && s.party === 'none' && !s.isOfOtherInstance)
const holds = (s: Situation, ...roles: Role[]) => s.roles.some((role) => roles.includes(role))

async function arrange(s: Situation): Promise<PersonActor> {
  const { db, people } = reef
  await db.casePerson.deleteMany({ where: { caseId: harl.id } })
  if (s.isNamed) await db.casePerson.create({ data: { caseId: harl.id, personId: nadia.id } })
  const parties = { none: [], about: [nadia.remoteId], by: [people.osei.id, nadia.remoteId] }
  await db.case.update({
    where: { id: harl.id },
    data: { class: s.class, partyIds: [people.harl.id, ...parties[s.party]] },
  })
  return { ...nadia, roles: s.roles, instanceId: s.isOfOtherInstance ? ELSEWHERE : nadia.instanceId }
}

/** The answer, or the code of the refusal. */
async function told<O>(actor: Actor, query: Parameters<typeof reef.query<O>>[1], input: object): Promise<O | string> {
  try {
    return await reef.query(actor as PersonActor, query, input)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const situation = fc.record<Situation>({
  roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 }),
  class: fc.constantFrom('ordinary', 'childSafety'),
  party: fc.constantFrom('none', 'none', 'about', 'by'),
  isNamed: fc.boolean(),
  isOfOtherInstance: fc.constantFrom(false, false, false, true),
})

describe('no query knows more of a case than the predicate of sight', () => {
  const READERS: Role[] = ['moderator', 'legal', 'privacy', 'childSafety', 'owner']
  const knows = (s: Situation, permission: Role[], is: boolean) => (holds(s, ...permission) ? is : 'notAllowed')
  const found = (s: Situation, permission: Role[], is: boolean) =>
    holds(s, ...permission) ? (is ? 'found' : 'notFound') : 'notAllowed'
  const isFound = (answer: unknown) => (typeof answer === 'string' ? answer : 'found')

  it('over roles, classes, parties, naming and instances', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async (s) => {
        const actor = await arrange(s)
        const isOrdinary = sees(s) && s.class === 'ordinary'
        const isStopped = sees(s) && s.class === 'childSafety'

        const listed = await told(actor, queue, {})
        const inQueue = typeof listed === 'string' ? listed : listed.rows.some((row) => row.caseId === harl.id)
        expect(inQueue).toEqual(knows(s, READERS, isOrdinary))
        if (typeof listed !== 'string') {
          expect([listed.people, listed.counts.any]).toEqual([listed.rows.length, listed.rows.length])
          const around = await told(actor, frame, {})
          expect(around).toMatchObject({ counts: { reports: listed.rows.length } })
        }

        expect(isFound(await told(actor, reportCase, { caseId: harl.id }))).toBe(found(s, READERS, isOrdinary))
        expect(isFound(await told(actor, preview, { caseId: harl.id, kind: 'warn' }))).toBe(
          found(s, ['moderator', 'owner'], isOrdinary),
        )
        expect(isFound(await told(actor, uncover, { caseId: harl.id, mediaId }))).toBe(
          found(s, ['moderator', 'legal', 'owner'], isOrdinary),
        )

        const desk = await told(actor, stoppedCases, {})
        const onDesk = typeof desk === 'string' ? desk : desk.rows.some((row) => row.caseId === harl.id)
        expect(onDesk).toEqual(knows(s, ['childSafety', 'owner'], isStopped))
        expect(isFound(await told(actor, stoppedCase, { caseId: harl.id }))).toBe(
          found(s, ['childSafety', 'owner'], isStopped),
        )

        const person = await told(actor, personPage, { accountId: reef.people.harl.id })
        const onPage = typeof person === 'string' ? person : person.isRead && [person.cases.length, person.about.total]
        const whole = isOrdinary ? [1, 3] : [0, 0]
        expect(onPage).toEqual(holds(s, ...READERS) ? (s.isOfOtherInstance ? false : whole) : 'notAllowed')

        const sought = await told(actor, find, { text: String(harl.number) })
        const isSought = typeof sought === 'string' ? sought : sought.rows.some((row) => row.id === `case ${harl.id}`)
        expect(isSought).toEqual(knows(s, READERS, sees(s)))

        const log = await told(actor, auditRows, { caseNumber: harl.number })
        const inLog = typeof log === 'string' ? log : log.rows.length > 0
        expect(inLog).toEqual(knows(s, ['legal', 'owner', 'auditor'], readsLog(s)))
      }),
      { numRuns: 40 },
    )
  }, 300_000)
})

describe('the predicate', () => {
  it('says the same in SQL as in a where-clause, of every case and for every combination of roles', async () => {
    const situations = fc.record({
      roles: fc.subarray([...ROLES]),
      class: fc.constantFrom('ordinary' as const, 'childSafety' as const),
      party: fc.constantFrom('none' as const, 'about' as const, 'by' as const),
      isNamed: fc.boolean(),
      isShared: fc.boolean(),
      isOfOtherInstance: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const person = await arrange(situation)
        const guest: GuestActor = { ...GUEST, id: person.id, instanceId: person.instanceId }
        const shares = situation.isShared ? [{ id: newId(), caseId: harl.id, personId: person.id }] : []
        const by = { sharedById: reef.kofi.id, sharedAt: new Date() }
        await reef.db.caseShare.deleteMany()
        await reef.db.caseShare.createMany({ data: shares.map((share) => ({ ...share, ...by })) })
        const actors: Actor[] = [person, guest, { kind: 'system', name: 'x' }, { kind: 'public', address: '' }]
        for (const actor of actors) {
          const told = await reef.db.case.findMany({ where: visibleTo(actor), select: { id: true } })
          const inSql = await reef.db.$queryRaw<{ id: string }[]>(
            sql`SELECT c.id::text FROM "case" c WHERE ${visibleSql(actor)}`,
          )
          expect(inSql.map((row) => row.id).toSorted()).toEqual(told.map((row) => row.id).toSorted())
          const ordinary = await reef.db.case.findMany({ where: visibleAndOrdinary(actor), select: { id: true } })
          const ordinaryInSql = await reef.db.$queryRaw<{ id: string }[]>(
            sql`SELECT c.id::text FROM "case" c WHERE ${visibleAndOrdinarySql(actor)}`,
          )
          expect(ordinaryInSql.map((row) => row.id).toSorted()).toEqual(ordinary.map((row) => row.id).toSorted())
        }
        // A guest sees what was shared, and nothing else: not even what they are named on.
        const isSeen = situation.isShared && situation.class === 'ordinary' && !situation.isOfOtherInstance
        const seen = await reef.db.case.findMany({ where: visibleTo(guest), select: { id: true } })
        expect(seen.map((row) => row.id)).toEqual(isSeen ? [harl.id] : [])
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('shows a stranger and the holder of the code nothing', async () => {
    for (const actor of [{ kind: 'public', address: '' }, { kind: 'setup' }] as const)
      expect(await reef.db.case.count({ where: visibleTo(actor) })).toBe(0)
  })

  it('shows a moderator neither what they reported nor what was reported of them, and no count of it', async () => {
    const { people } = reef
    const partyIds = [people.harl.id, people.mira.id, people.osei.id]
    await reef.db.case.update({ where: { id: harl.id }, data: { class: 'ordinary', partyIds } })
    // osei reported everybody; mira reported @harl and was reported.
    const as = (name: 'osei' | 'mira' | 'wren'): PersonActor => ({ ...reef.kofi, remoteId: people[name].id })
    for (const [name, count] of [
      ['osei', 0],
      ['mira', 2],
      ['wren', 3],
    ] as const) {
      const view = await reef.query(as(name), queue, {})
      expect([name, view.people, view.counts.any, view.rows.length]).toEqual([name, count, count, count])
    }
  })
})
