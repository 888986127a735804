import { beforeAll, describe, expect, it } from 'vitest'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { stop } from '@/lib/features/safety/commands'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { openReef, type Reef } from '@/lib/testing/reef'
import { readStep } from '@/lib/testing/mirror'
import { ask, undo } from './commands'
import { preview } from './queries'
import type { AccountAct } from './schema'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const refOf = (view: CaseView) => ({ caseId: view.id, version: view.version })
const panel = { message: 'Please stop.', sendsMail: false, note: 'Third time.', source: 'report' }
const ground = { kind: 'law', law: 'Art. 6 DSA', why: 'Threats' }
type Name = keyof Reef['people']
const account = (name: Name) => reef.state.accounts[reef.people[name].id]
const giveRole = (name: Name, roleId: string) => {
  const user = account(name)?.user
  if (user) user.roleId = roleId
}
const strikesOn = (name: Name) =>
  reef.state.strikes.filter((strike) => strike.targetAccountId === reef.people[name].id).length
const logOn = (name: Name, action: string) =>
  reef.state.log.filter((entry) => entry.action === action && entry.target.id === reef.people[name].id).length
const press = async (name: Name, kind: AccountAct, more: object = {}) =>
  reef.command(reef.kofi, ask, { ...refOf(await reef.caseOf(reef.kofi, name)), ...panel, kind, ground, ...more })
const lastOn = async (name: Name) => (await reef.caseOf(reef.kofi, name)).acts[0]
const whyOff = async (name: Name, kind: string) =>
  (await reef.caseOf(reef.kofi, name)).actions.find((action) => action.name === kind)?.why

describe('freezing and marking', () => {
  const pairs = [
    ['freeze', 'unfreeze', 'frozen', 'disable', 'enable', 'alreadyFrozen', 'notFrozen'],
    ['markSensitive', 'unmarkSensitive', 'sensitive', 'sensitive', 'unsensitive', 'alreadySensitive', 'notSensitive'],
  ] as const
  it.each(pairs)(
    '%s is done, read back, undone by one key and by %s',
    async (kind, opposite, mark, did, undid, already, not) => {
      expect(await whyOff('harl', opposite)).toBe(not)
      const { groupId } = await press('harl', kind, { territory: ['DE', 'EU'] })
      await reef.work()
      let view = await reef.caseOf(reef.kofi, 'harl')
      expect(view.person.marks).toContain(mark)
      expect(view.acts[0]).toMatchObject({ kind, state: 'confirmed', isUndoable: true, territory: ['DE', 'EU'] })
      expect(logOn('harl', did)).toBe(1)
      expect(JSON.stringify(reef.state)).not.toContain('Third time.')
      expect(await whyOff('harl', kind)).toBe(already)
      await reef.command(reef.kofi, undo, { ...refOf(view), groupId })
      await reef.work()
      view = await reef.caseOf(reef.kofi, 'harl')
      expect(view.person.marks).not.toContain(mark)
      expect(view.acts[0]).toMatchObject({ kind: opposite, state: 'confirmed', isUndoable: false })
      await press('harl', kind)
      await reef.work()
      await press('harl', opposite, { ground: null })
      await reef.work()
      expect(await lastOn('harl')).toMatchObject({ kind: opposite, state: 'confirmed' })
      expect(logOn('harl', undid)).toBe(2)
    },
  )

  it('stores by whom it was decided and where it holds', async () => {
    const acts = await reef.db.act.findMany({ where: { kind: 'freeze' }, orderBy: { askedAt: 'asc' } })
    expect(acts[0]).toMatchObject({ automation: 'human', territory: ['DE', 'EU'], durationDays: null, endsAt: null })
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'acts.ask' },
      include: { values: true },
      orderBy: { recordedAt: 'asc' },
    })
    const values = Object.fromEntries(row.values.map(({ field, value }) => [field, JSON.parse(value)]))
    expect(values).toMatchObject({ automation: 'human', territory: ['DE', 'EU'], endsAt: null, keeps: false })
  })

  it('needs a ground, and cannot freeze who signs in elsewhere', async () => {
    await expect(press('mira', 'freeze', { ground: null })).rejects.toMatchObject({ code: 'act.noGround' })
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.gull.id } })
    const view = await reef.query(reef.kofi, reportCase, { caseId: row.id })
    const off = { code: 'act.off', values: { why: 'signsInElsewhere' } }
    await expect(
      reef.command(reef.kofi, ask, { ...refOf(view), ...panel, kind: 'freeze', ground }),
    ).rejects.toMatchObject(off)
    const shown = await reef.query(reef.kofi, preview, { caseId: row.id, kind: 'freeze' })
    expect(shown).toMatchObject({ off: 'signsInElsewhere', mayEnd: true, mail: { isPossible: false } })
  })

  it.each(['freeze', 'markSensitive'] as const)(
    '%s whose reply was lost is read back and not sent twice',
    async (kind) => {
      const before = strikesOn('mira')
      reef.fake.setFault({ kind: 'dropAfter', match: { method: 'POST', path: '/action$' }, times: 1 })
      await press('mira', kind)
      await reef.work()
      expect(await lastOn('mira')).toMatchObject({ kind, state: 'confirmed' })
      expect(strikesOn('mira')).toBe(before + 1)
    },
  )
})

describe('what a role may do', () => {
  // The mirror and the person's page read the account anew; here a step of the mirror stands for both.
  it('is refused before the call where it is certain: the same role, an administrator', async () => {
    giveRole('wren', ROLE_IDS.moderator)
    await readStep(reef)
    expect(await whyOff('wren', 'limit')).toBe('sameRole')
    expect(await whyOff('wren', 'warn')).toBeNull()
    giveRole('wren', ROLE_IDS.owner)
    await readStep(reef)
    expect(await whyOff('wren', 'suspend')).toBe('higherRole')
    await expect(press('wren', 'freeze')).rejects.toMatchObject({ code: 'act.off', values: { why: 'higherRole' } })
    expect(strikesOn('wren')).toBe(0)
  })

  it('is warned of where it is not certain, and understood when Mastodon refuses', async () => {
    const high = { id: '9', name: 'Elder', permissions: '16', position: 50, color: '', highlighted: false }
    reef.state.roles.push(high)
    giveRole('wren', high.id)
    await readStep(reef)
    const view = await reef.caseOf(reef.kofi, 'wren')
    const shown = await reef.query(reef.kofi, preview, { caseId: view.id, kind: 'limit' })
    expect(shown.lines[0]).toEqual({ code: 'mayBeHigher', values: { role: 'Elder' } })
    await press('wren', 'limit')
    await reef.work()
    expect(await lastOn('wren')).toMatchObject({ state: 'failed', failure: 'roleTooHigh' })
    expect(account('wren')?.silencedAt).toBeNull()
  })
})

/** Takes the role away between the look before the call and Mastodon's own. */
async function untilSent(): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const act = await reef.db.act.findFirst({ where: { kind: 'limit', state: 'sent' } })
    if (act) {
      giveRole('kofi', ROLE_IDS.reportsOnly)
      return true
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

describe('what happens elsewhere in mid-act', () => {
  it('a role lost before the call: nothing is sent', async () => {
    await press('mira', 'limit')
    giveRole('kofi', ROLE_IDS.reportsOnly)
    await reef.work()
    expect(account('mira')?.silencedAt).toBeNull()
    const act = await reef.db.act.findFirstOrThrow({ where: { kind: 'limit' }, orderBy: { askedAt: 'desc' } })
    expect(act).toMatchObject({ state: 'failed', failure: 'noManageUsers', sentAt: null })
    giveRole('kofi', ROLE_IDS.moderator)
  })

  it('a role lost during the call: Mastodon refuses, and it is said why', async () => {
    reef.fake.setFault({ kind: 'slow', ms: 600, match: { method: 'POST', path: '/action$' }, times: 1 })
    await press('mira', 'limit')
    const [sent] = await Promise.all([untilSent(), reef.work()])
    expect(sent).toBe(true)
    expect(account('mira')?.silencedAt).toBeNull()
    const act = await reef.db.act.findFirstOrThrow({ where: { kind: 'limit' }, orderBy: { askedAt: 'desc' } })
    expect(act).toMatchObject({ state: 'failed', failure: 'permissionMissing' })
    giveRole('kofi', ROLE_IDS.moderator)
  })

  it('a person suspended meanwhile is not limited, and not suspended twice', async () => {
    await press('mira', 'limit')
    Object.assign(account('mira') ?? {}, { suspendedAt: new Date().toISOString(), suspensionOrigin: 'local' })
    await reef.work()
    expect(await lastOn('mira')).toMatchObject({ kind: 'limit', state: 'failed', failure: 'alreadySuspended' })
    await press('mira', 'unsuspend', { ground: null })
    await reef.work()
    expect(await lastOn('mira')).toMatchObject({ kind: 'unsuspend', state: 'confirmed' })
    await press('mira', 'suspend')
    Object.assign(account('mira') ?? {}, { suspendedAt: new Date().toISOString(), suspensionOrigin: 'remote' })
    await reef.work()
    expect(await lastOn('mira')).toMatchObject({ kind: 'suspend', state: 'failed', failure: 'alreadyDone' })
    await press('mira', 'unsuspend', { ground: null })
    await reef.work()
    expect(await lastOn('mira')).toMatchObject({ kind: 'unsuspend', state: 'failed', failure: 'notSuspendedHere' })
  })

  it('a stopped case sends nothing that was asked for', async () => {
    const before = reef.state.log.length
    const view = await reef.caseOf(reef.kofi, 'harl')
    await press('harl', 'freeze')
    await reef.command(reef.kofi, stop, { caseId: view.id, reportId: null, postId: null })
    await reef.work()
    expect(reef.state.log.length).toBe(before)
    const acts = await reef.db.act.findMany({ where: { caseId: view.id }, orderBy: { askedAt: 'desc' }, take: 1 })
    expect(acts[0]).toMatchObject({ kind: 'freeze', state: 'cancelled', sentAt: null })
  })
})
