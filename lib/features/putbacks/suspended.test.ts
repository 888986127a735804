import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { one as dmcaCase } from '@/lib/features/dmca/queries'
import { retract } from '@/lib/features/following/commands'
import { openNotice } from '@/lib/features/notices/commands'
import { decide as decideItems } from '@/lib/features/takedowns/commands'
import { decide, judge } from '@/lib/features/triage/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { runCommand } from '@/lib/platform/commands/run'
import { openReef, type Reef } from '@/lib/testing/reef'
import { unsuspend } from './commands'
import { settle } from './outcomes'

let reef: Reef
let nadia: PersonActor
let caseId = ''
const token = randomBytes(32).toString('base64url')
const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const

/** A valid notice for which @wren was suspended a moment ago: nothing has looked at the address since. */
beforeAll(async () => {
  reef = await openReef()
  nadia = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
  await reef.db.report.updateMany({ data: { isResolved: true, resolvedAt: new Date() } })
  const open = defineCommand({
    name: 'test.open',
    permission: 'notice.work',
    input: z.object({}),
    run: (context) =>
      openNotice(context, {
        receivedAt: new Date(Date.now() - 3600_000).toISOString(),
        channel: 'form',
        sender: { name: 'Dana Marlow', principal: '', email: 'dana@marlow.example', phone: '', address: '' },
        works: ['Harbour, May'],
        urls: [{ url: 'https://reef.example/@wren/9', work: 0 }],
        elements: ELEMENTS.map((element) => ({ element, standing: 'found', quote: element, start: 0, end: 1 })),
        original: { entry: 'paste', text: 'Take it down.' },
        subject: '',
        isConfirmed: true,
        tokenHash: new Uint8Array(createHash('sha256').update(token).digest()),
        language: 'en',
      }),
  })
  ;({ caseId } = await reef.command(reef.kofi, open, {}))
  const elements = ELEMENTS.map((element) => ({ element, standing: 'there' }))
  await reef.command(nadia, judge, { ...(await ref()), elements })
  await reef.command(nadia, decide, { ...(await ref()), decision: { step: 'valid' } })
  const at = { accountId: reef.people.wren.id, isLocal: true, state: 'found' }
  await reef.db.noticeItem.updateMany({ where: { caseId }, data: at })
  await reef.db.case.update({ where: { id: caseId }, data: { partyIds: [reef.people.wren.id] } })
  const item = await reef.db.noticeItem.findFirstOrThrow({ where: { caseId } })
  const decision = { step: 'accountAct', fairUse: 'Whole' }
  await reef.command(reef.ines, decideItems, { ...(await ref()), itemIds: [item.id], decision })
  await reef.work(['acts.perform', 'acts.readBack'])
})

const ref = async () => {
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return { caseId, version }
}
const view = () => reef.query(reef.ines, dmcaCase, { caseId })
const itemState = async () => (await reef.db.noticeItem.findFirstOrThrow({ where: { caseId } })).state
const look = () =>
  runCommand(settle, {
    db: reef.db,
    actor: { kind: 'system', name: 'copyright' },
    now: new Date(),
    input: { caseId },
  })

describe('a notice that is taken back while somebody is suspended for it', () => {
  it('leaves the suspension as a step with a clock, and does not close', async () => {
    expect(reef.state.accounts[reef.people.wren.id]?.suspendedAt).toBeTruthy()
    const stranger = { kind: 'public', address: '203.0.113.9' } as const
    const input = { token, isSure: true, more: '' }
    await runCommand(retract, { db: reef.db, actor: stranger, now: new Date(), input })
    await look()
    const now = await view()
    expect(await itemState()).toBe('disabled')
    expect(now.suspended).toEqual([{ accountId: reef.people.wren.id, handle: '@wren', isAsked: false }])
    expect(now.barriers.close).toBe('notice.notRestored')
    expect(now.clocks.filter((clock) => clock.name === 'dmca.restore').map((clock) => clock.state)).toEqual(['running'])
  })

  it('is over when the suspension was lifted under somebody’s name, and the person is owed a word', async () => {
    const input = { ...(await ref()), accountId: reef.people.wren.id }
    await reef.command(reef.ines, unsuspend, input)
    await reef.work(['acts.perform', 'acts.readBack'])
    await look()
    const now = await view()
    expect(await itemState()).toBe('restored')
    expect(now.suspended).toEqual([])
    expect(now.due.map(({ template, accountId }) => [template, accountId])).toContainEqual(['D10', reef.people.wren.id])
    expect(now.clocks.find((clock) => clock.name === 'dmca.restore')?.state).toBe('met')
  })
})
