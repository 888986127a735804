import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '@/lib/integrations/mastodon/fake/faults'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { PersonActor } from '@/lib/platform/access/access'
import { transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { close } from '@/lib/features/reports/commands'
import { openReef, type Reef } from '@/lib/testing/reef'
import { ask } from './commands'
import { sweepActsJob } from './jobs'
import { performAct, readBackAct } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(async () => {
  await reef.mend()
  reef.state.strikes.length = 0
  Object.assign(account(), { silencedAt: null, suspendedAt: null })
  await reef.db.account.updateMany({
    where: { remoteId: account().id },
    data: { isSilenced: false, isSuspended: false },
  })
})

const account = () => {
  const wren = reef.state.accounts[reef.people.wren.id]
  if (!wren) throw new Error('wren is gone')
  return wren
}
const ACTION = { method: 'POST', path: '/action$' }
const panel = {
  message: 'Please stop.',
  sendsMail: false,
  note: '',
  ground: { kind: 'rule', ruleIds: ['1'] },
  source: 'report',
} as const

/** Asks for an act on @wren; its job is not run yet. */
async function asked(kind: 'warn' | 'limit' | 'suspend', actor: PersonActor = reef.kofi) {
  const view = await reef.caseOf(reef.ines, 'wren')
  const { groupId } = await reef.command(actor, ask, { caseId: view.id, version: view.version, ...panel, kind })
  const act = await reef.db.act.findFirstOrThrow({ where: { groupId: groupId ?? '' } })
  return { id: act.id, now: () => reef.db.act.findUniqueOrThrow({ where: { id: act.id } }) }
}
const context = () => ({ db: reef.db, now: () => new Date() })
/** Every look that is set for later, at once. */
async function lookToTheEnd(actId: string): Promise<void> {
  for (let look = 1; look <= 4; look++) await readBackAct.run({ actId, look }, context())
}

describe('a call to which the instance says no', () => {
  it('because the person has lost the right meanwhile: nothing is called', async () => {
    const act = await asked('limit')
    const user = reef.state.accounts[reef.people.kofi.id]?.user
    if (user) user.roleId = ROLE_IDS.reportsOnly
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'noManageUsers', sentAt: null })
    expect((await reef.db.person.findUniqueOrThrow({ where: { id: reef.kofi.id } })).roleName).toBe('Reports')
    if (user) user.roleId = ROLE_IDS.moderator
    await reef.signIn(reef.people.kofi)
  })

  it('because the login was frozen meanwhile', async () => {
    const act = await asked('limit')
    const user = reef.state.accounts[reef.people.kofi.id]?.user
    if (user) user.disabled = true
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'loginDisabled', sentAt: null })
    if (user) user.disabled = false
  })

  it('because somebody else was faster there', async () => {
    const act = await asked('limit')
    account().silencedAt = new Date().toISOString()
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'alreadyDone', sentAt: null })
    expect(reef.state.strikes).toEqual([])
  })

  it('because somebody else had resolved it there: their name stays on it', async () => {
    const reports = Object.values(reef.state.reports).filter((one) => one.targetAccountId === reef.people.harl.id)
    const [first, ...others] = reports
    const view = await reef.caseOf(reef.kofi, 'harl')
    Object.assign(first ?? {}, { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: reef.people.sef.id })
    await reef.command(reef.kofi, close, { caseId: view.id, version: view.version })
    await reef.work()
    expect(first?.actionTakenByAccountId).toBe(reef.people.sef.id)
    expect(others.map((one) => one.actionTakenByAccountId)).toEqual(Array(2).fill(reef.people.kofi.id))
    const after = await reef.caseOf(reef.kofi, 'harl')
    expect(after.state).toBe('closed')
    expect(after.acts[0]).toMatchObject({ kind: 'resolve', count: 2, state: 'confirmed', failure: null })
  })

  it('because the person is gone', async () => {
    const act = await asked('suspend')
    const wren = account()
    Reflect.deleteProperty(reef.state.accounts, wren.id)
    await reef.work()
    reef.state.accounts[wren.id] = wren
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'notFound', sentAt: null })
  })

  it('because the token is dead: the sessions end with it', async () => {
    const sef = await reef.signIn(reef.people.sef)
    await reef.db.session.create({
      data: { tokenHash: 'sef', personId: sef.id, expiresAt: new Date(Date.now() + 3600_000), createdAt: new Date() },
    })
    const act = await asked('limit', sef)
    for (const token of reef.state.tokens) if (token.token === 'sef') token.revokedAt = new Date().toISOString()
    await reef.work()
    expect(await act.now()).toMatchObject({ state: 'failed', failure: 'tokenDead' })
    expect(await reef.db.session.count({ where: { personId: sef.id } })).toBe(0)
  })
})

describe('a process that slept between its word and its call', () => {
  it('does not call any more: it waits as if Mastodon had not answered, and is done once later', async () => {
    const act = await asked('limit')
    // Whatever is asked for the time after `sent` was written comes a minute later.
    const isSent = async () => (await act.now()).state === 'sent'
    let lateMs = 0
    const markedThenSlept = reef.db.$extends({
      query: {
        act: {
          async updateMany({ args, query }) {
            const done = await query(args)
            if (args.data.state === 'sent') lateMs = 60_000
            return done
          },
        },
      },
    }) as unknown as typeof reef.db
    const before = reef.state.log.length
    await performAct.run({ actId: act.id }, { db: markedThenSlept, now: () => new Date(Date.now() + lateMs) })
    expect([await isSent(), reef.state.log.length, reef.state.strikes]).toEqual([false, before, []])
    expect(await act.now()).toMatchObject({ state: 'asked', waitsFor: 'timeout', sentAt: null })
    await reef.db.act.updateMany({ where: { id: act.id }, data: { waitsUntil: null } })
    await performAct.run({ actId: act.id }, context())
    expect([(await act.now()).state, reef.state.strikes.length]).toEqual(['confirmed', 1])
  })
})

describe('a call of which nobody knows what became', () => {
  it.each<[string, Fault['kind']]>([
    ['the instance broke off before it acted', 'dropBefore'],
    ['a proxy answered that there is trouble', '5xx'],
    ['a page came where the answer belongs', 'html'],
    ['an answer came that is far too large', 'huge'],
  ])('%s: it is looked for, stays "not confirmed", and is never made again', async (_label, kind) => {
    reef.fake.setFault({ kind, match: ACTION, times: 1 })
    const act = await asked('limit')
    await reef.work()
    expect((await act.now()).state).toMatch(/^(sent|notConfirmed)$/)
    await lookToTheEnd(act.id)
    expect(await act.now()).toMatchObject({ state: 'notConfirmed', failure: null })
    await performAct.run({ actId: act.id }, context())
    await transaction(reef.db, (tx) => enqueue(tx, sweepActsJob, {}))
    await reef.work()
    expect([reef.state.strikes.length, account().silencedAt]).toEqual([0, null])
    await reef.db.act.update({ where: { id: act.id }, data: { state: 'cancelled' } })
  })

  it('a process died between writing "sent" and the call: it is looked for, and not made', async () => {
    const act = await asked('limit')
    const longAgo = new Date(Date.now() - 120_000)
    await reef.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
    await reef.db.act.update({ where: { id: act.id }, data: { state: 'sent', sentAt: longAgo } })
    await transaction(reef.db, (tx) => enqueue(tx, sweepActsJob, {}))
    await reef.work()
    await lookToTheEnd(act.id)
    expect(await act.now()).toMatchObject({ state: 'notConfirmed' })
    expect(reef.state.strikes).toEqual([])
    await reef.db.act.update({ where: { id: act.id }, data: { state: 'cancelled' } })
  })

  it('a process died before writing "sent": it is made, once', async () => {
    const act = await asked('warn')
    await reef.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
    await reef.db.act.update({ where: { id: act.id }, data: { askedAt: new Date(Date.now() - 120_000) } })
    await transaction(reef.db, (tx) => enqueue(tx, sweepActsJob, {}))
    await reef.work()
    expect(reef.state.strikes).toHaveLength(1)
  })
})

describe('a job that runs more than once', () => {
  it('calls once, though five run at the same moment', async () => {
    const act = await asked('warn')
    await Promise.all(Array.from({ length: 5 }, () => performAct.run({ actId: act.id }, context())))
    await performAct.run({ actId: act.id }, context())
    expect(reef.state.strikes).toHaveLength(1)
    expect((await act.now()).state).toMatch(/^(confirmed|notConfirmed)$/)
  })

  it('of an act that is nowhere does nothing', async () => {
    await performAct.run({ actId: crypto.randomUUID() }, context())
    await readBackAct.run({ actId: crypto.randomUUID(), look: 0 }, context())
  })

  it('is given identifiers, and nothing else', async () => {
    await expect(performAct.run({ actId: 'suspend everybody' }, context())).rejects.toThrow()
    await asked('warn')
    const rows = await reef.db.$queryRaw<{ payload: object }[]>`SELECT payload FROM graphile_worker._private_jobs`
    for (const { payload } of rows) expect(JSON.stringify(payload)).not.toContain('Please stop')
  })
})
