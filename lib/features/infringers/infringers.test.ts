import { beforeAll, describe, expect, it } from 'vitest'
import { countStrikes, voidStrikes } from '@/lib/features/strikes/commands'
import { DEFAULT_POLICY, strikesIn, pointsOf } from '@/lib/features/strikes/model'
import { parseDay } from '@/lib/platform/calendar/days'
import type { CommandContext } from '@/lib/platform/commands/define'
import { runCommand } from '@/lib/platform/commands/run'
import { newId } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { answer, appeal, confirm, decide, end, setPolicy } from './commands'
import { objectionToConfirm } from './model'
import { ending, list, person } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const DAY = 24 * 3600_000
const ago = (days: number) => new Date(Date.now() - days * DAY)

/** A valid notice about posts of an account, and what became of each. */
async function notice(accountId: string, days: number, items: object[] = [{}], more: object = {}): Promise<string> {
  const { db, instanceId } = reef
  const id = newId()
  await db.case.create({ data: { id, instanceId, kind: 'copyright', partyIds: [accountId], openedAt: ago(days) } })
  const at = { receivedAt: ago(days), recordedAt: ago(days) }
  await db.notice.create({
    data: {
      caseId: id,
      state: 'valid',
      ...at,
      channel: 'mail',
      zone: 'America/New_York',
      senderName: 'Ada Reed',
      items: {
        create: items.map((item, n) => ({
          id: newId(),
          number: n + 1,
          url: `https://reef.example/@x/${n}`,
          kind: 'post',
          state: 'disabled',
          isLocal: true,
          accountId,
          ...item,
        })),
      },
      ...more,
    },
  })
  return id
}

const inside = <T>(
  run: (context: CommandContext, row: { id: string; instanceId: string }) => Promise<T>,
  caseId: string,
) =>
  runCommand(
    {
      name: 'test.close',
      permission: 'notice.work',
      start: async () => async (context) =>
        run(context, await context.tx.case.findUniqueOrThrow({ where: { id: caseId } })),
    },
    { db: reef.db, actor: reef.kofi, now: new Date(), input: {} },
  )
const close = (caseId: string) => inside(countStrikes, caseId)
const pointsNow = async (accountId: string) => (await reef.query(reef.ines, person, { accountId })).points

describe('the ledger of strikes', () => {
  it('folds: one day is one strike, old ones count no more, the last line of an item decides', () => {
    const line = (itemId: string, day: string, kind = 'counted') => ({ itemId, caseId: itemId, kind, day })
    const lines = [
      line('a', '2025-11-26'),
      line('b', '2025-11-27'),
      line('c', '2026-05-01'),
      line('d', '2026-05-01'),
      line('e', '2026-06-01'),
      line('e', '2026-06-01', 'voided'),
    ]
    const strikes = strikesIn(lines, DEFAULT_POLICY, parseDay('2026-11-26') ?? 0)
    expect(strikes.map(({ day, items, counts }) => [day, items, counts])).toEqual([
      ['2025-11-26', 1, false],
      ['2025-11-27', 1, true],
      ['2026-05-01', 2, true],
    ])
    expect(pointsOf(strikes, { ...DEFAULT_POLICY, points: 2 })).toBe(4)
  })

  it('counts what was valid and not contested, of accounts of ours, once', async () => {
    const { osei } = reef.people
    const caseId = await notice(osei.id, 40, [
      {},
      { state: 'refused' },
      { state: 'alreadyGone' },
      { isLocal: false, accountId: '999' },
    ])
    expect(await close(caseId)).toEqual({ counted: 1, due: [] })
    expect(await close(caseId)).toEqual({ counted: 0, due: [] })
    await close(await notice(osei.id, 40))
    expect(await pointsNow(osei.id)).toBe(1)
    const counters = {
      create: {
        id: newId(),
        accountId: osei.id,
        state: 'forwarded',
        receivedAt: ago(20),
        recordedAt: ago(20),
        channel: 'form',
        elements: {},
      },
    }
    expect((await close(await notice(osei.id, 30, [{}], { counters }))).counted).toBe(0)
    expect((await close(await notice(osei.id, 30, [{}], { state: 'rejected' }))).counted).toBe(0)
    expect((await close(await notice(osei.id, 30, [{}], { state: 'retracted' }))).counted).toBe(0)
    const later = await notice(osei.id, 10)
    await close(later)
    expect(await pointsNow(osei.id)).toBe(2)
    expect(await inside((context, row) => voidStrikes(context, row, 'retracted'), later)).toEqual({ voided: 1 })
    expect(await inside((context, row) => voidStrikes(context, row, 'retracted'), later)).toEqual({ voided: 0 })
    expect(await pointsNow(osei.id)).toBe(1)
    await expect(reef.db.$executeRaw`UPDATE strike_entry SET day = '2020-01-01'`).rejects.toThrow(/append-only/)
  })
})

describe('a repeat infringer', () => {
  it('is decided about by a person, ended by two, and may appeal', async () => {
    const { wren, sef } = reef.people
    const ines = touched(reef.ines)
    const nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['owner'] as const })
    await reef.db.person.update({ where: { id: nadia.id }, data: { roles: ['owner'] } })
    const accountId = wren.id
    await expect(
      reef.command(ines, decide, { accountId, kind: 'none', reasons: 'x', points: 0 }),
    ).rejects.toMatchObject({
      code: 'strike.notDue',
    })
    let due: string[] = []
    for (const days of [30, 20, 10]) due = (await close(await notice(accountId, days))).due
    expect(due).toEqual([accountId])
    const { accounts } = await reef.query(reef.kofi, list, {})
    expect(accounts[0]).toMatchObject({ accountId, isDue: true, points: 3, actions: [] })
    await expect(
      reef.command(reef.kofi, decide, { accountId, kind: 'warn', reasons: 'x', points: 3 }),
    ).rejects.toMatchObject({
      code: 'notAllowed',
    })
    await expect(
      reef.command(ines, decide, { accountId, kind: 'warn', reasons: 'x', points: 2 }),
    ).rejects.toMatchObject({
      code: 'strike.stale',
    })
    const self = { ...ines, remoteId: accountId }
    await expect(
      reef.command(self, decide, { accountId, kind: 'warn', reasons: 'x', points: 3 }),
    ).rejects.toMatchObject({
      code: 'strike.own',
    })
    const letter = { template: 'D12', version: 1, channel: 'copied', subject: 'About your account', text: 'A warning.' }
    await reef.command(ines, decide, { accountId, kind: 'warn', reasons: 'Three in a month.', points: 3, letter })
    expect(await reef.db.letter.count({ where: { template: 'D12', accountId } })).toBe(1)

    const { id } = await reef.command(ines, decide, { accountId, kind: 'proposed', reasons: 'And went on.', points: 3 })
    await expect(reef.command(ines, confirm, { reviewId: id })).rejects.toMatchObject({ code: 'strike.samePerson' })
    await expect(reef.command(ines, end, { accountId })).rejects.toMatchObject({ code: 'strike.noDecision' })
    await reef.command(nadia, confirm, { reviewId: id })
    // What was decided is done where it was decided, after its consequences were shown.
    const { off, lines } = await reef.query(ines, ending, { accountId })
    expect([off, lines.length > 0]).toEqual([null, true])
    await reef.command(ines, end, { accountId })
    const act = await reef.db.act.findFirstOrThrow({ where: { targetId: accountId, kind: 'suspend' } })
    expect(act.ground).toMatchObject({ law: '17 USC 512(i)(1)(A)' })
    await reef.command(reef.kofi, appeal, { accountId, reasons: 'They were mine.' })
    await expect(reef.command(reef.kofi, appeal, { accountId, reasons: 'Again.' })).rejects.toMatchObject({
      code: 'strike.noDecision',
    })
    await reef.command(nadia, answer, { accountId, kind: 'overturned', reasons: 'They were.' })
    const seen = await reef.query(nadia, person, { accountId })
    expect(seen.points).toBe(0)
    expect(seen.reviews.map(({ kind, by }) => [kind, by])).toEqual([
      ['overturned', 'nadia'],
      ['appealed', 'kofi'],
      ['terminate', 'nadia'],
      ['proposed', 'ines'],
      ['warn', 'ines'],
    ])
    expect(seen.actions).toEqual([])
    void sef
  })

  it('may be ended by one who works alone, after a night', () => {
    const at = { isProposer: true, areOthers: false, proposedAt: ago(2), now: ago(2) }
    expect(objectionToConfirm(at)).toBe('strike.tooSoon')
    expect(objectionToConfirm({ ...at, now: ago(0) })).toBeNull()
    expect(objectionToConfirm({ ...at, now: ago(0), areOthers: true })).toBe('strike.samePerson')
  })

  it('is judged by the policy in force; the old versions stay', async () => {
    const policy = {
      points: 1,
      decayMonths: 6,
      threshold: 2,
      toldAt: 'https://reef.example/about',
      why: 'Counsel says so',
    }
    await reef.command(reef.ines, setPolicy, { ...policy, after: 1 })
    await expect(reef.command(reef.ines, setPolicy, { ...policy, after: 1 })).rejects.toMatchObject({
      code: 'strike.stale',
    })
    const view = await reef.query(reef.ines, list, {})
    expect(view.policies.map(({ number, threshold }) => [number, threshold])).toEqual([
      [2, 2],
      [1, 3],
    ])
  })
})
