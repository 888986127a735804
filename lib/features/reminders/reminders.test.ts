import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { open } from '@/lib/features/byhand/commands'
import { one as handCase } from '@/lib/features/byhand/queries'
import { enter } from '@/lib/features/deadlines/commands'
import { ofCase } from '@/lib/features/deadlines/queries'
import { renew, end as endFeed, setOwn } from '@/lib/features/feeds/commands'
import { feedFor, own } from '@/lib/features/feeds/queries'
import { runCommand } from '@/lib/platform/commands/run'
import { type Mailbox, openMailbox } from '@/lib/testing/mailbox'
import { openReef, type Reef } from '@/lib/testing/reef'
import { claim } from './commands'
import { sendReminderJob, wakeRemindersJob } from './jobs'
import { deputyLooksAt } from './model'
import { sendReminder, tellDeputy, wakeReminders } from './workers'

let reef: Reef
let box: Mailbox
beforeAll(async () => {
  box = await openMailbox()
  process.env.SMTP_URL = box.url
  process.env.SMTP_FROM = 'docket@reef.example'
  reef = await openReef()
  await reef.command(reef.kofi, setOwn, { zone: 'Asia/Kathmandu', address: 'kofi@reef.example' })
  await reef.command(reef.ines, setOwn, { zone: 'UTC', address: 'ines@reef.example' })
  afterAll(() => box.close())
})

const HOUR = 3600_000
const START = new Date('2026-11-20T09:00:00Z')
const later = (hours: number) => new Date(START.getTime() + hours * HOUR)
const TIDA = { clock: 'takeItDown.removal', zone: 'America/New_York' }

async function opened(by = reef.kofi): Promise<string> {
  const words = { kind: 'intimateImage', title: 'Zelda Quartz asks', channel: 'form', sender: 'Zelda Quartz' }
  const input = { ...words, receivedAt: START.toISOString(), clocks: [TIDA] }
  return (await runCommand(open, { db: reef.db, actor: by, now: START, input })).caseId
}

/** What the schedule does at an instant, and the mails that it leads to. */
async function wake(at: Date): Promise<string[]> {
  const before = box.mails.length
  const context = { db: reef.db, now: () => at }
  await wakeReminders.run({}, context)
  const waiting = await reef.db.reminder.findMany({ where: { triedAt: null, failure: null }, orderBy: { id: 'asc' } })
  for (const { id } of waiting) await sendReminder.run({ reminderId: id }, context)
  return box.mails.slice(before)
}
const clockIn = async (caseId: string): Promise<string> =>
  (await reef.db.clock.findFirstOrThrow({ where: { caseId } })).id
const toOf = (mails: string[]) => mails.map((mail) => (/^To: (.*)$/m.exec(mail)?.[1] ?? '').trim()).toSorted()
const plain = (mail: string) =>
  mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))

describe('reminders', () => {
  it('are jobs that the registry knows', async () => {
    const { workers, SCHEDULE } = await import('@/lib/registry')
    expect(workers.map(({ job }) => job)).toEqual(expect.arrayContaining([wakeRemindersJob.name, sendReminderJob.name]))
    expect(SCHEDULE.map(({ job }) => job.name)).toContain(wakeRemindersJob.name)
  })

  it('go out at half the time to all with the role, then before, at and after, once each', async () => {
    const caseId = await opened()
    expect(await wake(later(3))).toEqual([])
    // The operator's target of four hours.
    expect(toOf(await wake(later(4)))).toEqual(['ines@reef.example', 'kofi@reef.example'])
    const half = await wake(later(24))
    expect(toOf(half)).toEqual(['ines@reef.example', 'kofi@reef.example'])
    expect(await wake(later(24))).toEqual([])
    const before = await wake(later(36))
    expect(toOf(before)).toEqual(['kofi@reef.example'])
    expect(toOf(await wake(later(48)))).toHaveLength(2)
    expect(toOf(await wake(later(49)))).toHaveLength(2)
    expect(await wake(later(200))).toEqual([])
    const [mail = ''] = before.map(plain)
    expect(mail).toContain('act by 22 Nov 2026, 04:00')
    expect(mail).toContain('22 Nov 2026, 14:45')
    expect(mail).toContain(`/cases/${caseId}`)
    // Nothing of anybody.
    expect(mail).not.toContain('Zelda')
  })

  it('say nothing of a clock that was met meanwhile, or of a moment long ago', async () => {
    const caseId = await opened()
    const { version, clocks } = await reef.query(reef.kofi, ofCase, { caseId })
    await wakeReminders.run({}, { db: reef.db, now: () => later(4) })
    const entry = { kind: 'met', at: later(4).toISOString() }
    await runCommand(enter, {
      db: reef.db,
      actor: reef.kofi,
      now: later(5),
      input: { caseId, version, clockId: clocks[0]?.id, entry },
    })
    expect(await wake(later(24))).toEqual([])
    await opened()
    // The console was down for a week: the page says it; nobody is woken for each moment that was missed.
    expect(await wake(later(24 * 7))).toEqual([])
  })

  it('are never sent twice, whatever dies or fails', async () => {
    const context = { db: reef.db, now: () => later(24) }
    const waiting = async () => {
      const caseId = await opened()
      await wakeReminders.run({}, context)
      const rows = await reef.db.reminder.findMany({ where: { clockId: await clockIn(caseId) } })
      return rows.map(({ id }) => id)
    }
    const [first, second] = await waiting()
    const count = box.mails.length
    // The process died after the claim and before the mail.
    const machine = { kind: 'system', name: 'reminders' } as const
    await runCommand(claim, { db: reef.db, actor: machine, now: later(24), input: { reminderId: first } })
    await sendReminder.run({ reminderId: first }, context)
    expect(box.mails).toHaveLength(count)
    // Two processes take the same job.
    const twice = { reminderId: second }
    await Promise.all([sendReminder.run(twice, context), sendReminder.run(twice, context)])
    expect(box.mails).toHaveLength(count + 1)
    // The server took the mail and its word was lost; then it refuses one.
    const [lost, refused] = await waiting()
    box.set('dropAfter')
    await sendReminder.run({ reminderId: lost }, context)
    await sendReminder.run({ reminderId: lost }, context)
    expect(box.mails).toHaveLength(count + 2)
    box.set('refuse')
    await sendReminder.run({ reminderId: refused }, context)
    box.set('take')
    const settled = await reef.db.reminder.findMany({
      where: { id: { in: [lost ?? '', refused ?? ''] } },
      orderBy: { failure: 'asc' },
    })
    expect(settled.map(({ failure, sentAt }) => [failure, sentAt])).toEqual([
      ['refused', null],
      ['unknown', null],
    ])
  })
})

describe('the deputy of the copyright desk', () => {
  const NOTICE = { kind: 'copyright', title: 'A letter', channel: 'mail', sender: 'Dana Marlow' }
  /** A notice whose target passes at once to the owner of the console; kofi is the deputy. */
  async function alarmed() {
    await reef.db.copyrightDesk.deleteMany()
    await reef.db.copyrightDesk.create({ data: { instanceId: reef.instanceId, deputyId: reef.kofi.id } })
    const clocks = [{ clock: 'dmca.disable', zone: 'UTC' }]
    const input = { ...NOTICE, receivedAt: START.toISOString(), clocks }
    const { caseId } = await runCommand(open, { db: reef.db, actor: reef.ines, now: START, input })
    const mark = await reef.db.clockMark.findFirstOrThrow({ where: { clock: { caseId } } })
    await wake(mark.at)
    const told = await reef.db.reminder.findMany({ where: { clockId: mark.clockId, moment: 'at' } })
    const look = { clockId: mark.clockId, mark: mark.name, markAt: mark.at.toISOString(), moment: 'at' }
    return {
      caseId,
      told: told.map((one) => one.personId),
      look: { ...look, since: mark.at.toISOString() },
      at: mark.at,
    }
  }
  const lookAt = async (look: object, at: Date) => {
    const before = box.mails.length
    const context = { db: reef.db, now: () => at }
    await tellDeputy.run(look, context)
    const waiting = await reef.db.reminder.findMany({ where: { triedAt: null, failure: null } })
    for (const { id } of waiting) await sendReminder.run({ reminderId: id }, context)
    return box.mails.slice(before)
  }
  const hours = (at: Date, n: number) => new Date(at.getTime() + n * HOUR)

  it('hears of an alarm that nobody touched, four hours later, once', async () => {
    const { told, look, at } = await alarmed()
    expect(told).toEqual([reef.ines.id])
    const jobs = await reef.db.$queryRaw<{ at: Date }[]>`
      SELECT run_at AS at FROM graphile_worker.jobs WHERE key = ${`deputy:${look.clockId}:${look.mark}:at`}`
    expect(jobs.map((job) => job.at)).toEqual([hours(at, 4)])
    const mails = await lookAt(look, hours(at, 4))
    expect(toOf(mails)).toEqual(['kofi@reef.example'])
    expect(plain(mails[0] ?? '')).toContain('You are the deputy')
    expect(await lookAt(look, hours(at, 5))).toEqual([])
  })

  it('hears nothing where somebody has opened the case, or the clock has moved or ended', async () => {
    const first = await alarmed()
    await reef.query(reef.ines, handCase, { caseId: first.caseId })
    expect(await lookAt(first.look, hours(first.at, 4))).toEqual([])
    const second = await alarmed()
    await reef.db.clockMark.updateMany({ where: { clockId: second.look.clockId }, data: { isOpen: false } })
    expect(await lookAt(second.look, hours(second.at, 4))).toEqual([])
    expect(deputyLooksAt(later(10), later(4))).toEqual(later(7))
    expect(deputyLooksAt(later(100), later(4))).toEqual(later(8))
  })
})

describe('the calendar feed', () => {
  const secretOf = (address: string) => address.split('/').at(-1) ?? ''

  it('tells numbers and moments, and nothing of anybody', async () => {
    await opened()
    const { address } = await reef.command(reef.kofi, renew, {})
    const text = (await feedFor(reef.db, secretOf(address), later(1))) ?? ''
    expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true)
    expect(text).toContain('DTSTART:20261122T090000Z')
    expect(text).toMatch(/SUMMARY:Case \d+: act by/)
    expect(text).not.toMatch(/Zelda|kofi|ines/)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    // What opens the feed lies nowhere in the database.
    expect(await reef.db.personClock.count({ where: { feedHash: secretOf(address) } })).toBe(0)
  })

  it('opens with the newest secret only, until it is ended, and for who may still read', async () => {
    const first = secretOf((await reef.command(reef.kofi, renew, {})).address)
    const second = secretOf((await reef.command(reef.kofi, renew, {})).address)
    expect(await feedFor(reef.db, first, later(1))).toBeNull()
    expect(await feedFor(reef.db, second, later(1))).not.toBeNull()
    await reef.db.person.update({ where: { id: reef.kofi.id }, data: { permissions: '0' } })
    expect(await feedFor(reef.db, second, later(1))).toBeNull()
    await reef.db.person.update({ where: { id: reef.kofi.id }, data: { permissions: reef.kofi.mastodon.toString() } })
    await reef.command(reef.kofi, endFeed, {})
    expect(await feedFor(reef.db, second, later(1))).toBeNull()
    expect(await reef.query(reef.kofi, own, {})).toEqual({
      zone: 'Asia/Kathmandu',
      address: 'kofi@reef.example',
      feedMadeAt: null,
      isMailOn: true,
    })
  })

  it('takes no zone that does not exist and no address that is none', async () => {
    await expect(reef.command(reef.kofi, setOwn, { zone: 'Reef/Harbour', address: '' })).rejects.toMatchObject({
      code: 'badInput',
    })
    await expect(reef.command(reef.kofi, setOwn, { zone: 'UTC', address: 'kofi' })).rejects.toMatchObject({
      code: 'badInput',
    })
  })
})
