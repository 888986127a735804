import { beforeAll, describe, expect, it } from 'vitest'
import { add as addPaper } from '@/lib/features/papers/commands'
import { original } from '@/lib/features/papers/queries'
import { find } from '@/lib/features/finding/queries'
import { list as stoppedCases, one as stoppedCase } from '@/lib/features/safety/queries'
import { due } from '@/lib/features/deadlines/queries'
import { openReef, type Reef } from '@/lib/testing/reef'
import { addTask, close, open, reopen, setTask, take } from './commands'
import { list, one } from './queries'
import type { HandView } from './schema'
import { enter } from '@/lib/features/deadlines/commands'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const HOUR = 3600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()
const BASE = { kind: 'dataRequest', title: 'Wants a copy', channel: 'mail', sender: 'Ada Reed <ada@harbour.example>' }
const GDPR = { clock: 'gdpr.response', zone: 'Europe/Berlin', calendar: 'DE' }
const opened = async (more: object = {}, actor = reef.kofi) =>
  reef.command(actor, open, { ...BASE, receivedAt: ago(30), ...more })
const view = (caseId: string, actor = reef.kofi): Promise<HandView> => reef.query(actor, one, { caseId })

describe('a case by hand', () => {
  it('has its clocks from receipt, its tasks and its sealed original from the first moment', async () => {
    const receivedAt = ago(50)
    const { caseId } = await opened({
      receivedAt,
      clocks: [GDPR],
      tasks: ['Ask who it is', 'Collect'],
      paper: { entry: 'paste', text: 'Please send me what you hold.' },
      paperKind: 'request',
    })
    const seen = await view(caseId)
    expect(seen).toMatchObject({ kind: 'dataRequest', state: 'open', isYours: true, recordedBy: 'kofi', receivedAt })
    expect(seen.tasks.map(({ text }) => text)).toEqual(['Ask who it is', 'Collect'])
    expect(seen.clocks[0]).toMatchObject({
      name: 'gdpr.response',
      state: 'running',
      startedAt: receivedAt,
      delta: null,
    })
    expect(seen.papers[0]).toMatchObject({ kind: 'request', entry: 'paste', isKept: true, size: 29, at: receivedAt })
    // Received before it was recorded: both are told.
    expect(new Date(seen.recordedAt).getTime() - new Date(seen.receivedAt).getTime()).toBeGreaterThan(40 * HOUR)
    const file = await reef.query(reef.kofi, original, { paperId: seen.papers[0]?.id })
    expect(Buffer.from(file.bytes).toString()).toBe('Please send me what you hold.')
    expect(file.headers?.['content-disposition']).toContain('attachment')
    const { blob } = await reef.db.vaultObject.findFirstOrThrow({ where: { caseId }, include: { blob: true } })
    expect(Buffer.from(blob?.bytes ?? []).toString('latin1')).not.toContain('Please')
  })

  it('is opened whole or not at all', async () => {
    const before = await reef.db.case.count()
    await expect(opened({ clocks: [GDPR, { ...GDPR, clock: 'no.such' }] })).rejects.toMatchObject({
      code: 'clock.unknown',
    })
    await expect(opened({ clocks: [{ ...GDPR, calendar: null }] })).rejects.toMatchObject({
      code: 'clock.calendarNeeded',
    })
    await expect(opened({ clocks: [{ ...GDPR, zone: 'Reef/Harbour' }] })).rejects.toMatchObject({ code: 'badInput' })
    await expect(opened({ clocks: [{ ...GDPR, calendar: 'CY' }] })).rejects.toMatchObject({ code: 'clock.notKnown' })
    await expect(opened({ receivedAt: ago(-2) })).rejects.toMatchObject({ code: 'clock.ahead' })
    await expect(opened({ handle: '@nobody@nowhere.example' })).rejects.toMatchObject({ code: 'hand.unknownPerson' })
    expect(await reef.db.case.count()).toBe(before)
  })

  it('is not seen by whom it is about, nor opened by them', async () => {
    const { caseId } = await opened({ handle: '@harl' })
    const harl = { ...reef.kofi, id: reef.ines.id, remoteId: reef.people.harl.id, roles: ['moderator' as const] }
    await expect(reef.query(harl, one, { caseId })).rejects.toMatchObject({ code: 'notFound' })
    expect((await reef.query(harl, list, {})).rows.map((row) => row.caseId)).not.toContain(caseId)
    await expect(reef.command(harl, open, { ...BASE, receivedAt: ago(1), handle: 'harl' })).rejects.toMatchObject({
      code: 'hand.notYours',
    })
    const { handle, number } = await view(caseId)
    expect(handle).toBe('@harl')
    const { rows } = await reef.query(reef.kofi, find, { text: `#${number}` })
    expect(rows.map((found) => found.href)).toContain(`/cases/${caseId}`)
  })

  it('takes an e-mail as it is, byte by byte, and a copy of what went out', async () => {
    const { caseId, version } = await opened({ kind: 'copyright' })
    const raw = Buffer.from('From: x@y.example\r\nSubject: =?utf-8?q?Notice?=\r\n\r\n\xff\xfe', 'latin1')
    const paper = {
      way: 'in',
      kind: 'notice',
      at: ago(20),
      party: 'x@y.example',
      channel: 'mail',
      subject: 'Notice',
      original: { entry: 'eml', base64: raw.toString('base64') },
    }
    const next = await reef.command(reef.kofi, addPaper, { caseId, version, paper })
    await reef.command(reef.kofi, addPaper, {
      caseId,
      version: next.version,
      paper: { ...paper, way: 'out', kind: 'letter', original: { entry: 'paste', text: 'We have received it.' } },
    })
    const { papers } = await view(caseId)
    expect(papers.map(({ way, mediaType }) => [way, mediaType])).toEqual([
      ['in', 'message/rfc822'],
      ['out', 'text/plain'],
    ])
    const file = await reef.query(reef.kofi, original, { paperId: papers[0]?.id })
    expect(Buffer.from(file.bytes).equals(raw)).toBe(true)
    await expect(reef.command(reef.ines, addPaper, { caseId, version, paper })).rejects.toMatchObject({
      code: 'case.stale',
    })
  })

  it('of child safety is stopped at once, keeps no byte, and stands on its desk', async () => {
    const paper = { entry: 'paste', text: 'words' }
    await expect(opened({ kind: 'childSafety', paper })).rejects.toMatchObject({ code: 'hand.noBytes' })
    const clock = { clock: 'csam.report', zone: 'UTC', calendar: null }
    const { caseId, maySee, number } = await opened({ kind: 'childSafety', clocks: [clock] })
    expect(maySee).toBe(false)
    await expect(view(caseId)).rejects.toMatchObject({ code: 'notFound' })
    expect((await reef.query(reef.ines, list, {})).rows.map((row) => row.caseId)).not.toContain(caseId)
    expect((await reef.query(reef.ines, due, {})).rows.map((row) => row.caseId)).not.toContain(caseId)
    expect((await reef.query(reef.ines, stoppedCases, {})).rows.map((row) => row.number)).toContain(number)
    expect(await reef.query(reef.ines, stoppedCase, { caseId })).toMatchObject({ number, tipNumber: null })
    expect(await reef.db.paper.count({ where: { caseId } })).toBe(0)
    const entered = { way: 'in', kind: 'other', at: ago(1), party: 'x', channel: 'mail', original: paper }
    await expect(reef.command(reef.ines, addPaper, { caseId, version: 1, paper: entered })).rejects.toMatchObject({
      code: 'hand.noBytes',
    })
  })

  it('is taken, worked off and closed, but not while a clock runs', async () => {
    let { caseId, version } = await opened({ clocks: [GDPR], tasks: ['Ask'] })
    const run = async (step: Promise<{ version: number }>) => {
      version = (await step).version
    }
    await run(reef.command(reef.ines, take, { caseId, version }))
    await run(reef.command(reef.ines, addTask, { caseId, version, text: 'Answer' }))
    const [first] = (await view(caseId)).tasks
    await run(reef.command(reef.ines, setTask, { caseId, version, taskId: first?.id, isDone: true }))
    const ending = { outcome: 'done', text: 'Sent by mail.' }
    await expect(reef.command(reef.ines, close, { caseId, version, ...ending })).rejects.toMatchObject({
      code: 'hand.clocksOpen',
    })
    const clockId = (await view(caseId)).clocks[0]?.id
    await run(reef.command(reef.ines, enter, { caseId, version, clockId, entry: { kind: 'met', at: ago(1) } }))
    await run(reef.command(reef.ines, close, { caseId, version, ...ending }))
    const closed = await view(caseId)
    expect(closed).toMatchObject({ state: 'closed', owner: 'ines', outcome: 'done', outcomeText: 'Sent by mail.' })
    expect(closed.tasks.map(({ doneBy }) => doneBy)).toEqual(['ines', null])
    expect((await reef.query(reef.kofi, list, { state: 'closed' })).rows.map((row) => row.caseId)).toContain(caseId)
    await run(reef.command(reef.kofi, reopen, { caseId, version }))
    expect(await view(caseId)).toMatchObject({ state: 'open', outcome: null })
  })
})
