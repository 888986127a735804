import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { list as queue } from '@/lib/features/queue/queries'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Fault } from '@/lib/integrations/mastodon/fake/faults'
import { sql } from '@/lib/platform/db/client'
import { nextStepAt, readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { connected } from '@/lib/testing/chain'
import { serve } from '@/lib/testing/loopback'
import { scriptedMastodon } from '@/lib/testing/scripted-mastodon'
import { LEASE_MS } from './model'
import { syncOf } from './queries'
import { leaseMirror } from './store'
import { readMirror } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(() => reef.mend())

const REPORTS = { method: 'GET', path: '/admin/reports' }
const failure = async () => (await syncOf(reef.db, reef.kofi)).failure
const asOf = async () => (await syncOf(reef.db, reef.kofi)).asOf
const people = async () => (await reef.query(reef.kofi, queue, {})).people
const later = (ms: number) => new Date(Date.now() + ms)

describe('while Mastodon is in trouble', () => {
  it.each<[string, Fault['kind'], string]>([
    ['a temporary problem', '5xx', 'temporary'],
    ['a page of some wall in front of it', 'html', 'notMastodon'],
    ['an answer of twelve megabytes', 'huge', 'tooLarge'],
    ['a connection that breaks off', 'dropBefore', 'dropped'],
    ['a limit that was reached', '429', 'rateLimited'],
  ])('%s is told, the queue stays whole and nothing moves on', async (_label, kind, told) => {
    const [count, seen] = [await people(), await asOf()]
    const place = await reef.db.mirrorState.findFirstOrThrow()
    reef.fake.setFault({ kind, match: REPORTS })
    await readStep(reef)
    expect([await failure(), await people(), await asOf()]).toEqual([told, count, seen])
    const after = await reef.db.mirrorState.findFirstOrThrow()
    expect([after.newestId, after.sweepMaxId, after.leasedUntil]).toEqual([place.newestId, place.sweepMaxId, null])
    await reef.mend()
    await readStep(reef)
    expect(await failure()).toBeNull()
    expect(await asOf()).not.toBe(seen)
  })

  it('a limit is waited for until it is lifted, as the server says', async () => {
    const askedAt = Date.now()
    reef.fake.setFault({ kind: '429', match: REPORTS, times: 1 })
    await readStep(reef)
    // The fake lifts it two seconds after the call.
    const waits = (await nextStepAt(reef))?.getTime() ?? 0
    expect(waits).toBeGreaterThanOrEqual(askedAt + 2000)
    expect(waits).toBeLessThan(Date.now() + 10_000)
  })

  it('a server that does not say is asked again after half a minute', async () => {
    const askedAt = Date.now()
    reef.fake.setFault({ kind: '5xx', match: REPORTS, times: 1 })
    await readStep(reef)
    expect((await nextStepAt(reef))?.getTime()).toBeGreaterThanOrEqual(askedAt + 30_000)
  })

  it('what came in meanwhile is found afterwards', async () => {
    const count = await people()
    reef.fake.setFault({ kind: '5xx', match: REPORTS, times: 2 })
    addReport(reef.state, {
      accountId: reef.people.mira.id,
      targetAccountId: reef.people.nadia.id,
      createdAt: new Date(),
    })
    for (let n = 0; n < 3; n++) await readStep(reef)
    expect(await people()).toBe(count + 1)
  })
})

describe('the first reading', () => {
  it('takes several pages in a step, and goes on from the last one that was written', async () => {
    for (let n = 0; n < 90; n++)
      addReport(reef.state, {
        accountId: reef.people.mira.id,
        targetAccountId: reef.people.nadia.id,
        createdAt: new Date(),
      })
    const open = Object.values(reef.state.reports).filter((report) => !report.actionTakenAt).length
    await reef.db.mirrorState.updateMany({ data: { backfillDone: false, backfillMaxId: null, reportsRead: 0 } })
    await readStep(reef)
    expect(await read()).toEqual([10, false])
    reef.fake.setFault({ kind: '5xx', match: REPORTS, after: 2, times: 1 })
    await readStep(reef)
    const [reached] = await read()
    expect([reached > 30 && reached < open, await failure()]).toEqual([true, 'temporary'])
    await readStep(reef)
    expect([await read(), await failure()]).toEqual([[open, true], null])
  })
  const read = async () => {
    const { reportsRead, backfillDone } = await reef.db.mirrorState.findFirstOrThrow()
    return [reportsRead, backfillDone] as const
  }
})

describe('a step that another process is at', () => {
  it('is kept as long as it goes on, however many reports it has to ask for one by one', async () => {
    const clock = { now: Date.now() }
    const rivals: boolean[] = []
    // Nothing is open any more: each report that was is asked for by itself, and every answer takes most of a minute.
    const port = await serve((request, response) => {
      clock.now += 50_000
      const isList = request.url?.startsWith('/api/v1/admin/reports?') ?? false
      leaseMirror(reef.db, reef.instanceId, new Date(clock.now), LEASE_MS).then(
        (lease) => {
          rivals.push(lease !== null)
          response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' })
          response.end(isList ? '[]' : '{"error":"Record not found"}')
        },
        () => response.destroy(),
      )
    })
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin: `http://127.0.0.1:${port}` } })
    await readMirror.run({ instanceId: reef.instanceId }, { db: reef.db, now: () => new Date(clock.now) })
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin: reef.fake.origin } })
    expect(rivals.length).toBeGreaterThan(5)
    expect(rivals).not.toContain(true)
  })

  it('is left to it until its time has run out; then it is taken over', async () => {
    const { origin, seen } = await scriptedMastodon({ 'GET /api/v1/admin/reports': { json: [] } })
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin } })
    try {
      await reef.db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs`)
      expect(await leaseMirror(reef.db, reef.instanceId, new Date(), LEASE_MS)).not.toBeNull()
      await Promise.all([readStep(reef), readStep(reef), readStep(reef, later(LEASE_MS - 5000))])
      expect(seen).toEqual([])
      const { leasedUntil } = await reef.db.mirrorState.findFirstOrThrow()
      expect(await nextStepAt(reef)).toEqual(leasedUntil)
      await readStep(reef, later(LEASE_MS + 1000))
      expect(seen.length).toBeGreaterThan(0)
      expect((await reef.db.mirrorState.findFirstOrThrow()).leasedUntil).toBeNull()
    } finally {
      await reef.db.instance.update({ where: { id: reef.instanceId }, data: { origin: reef.fake.origin } })
    }
  })

  it('is given back when a fault of ours ends it', async () => {
    const owner = await connected(reef.ownerUrl)
    await owner.query('ALTER TABLE report ADD CONSTRAINT refuses CHECK (false) NOT VALID')
    try {
      await expect(readStep(reef)).rejects.toThrow()
      expect((await reef.db.mirrorState.findFirstOrThrow()).leasedUntil).toBeNull()
    } finally {
      await owner.query('ALTER TABLE report DROP CONSTRAINT refuses')
    }
    await readStep(reef)
    expect(await failure()).toBeNull()
  })

  it('is begun by one of ten that ask at the same moment', async () => {
    const now = new Date()
    const asked = Array.from({ length: 10 }, () => leaseMirror(reef.db, reef.instanceId, now, 60_000))
    expect((await Promise.all(asked)).filter((lease) => lease !== null)).toHaveLength(1)
    await reef.db.mirrorState.updateMany({ data: { leasedUntil: null } })
  })

  it('is begun by nobody for an instance that is no longer connected', async () => {
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { state: 'archived' } })
    expect(await leaseMirror(reef.db, reef.instanceId, new Date(), 60_000)).toBeNull()
    await reef.db.instance.update({ where: { id: reef.instanceId }, data: { state: 'connected' } })
  })
})

describe('the person whose token reads', () => {
  const reader = async () => {
    const { readerPersonId } = await reef.db.instance.findUniqueOrThrow({ where: { id: reef.instanceId } })
    return [reef.ines, reef.kofi].find((person) => person.id === readerPersonId)?.name ?? null
  }
  const revoke = (name: string) => {
    for (const token of reef.state.tokens) if (token.token === name) token.revokedAt = new Date().toISOString()
  }

  it('is followed by another owner when Mastodon no longer knows the token; the sessions of the first end', async () => {
    expect(await reader()).toBe('ines')
    await reef.db.person.update({ where: { id: reef.kofi.id }, data: { roles: ['owner'] } })
    const session = { personId: reef.ines.id, expiresAt: later(3600_000), createdAt: new Date() }
    await reef.db.session.create({ data: { tokenHash: 'one', ...session } })
    revoke('ines')
    await readStep(reef)
    expect(await reader()).toBe('kofi')
    expect(await reef.db.session.count({ where: { personId: reef.ines.id } })).toBe(0)
    const noted = await reef.db.auditRow.findMany({
      where: { command: 'staff.noteDeadToken' },
      include: { values: true },
    })
    expect(noted.map((row) => row.values.find((value) => value.field === 'person')?.value)).toEqual(['"ines"'])
    await readStep(reef)
    expect(await failure()).toBeNull()
  })

  it('who lost the right to read reports is told of, in words', async () => {
    const kofi = reef.state.accounts[reef.people.kofi.id]
    const roleId = kofi?.user?.roleId
    if (kofi?.user) kofi.user.roleId = null
    await readStep(reef)
    expect(await failure()).toBe('permissionMissing')
    if (kofi?.user) kofi.user.roleId = roleId ?? null
  })

  it('may be nobody: then that is what is told, until the owner signs in', async () => {
    revoke('kofi')
    await readStep(reef)
    await readStep(reef)
    expect(await failure()).toBe('noReader')
    await reef.signIn(reef.people.sef)
    await readStep(reef)
    expect(await failure()).toBe('noReader')
    reef.state.tokens = reef.state.tokens.filter(({ token }) => token !== 'ines')
    await reef.signIn(reef.people.ines)
    await readStep(reef)
    expect([await failure(), await reader()]).toEqual([null, 'ines'])
  })
})
