import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { claim } from '@/lib/features/reports/commands'
import { stop } from '@/lib/features/safety/commands'
import { endSession, noteRole, setRoles } from '@/lib/features/staff/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { newId } from '@/lib/platform/db/client'
import { countHearers, endHub, startHub } from '@/lib/platform/live/hub'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { type Followed, follow } from '@/lib/testing/stream'

let reef: Reef
let sef: PersonActor
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  sef = await reef.signIn(reef.people.sef)
  nadia = await reef.signIn(reef.people.nadia)
  startHub(process.env.DATABASE_URL ?? '')
})
afterAll(() => endHub())

const caseId = async (name: 'harl' | 'mira' | 'wren') => (await reef.caseOf(reef.ines, name)).id
const note = (id: string, by = reef.ines) => reef.command(by, addNote, { caseId: id, text: 'Seen' })
const hears = (stream: Followed, id: string) => expect.poll(() => stream.ids(), { timeout: 10_000 }).toContain(id)
const heard = (stream: Followed, id: string) => stream.ids().filter((one) => one === id).length
/** Everything that was to be heard has been: what is written now is heard after it. */
async function upToNow(streams: Followed[]): Promise<void> {
  const id = await caseId('harl')
  const before = streams.map((stream) => heard(stream, id))
  await note(id)
  for (const [n, stream] of streams.entries())
    await expect.poll(() => heard(stream, id), { timeout: 10_000 }).toBeGreaterThan(before[n] ?? 0)
}

describe('a stream', () => {
  it('tells of what a colleague decided, wrote and asked for, by the id of the case', async () => {
    const stream = await follow(reef.db, reef.kofi)
    const id = await caseId('wren')
    const { version } = await reef.caseOf(sef, 'wren')
    await reef.command(sef, claim, { caseId: id, version })
    await hears(stream, id)
    await upToNow([stream])
    const asked = heard(stream, id)
    // The outcome of the act, which a job writes.
    await reef.work()
    await expect.poll(() => heard(stream, id), { timeout: 10_000 }).toBeGreaterThan(asked)
    await stream.leave()
  })

  it('tells of what the mirror took in, and of nothing when it saw the same again', async () => {
    const stream = await follow(reef.db, reef.kofi)
    const id = await caseId('mira')
    await readStep(reef)
    await upToNow([stream])
    await readStep(reef)
    await upToNow([stream])
    expect(stream.ids()).not.toContain(id)
    const { harl, mira } = reef.people
    addReport(reef.state, { accountId: harl.id, targetAccountId: mira.id, comment: 'New', createdAt: new Date() })
    await readStep(reef)
    await hears(stream, id)
    await stream.leave()
  })

  it('says everything of many in one word without an id', async () => {
    const stream = await follow(reef.db, reef.kofi)
    await upToNow([stream])
    stream.news.length = 0
    await reef.db.$executeRawUnsafe(
      `SELECT count(pg_notify('docket_live', 'case ' || gen_random_uuid())) FROM generate_series(1, 500)`,
    )
    await expect.poll(() => stream.news, { timeout: 10_000 }).toEqual([{ cases: [], leases: [], isAll: true }])
    await stream.leave()
  })
})

describe('a stream carries no id of a case that its person may not see', () => {
  it('not of one that was stopped, but at once the word to look again; its reviewers hear the id', async () => {
    await reef.command(touched(reef.ines), setRoles, { personId: nadia.id, roles: ['childSafety'] })
    const id = await caseId('mira')
    const [kofi, ines, reviewer] = await Promise.all([
      follow(reef.db, reef.kofi),
      follow(reef.db, reef.ines),
      follow(reef.db, nadia),
    ])
    await upToNow([kofi, ines, reviewer])
    for (const stream of [kofi, ines, reviewer]) stream.news.length = 0
    await reef.command(sef, stop, { caseId: id, reportId: null, postId: null })
    await hears(ines, id)
    await hears(reviewer, id)
    await expect.poll(() => kofi.news.some(({ isAll }) => isAll), { timeout: 10_000 }).toBe(true)
    await note(id)
    await upToNow([kofi, ines])
    expect(kofi.ids()).not.toContain(id)
    await Promise.all([kofi, ines, reviewer].map((stream) => stream.leave()))
  })

  it('not of one about or from themselves', async () => {
    const id = await caseId('wren')
    await reef.db.case.update({ where: { id }, data: { partyIds: [reef.people.wren.id, reef.kofi.remoteId] } })
    const [kofi, colleague] = await Promise.all([follow(reef.db, reef.kofi), follow(reef.db, sef)])
    await note(id)
    await hears(colleague, id)
    await upToNow([kofi])
    expect(kofi.ids()).not.toContain(id)
    await Promise.all([kofi.leave(), colleague.leave()])
  })

  it('not of another instance', async () => {
    const { id: _own, ...instance } = await reef.db.instance.findFirstOrThrow()
    const elsewhere = newId()
    await reef.db.instance.create({
      data: { ...instance, rules: [], id: elsewhere, state: 'archived', readerPersonId: null },
    })
    const stream = await follow(reef.db, reef.ines)
    await upToNow([stream])
    const id = newId()
    await reef.db.case.create({ data: { id, instanceId: elsewhere, kind: 'report', openedAt: new Date() } })
    await upToNow([stream])
    expect(stream.ids()).not.toContain(id)
    await stream.leave()
  })

  it('not after the role that saw it was taken away', async () => {
    await reef.command(touched(reef.ines), setRoles, { personId: sef.id, roles: ['childSafety', 'legal'] })
    const id = await caseId('harl')
    const stream = await follow(reef.db, sef)
    await upToNow([stream])
    stream.news.length = 0
    // A lawyer reads no cases, but stays signed in.
    await reef.db.person.update({ where: { id: sef.id }, data: { roles: ['lawyer'], permissions: '0' } })
    const other = await follow(reef.db, reef.ines)
    await note(id)
    await hears(other, id)
    // One stream may be told a moment before the other.
    await expect.poll(() => stream.news, { timeout: 10_000 }).toContainEqual({ cases: [], leases: [], isAll: true })
    expect(stream.ids()).toEqual([])
    expect(stream.isOver()).toBe(false)
    await Promise.all([stream.leave(), other.leave()])
  })
})

describe('a stream ends', () => {
  const over = (stream: Followed) => expect.poll(() => stream.isOver(), { timeout: 10_000 }).toBe(true)

  it('when its person signs out, and says so', async () => {
    const [stream, other] = await Promise.all([follow(reef.db, reef.kofi), follow(reef.db, reef.ines)])
    await reef.command(reef.kofi, endSession, {})
    await over(stream)
    expect(stream.words.at(-1)).toBe('ended')
    expect(other.isOver()).toBe(false)
    await other.leave()
  })

  it('when the role is lost', async () => {
    const stream = await follow(reef.db, reef.kofi)
    const input = { personId: reef.kofi.id, permissions: '0', roleName: '' }
    const actor = { kind: 'system', name: 'staff' } as const
    await runCommand(noteRole, { db: reef.db, actor, now: new Date(), input })
    await over(stream)
    expect(stream.words.at(-1)).toBe('ended')
  })

  it('when the session has run out, which nobody tells', async () => {
    const stream = await follow(reef.db, reef.ines, 20)
    await reef.db.session.updateMany({ where: { personId: reef.ines.id }, data: { expiresAt: new Date(0) } })
    await over(stream)
    expect(stream.words.at(-1)).toBe('ended')
  })

  it('when the process does, without a word: the browser comes again', async () => {
    const stream = await follow(reef.db, reef.ines)
    await endHub()
    await over(stream)
    expect(stream.words.at(-1)).not.toBe('ended')
    expect(countHearers()).toBe(0)
    startHub(process.env.DATABASE_URL ?? '')
  })
})
