import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stop } from '@/lib/features/safety/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { newId, sql } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { list } from './queries'
import { dropExpiredLeases, holdLease, releaseLease } from './store'

let reef: Reef
let sef: PersonActor
let caseId: string
const [tabA, tabB] = [newId(), newId()]
beforeAll(async () => {
  reef = await openReef()
  sef = await reef.signIn(reef.people.sef)
  caseId = (await reef.caseOf(reef.kofi, 'harl')).id
})
beforeEach(() => reef.db.caseLease.deleteMany())

const hold = (actor: PersonActor, tabId = tabA, id = caseId) => holdLease(reef.db, actor, { caseId: id, tabId })
const lookers = (actor: PersonActor) => reef.query(actor, list, { caseIds: [caseId] })
const expire = () => reef.db.$executeRaw(sql`UPDATE case_lease SET expires_at = now() - interval '1 second'`)

describe('the lease of a case', () => {
  it('goes to whoever comes first; the second is told who won', async () => {
    expect(await hold(reef.kofi)).toEqual({ caseId, name: 'kofi', isYou: true })
    expect(await hold(sef, tabB)).toEqual({ caseId, name: 'kofi', isYou: false })
    expect(await lookers(sef)).toEqual([{ caseId, name: 'kofi', isYou: false }])
    expect(await lookers(reef.kofi)).toEqual([{ caseId, name: 'kofi', isYou: true }])
  })

  it('goes to exactly one of many who come at once, and all are told the same one', async () => {
    const people = [reef.kofi, reef.ines, sef]
    const told = await Promise.all(Array.from({ length: 30 }, (_, n) => hold(people[n % 3] ?? sef, newId())))
    expect(new Set(told.map((looker) => looker?.name)).size).toBe(1)
    expect(await reef.db.caseLease.count()).toBe(1)
  })

  it('is renewed by its holder and taken over when it has run out, not before', async () => {
    await hold(reef.kofi)
    const first = await reef.db.caseLease.findFirstOrThrow()
    await hold(reef.kofi)
    const renewed = await reef.db.caseLease.findFirstOrThrow()
    expect(renewed.takenAt).toEqual(first.takenAt)
    expect(renewed.expiresAt.getTime()).toBeGreaterThan(first.expiresAt.getTime())
    await expire()
    expect(await lookers(sef)).toEqual([])
    expect(await hold(sef, tabB)).toMatchObject({ name: 'sef', isYou: true })
    expect(await hold(reef.kofi)).toMatchObject({ name: 'sef', isYou: false })
  })

  it('is given back by the page that renewed it last, and by no other', async () => {
    await hold(reef.kofi, tabA)
    await hold(reef.kofi, tabB)
    await releaseLease(reef.db, reef.kofi, { caseId, tabId: tabA })
    await releaseLease(reef.db, sef, { caseId, tabId: tabB })
    expect(await lookers(sef)).toHaveLength(1)
    await releaseLease(reef.db, reef.kofi, { caseId, tabId: tabB })
    expect(await lookers(sef)).toEqual([])
  })

  it('is swept away when it has run out', async () => {
    await hold(reef.kofi)
    await dropExpiredLeases(reef.db)
    expect(await reef.db.caseLease.count()).toBe(1)
    await expire()
    await dropExpiredLeases(reef.db)
    expect(await reef.db.caseLease.count()).toBe(0)
  })

  it('leaves no row in the audit', async () => {
    const before = await reef.db.auditRow.count()
    await hold(reef.kofi)
    await releaseLease(reef.db, reef.kofi, { caseId, tabId: tabA })
    expect(await reef.db.auditRow.count()).toBe(before)
  })
})

describe('a case that one may not see', () => {
  it('has no lease for them, and nobody is told who looks at it', async () => {
    const { id } = await reef.caseOf(reef.kofi, 'mira')
    await hold(reef.kofi, tabA, id)
    await reef.command(sef, stop, { caseId: id, reportId: null, postId: null })
    await expect(hold(sef, tabB, id)).rejects.toMatchObject({ code: 'notFound' })
    expect(await reef.query(sef, list, { caseIds: [id] })).toEqual([])
    expect(await reef.query(reef.ines, list, { caseIds: [id] })).toMatchObject([{ name: 'kofi' }])
  })
})
