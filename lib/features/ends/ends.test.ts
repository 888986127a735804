import { beforeAll, describe, expect, it } from 'vitest'
import { ask, undo } from '@/lib/features/acts/commands'
import type { CaseView } from '@/lib/features/reports/schema'
import { stop } from '@/lib/features/safety/commands'
import { noteDeadToken } from '@/lib/features/staff/commands'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { sql } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { change } from './commands'
import { endActs } from './workers'

let reef: Reef
let sef: PersonActor
beforeAll(async () => {
  reef = await openReef()
  sef = await reef.signIn(reef.people.sef)
})

type Name = keyof Reef['people']
const refOf = (view: CaseView) => ({ caseId: view.id, version: view.version })
const panel = { message: '', sendsMail: false, note: '', source: 'report', ground: { kind: 'rule', ruleIds: ['1'] } }
const press = async (name: Name, kind: string, more: object = {}, by = reef.kofi) =>
  reef.command(by, ask, { ...refOf(await reef.caseOf(reef.ines, name)), ...panel, kind, ...more })
const forDays = (n: number) => ({ end: { kind: 'days', days: n } })
const account = (name: Name) => reef.state.accounts[reef.people[name].id]
const log = (action: string) => reef.state.log.filter((entry) => entry.action === action)
const sweep = () => endActs.run({}, { db: reef.db, now: () => new Date() })
/** Lets days pass by bringing the ends nearer: what is done afterwards is done later than what was done before. */
async function daysPass(n: number): Promise<void> {
  await reef.db.$executeRaw(sql`UPDATE act SET ends_at = ends_at - make_interval(days => ${n}) WHERE ended_as IS NULL`)
  await sweep()
}
const endOf = async (name: Name, kind: string) =>
  (await reef.caseOf(reef.ines, name)).acts.find((act) => act.kind === kind)?.end

/** Limits somebody for a week under a name, and lets the week pass. */
async function limitForAWeek(name: Name, by = reef.kofi): Promise<void> {
  await press(name, 'limit', forDays(7), by)
  await reef.work()
}

describe('an act with an end', () => {
  it('may be a limit or a freeze, and must end ahead', async () => {
    const wrong = expect.objectContaining({ code: 'act.wrongEnd' })
    await expect(press('harl', 'suspend', forDays(7))).rejects.toEqual(wrong)
    await expect(press('harl', 'limit', { end: { kind: 'date', on: '2020-01-01' } })).rejects.toEqual(wrong)
    await expect(press('harl', 'limit', forDays(0))).rejects.toMatchObject({ code: 'badInput' })
  })

  it('stands on the case with its day, and holds until then', async () => {
    await limitForAWeek('harl')
    const { caseId, ...act } = await reef.db.act.findFirstOrThrow({ where: { kind: 'limit' } })
    expect(act).toMatchObject({ durationDays: 7, endedAs: null, automation: 'human' })
    expect(await endOf('harl', 'limit')).toEqual({ at: act.endsAt?.toISOString(), state: 'ahead', why: null })
    await daysPass(6)
    expect(await reef.db.act.count({ where: { caseId, kind: 'unlimit' } })).toBe(0)
  })

  it('is undone when the day has come, once, under the name of whoever set it', async () => {
    await Promise.all([daysPass(2), sweep(), sweep()])
    await sweep()
    await reef.work()
    expect(account('harl')?.silencedAt).toBeNull()
    expect(log('unsilence').map((entry) => entry.accountId)).toEqual([reef.people.kofi.id])
    expect(await endOf('harl', 'limit')).toMatchObject({ state: 'undone', why: null })
    const row = await reef.db.auditRow.findFirstOrThrow({ where: { command: 'ends.come' }, include: { values: true } })
    expect(row.actor).toBe('docket:ends')
    expect(row.values.find((value) => value.field === 'under')?.value).toBe('"kofi"')
  })

  it('counts no more once it was undone by hand, or asked for anew without an end', async () => {
    await limitForAWeek('harl')
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, undo, { ...refOf(view), groupId: view.acts[0]?.groupId })
    await reef.work()
    await press('harl', 'limit', {}, reef.ines)
    await reef.work()
    const before = log('unsilence').length
    await daysPass(8)
    await reef.work()
    expect(log('unsilence')).toHaveLength(before)
    expect(account('harl')?.silencedAt).toBeTruthy()
    const ended = await reef.db.act.findMany({
      where: { kind: 'limit', endsAt: { not: null } },
      orderBy: { askedAt: 'asc' },
    })
    expect(ended.map((act) => act.endedAs)).toEqual(['asked', 'superseded'])
  })

  it('that was off already when its end came is not undone twice', async () => {
    await press('harl', 'unlimit', { ground: null })
    await reef.work()
    await limitForAWeek('harl')
    Object.assign(account('harl') ?? {}, { silencedAt: null })
    const before = log('unsilence').length
    await daysPass(8)
    await reef.work()
    expect(log('unsilence')).toHaveLength(before)
    expect(await endOf('harl', 'limit')).toMatchObject({ state: 'undone' })
  })
})

describe('the end', () => {
  it('can be set anew or taken away, by anybody who acts, until it has come', async () => {
    await press('mira', 'freeze', forDays(3))
    await reef.work()
    const view = await reef.caseOf(reef.kofi, 'mira')
    const groupId = view.acts[0]?.groupId
    const moved = await reef.command(reef.ines, change, { ...refOf(view), groupId, end: { kind: 'days', days: 30 } })
    await daysPass(4)
    expect(await endOf('mira', 'freeze')).toMatchObject({ state: 'ahead' })
    const far = { kind: 'date', on: '2099-01-01' }
    const ref = { caseId: view.id, version: moved.version, groupId }
    await expect(reef.command(reef.ines, change, { ...ref, end: far })).rejects.toMatchObject({ code: 'act.wrongEnd' })
    await reef.command(reef.ines, change, { ...ref, end: null })
    await daysPass(300)
    expect(await endOf('mira', 'freeze')).toBeNull()
    expect(account('mira')?.user?.disabled).toBe(true)
  })

  it('of what has none to change is refused', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    const ended = view.acts.find((act) => act.kind === 'limit' && act.end?.state === 'undone')
    await expect(
      reef.command(reef.kofi, change, { ...refOf(view), groupId: ended?.groupId, end: null }),
    ).rejects.toMatchObject({ code: 'act.noEnd' })
  })
})

describe('an end that cannot be undone', () => {
  it('says so when the role was lost meanwhile, known here or only there', async () => {
    await limitForAWeek('wren', sef)
    const user = account('sef')?.user
    if (user) user.roleId = ROLE_IDS.reportsOnly
    await daysPass(8)
    await reef.work()
    expect(account('wren')?.silencedAt).toBeTruthy()
    expect(await endOf('wren', 'limit')).toMatchObject({ state: 'look', why: 'noManageUsers' })
    await press('wren', 'unlimit', { ground: null })
    await reef.work()
    expect(account('wren')?.silencedAt).toBeNull()
  })

  it('says so when the token is gone, and tries no other name', async () => {
    if (account('sef')?.user) Object.assign(account('sef')?.user ?? {}, { roleId: ROLE_IDS.moderator })
    sef = await reef.signIn(reef.people.sef)
    await limitForAWeek('wren', sef)
    const machine = { kind: 'system', name: 'test' } as const
    const input = { personId: sef.id }
    await runCommand(noteDeadToken, { db: reef.db, actor: machine, now: new Date(), input })
    await daysPass(8)
    await reef.work()
    expect(account('wren')?.silencedAt).toBeTruthy()
    expect(await endOf('wren', 'limit')).toMatchObject({ state: 'look', why: 'signInAgain' })
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'ends.come' },
      orderBy: { recordedAt: 'desc' },
    })
    expect(row.outcome).toBe('failed')
  })

  it('sends nothing about a person who was stopped', async () => {
    await press('wren', 'unlimit', { ground: null })
    await reef.work()
    await limitForAWeek('wren')
    const view = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, stop, { caseId: view.id, reportId: null, postId: null })
    const before = reef.state.log.length
    await daysPass(8)
    await reef.work()
    expect(reef.state.log).toHaveLength(before)
    const act = await reef.db.act.findFirstOrThrow({
      where: { caseId: view.id, kind: 'limit' },
      orderBy: { askedAt: 'desc' },
    })
    expect(act.endedAs).toBe('stopped')
  })
})
