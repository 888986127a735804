import { beforeAll, describe, expect, it } from 'vitest'
import { claim } from '@/lib/features/reports/commands'
import { stop } from '@/lib/features/safety/commands'
import { newId } from '@/lib/platform/db/client'
import { metricsText } from '@/lib/platform/metrics/text'
import { openReef, type Reef } from '@/lib/testing/reef'
import { attentionOf, figuresOf } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)
const figures = async () => metricsText(await figuresOf(reef.db, new Date()))
const valueOf = async (name: string) => {
  const line = (await figures()).split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? null : Number(line.split(' ')[1])
}

describe('the figures', () => {
  it('count what is open and what was asked, and know no child-safety case', async () => {
    const open = await valueOf('docket_cases_open')
    expect(open).toBe(4)
    const { id, version } = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, claim, { caseId: id, version })
    expect(await valueOf('docket_acts{state="asked"}')).toBe(1)
    expect(await valueOf('docket_jobs{state="waiting"}')).toBeGreaterThan(0)
    await reef.command(reef.kofi, stop, { caseId: id, reportId: null, postId: null })
    expect(await valueOf('docket_cases_open')).toBe(3)
    expect(await figures()).not.toMatch(/docket_acts\{state="\w+"\} [1-9]/)
  })

  it('hold no id, no name and no word of anybody', async () => {
    const text = await figures()
    const { rows } = { rows: await reef.db.account.findMany() }
    const cases = await reef.db.case.findMany()
    for (const secret of [...rows.map((row) => row.acct), ...cases.map((row) => row.id)])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  it('say how long ago the instance was read', async () => {
    expect(await valueOf('docket_mirror_age_seconds')).toBeGreaterThanOrEqual(0)
    expect(await valueOf('docket_mirror_failing')).toBe(0)
  })
})

describe('what wants attention', () => {
  it('is nothing when all is well', async () => {
    expect(await attentionOf(reef.db, new Date())).toEqual([])
  })

  it('is a mirror that nobody has read for a while, and a clock that is wrong', async () => {
    expect(await attentionOf(reef.db, inMinutes(20))).toEqual(['stale', 'clockOff'])
    expect(await attentionOf(reef.db, inMinutes(-5))).toEqual(['clockOff'])
  })

  it('is webhooks that say nothing of what changes', async () => {
    const secret = { id: newId(), instanceId: reef.ines.instanceId, sealed: Buffer.from('') }
    await reef.db.webhookSecret.create({ data: { ...secret, pastedAt: inMinutes(-240) } })
    await reef.db.report.updateMany({ data: { updatedAt: inMinutes(-300) } })
    expect(await attentionOf(reef.db, new Date())).toEqual([])
    const { instanceId, remoteId } = await reef.db.report.findFirstOrThrow()
    const where = { instanceId_remoteId: { instanceId, remoteId } }
    await reef.db.report.update({ where, data: { updatedAt: inMinutes(-30) } })
    expect(await attentionOf(reef.db, new Date())).toEqual(['webhooksStopped'])
    await reef.db.webhookDesk.create({ data: { instanceId, toldAt: inMinutes(-30) } })
    expect(await attentionOf(reef.db, new Date())).toEqual([])
  })

  it('is something that a webhook named and nobody could read for long', async () => {
    const { id: instanceId } = await reef.db.instance.findFirstOrThrow()
    const hint = { instanceId, kind: 'report', remoteId: '7', hintedAt: new Date() }
    await reef.db.webhookHint.create({ data: { ...hint, waitsSince: inMinutes(-9) } })
    expect(await attentionOf(reef.db, new Date())).toEqual([])
    await reef.db.webhookHint.updateMany({ data: { waitsSince: inMinutes(-11) } })
    expect(await attentionOf(reef.db, new Date())).toEqual(['hintsWait'])
    await reef.db.webhookHint.updateMany({ data: { answered: 1 } })
    expect(await attentionOf(reef.db, new Date())).toEqual([])
  })

  it('is an instance that does not answer, or that there is none', async () => {
    await reef.db.mirrorState.updateMany({ data: { failure: 'temporary' } })
    expect(await attentionOf(reef.db, new Date())).toEqual(['instanceNotRead'])
    await reef.db.instance.updateMany({ data: { state: 'archived' } })
    expect(await attentionOf(reef.db, new Date())).toEqual(['notConnected'])
  })
})
