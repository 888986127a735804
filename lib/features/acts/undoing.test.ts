import { beforeAll, expect, it } from 'vitest'
import { claim, close } from '@/lib/features/reports/commands'
import { setPatience } from '@/lib/features/staff/commands'
import { openReef, type Reef } from '@/lib/testing/reef'
import { change } from '@/lib/features/ends/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import { ask, undo } from './commands'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

it('happens once: what was undone is not undone again, and says so', async () => {
  const before = await reef.caseOf(reef.kofi, 'wren')
  const closed = await reef.command(reef.kofi, close, { caseId: before.id, version: before.version, note: '' })
  await reef.work()
  const view = await reef.caseOf(reef.kofi, 'wren')
  expect(view.acts[0]).toMatchObject({ kind: 'resolve', state: 'confirmed', isUndoable: true })
  await reef.command(reef.kofi, undo, { caseId: view.id, version: view.version, groupId: closed.groupId })
  await reef.work()
  const after = await reef.caseOf(reef.kofi, 'wren')
  expect(after.acts.find((act) => act.groupId === closed.groupId)).toMatchObject({ isUndoable: false })
  const again = reef.command(reef.kofi, undo, { caseId: view.id, version: after.version, groupId: closed.groupId })
  await expect(again).rejects.toMatchObject({ code: 'act.off', values: { why: 'notUndoable' } })
})

it('may be tried again when it failed', async () => {
  const before = await reef.caseOf(reef.kofi, 'mira')
  const closed = await reef.command(reef.kofi, close, { caseId: before.id, version: before.version, note: '' })
  await reef.work()
  const view = await reef.caseOf(reef.kofi, 'mira')
  await reef.command(reef.kofi, setPatience, { actsWait: false })
  reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' }, times: 1 })
  await reef.command(reef.kofi, undo, { caseId: view.id, version: view.version, groupId: closed.groupId })
  await reef.work()
  const failed = await reef.caseOf(reef.kofi, 'mira')
  expect(failed.acts[0]).toMatchObject({ kind: 'reopen', state: 'failed' })
  await reef.mend()
  await reef.command(reef.kofi, undo, { caseId: view.id, version: failed.version, groupId: closed.groupId })
  await reef.work()
  expect((await reef.caseOf(reef.kofi, 'mira')).state).toBe('open')
})

it('waits for an act that is on its way in the moment in which the key is pressed', async () => {
  const before = await reef.caseOf(reef.kofi, 'harl')
  const claimed = await reef.command(reef.kofi, claim, { caseId: before.id, version: before.version })
  await reef.db.act.updateMany({
    where: { groupId: claimed.groupId ?? '' },
    data: { state: 'sent', sentAt: new Date() },
  })
  const pressed = reef.command(reef.kofi, undo, {
    caseId: before.id,
    version: claimed.version,
    groupId: claimed.groupId,
  })
  await reef.db.act.updateMany({
    where: { groupId: claimed.groupId ?? '' },
    data: { state: 'confirmed', settledAt: new Date() },
  })
  expect((await pressed).groupId).not.toBeNull()
  expect((await reef.caseOf(reef.kofi, 'harl')).owner).toBeNull()
})

it('gives a case back only from whoever has it', async () => {
  await reef.work()
  const before = await reef.caseOf(reef.kofi, 'harl')
  const claimed = await reef.command(reef.kofi, claim, { caseId: before.id, version: before.version })
  await reef.work()
  const taken = await reef.caseOf(reef.ines, 'harl')
  await reef.command(reef.ines, claim, { caseId: taken.id, version: taken.version, takesOver: true })
  await reef.work()
  const now = await reef.caseOf(reef.kofi, 'harl')
  const back = reef.command(reef.kofi, undo, { caseId: now.id, version: now.version, groupId: claimed.groupId })
  await expect(back).rejects.toMatchObject({ code: 'act.off', values: { why: 'ownedByOther' } })
  await reef.work()
  expect((await reef.caseOf(reef.ines, 'harl')).owner).toMatchObject({ name: 'ines' })
  const assigned = Object.values(reef.state.reports).filter((report) => report.targetAccountId === reef.people.harl.id)
  expect(new Set(assigned.map((report) => report.assignedAccountId))).toEqual(new Set([reef.people.ines.id]))
})

it('asks of whoever undoes what it asks of whoever does the opposite', async () => {
  const lena = await reef.signIn(reef.people.lena)
  const before = await reef.caseOf(reef.kofi, 'wren')
  const panel = { message: '', sendsMail: false, note: '', source: 'report', ground: { kind: 'rule', ruleIds: ['1'] } }
  const limit = { ...panel, caseId: before.id, version: before.version, kind: 'limit', end: { kind: 'days', days: 7 } }
  const { groupId } = await reef.command(reef.kofi, ask, limit)
  const seenBy = async (actor: typeof lena) => {
    const { version, acts } = await reef.query(actor, reportCase, { caseId: before.id })
    const isUndoable = acts.find((act) => act.groupId === groupId)?.isUndoable
    return { ref: { caseId: before.id, version, groupId }, isUndoable }
  }
  const off = { code: 'act.off', values: { why: 'noManageUsers' } }
  // Neither while it waits nor when it is done, and she sets no day for it either.
  for (const isDone of [false, true]) {
    if (isDone) await reef.work()
    expect(await seenBy(reef.kofi)).toMatchObject({ isUndoable: true })
    const { ref, isUndoable } = await seenBy(lena)
    expect(isUndoable).toBe(false)
    await expect(reef.command(lena, undo, ref)).rejects.toMatchObject(off)
    await expect(reef.command(lena, change, { ...ref, end: { kind: 'days', days: 1 } })).rejects.toMatchObject(off)
  }
  await reef.command(reef.ines, undo, (await seenBy(reef.ines)).ref)
  await reef.work()
  expect(reef.state.accounts[reef.people.wren.id]?.silencedAt).toBeNull()
})
