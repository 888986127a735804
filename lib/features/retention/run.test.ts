import { createPublicKey, verify } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { confirmRelease, place, proposeRelease } from '@/lib/features/holds/commands'
import { list as holds } from '@/lib/features/holds/queries'
import { readLedger } from '@/lib/features/destruction/parse'
import { textOf } from '@/lib/features/destruction/store'
import { addNote } from '@/lib/features/cases/commands'
import { firstFault } from '@/lib/testing/chain'
import { publicKeys } from '@/lib/platform/audit/signing'
import type { PersonActor } from '@/lib/platform/access/access'
import { transaction } from '@/lib/platform/db/client'
import { isVaultFault } from '@/lib/platform/vault/classes'
import { putObject, readObject } from '@/lib/platform/vault/objects'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { begin, dropSome, end, setRule } from './commands'
import { certificate, plan } from './queries'
import { nightlyRetention, runRetention } from './workers'

const DAY = 24 * 3600_000
let reef: Reef
let ines: PersonActor
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  ines = touched(reef.ines)
  nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] })
})

const ago = (days: number) => new Date(Date.now() - days * DAY)
const view = () => reef.query(ines, plan, {})
const rule = async (kind: string) => (await view()).rules.find((one) => one.kind === kind)
const closed = async (name: 'harl' | 'mira' | 'wren', days: number) => {
  const where = { subjectId: reef.people[name].id }
  await reef.db.report.updateMany({
    where: { targetId: reef.people[name].id },
    data: { isResolved: true, resolvedAt: ago(days) },
  })
  await reef.db.case.updateMany({ where, data: { state: 'closed', closedAt: ago(days) } })
  return reef.db.case.findFirstOrThrow({ where })
}
const seal = (caseId: string) =>
  transaction(reef.db, (tx) =>
    putObject(tx, new Date(), { caseId, class: 'ordinary', kind: 'report' }, Buffer.from('{"as":"seen"}')),
  )
const isOpen = (id: string) =>
  readObject(reef.db, id).then(
    () => true,
    (error: unknown) => {
      if (isVaultFault(error, 'destroyed')) return false
      throw error
    },
  )

describe('the schedule', () => {
  it('has a reason and bounds, between which the owner sets it', async () => {
    expect(await rule('cases')).toMatchObject({ days: 1827, least: 1096, most: 3653, isChangeable: true })
    await reef.command(ines, setRule, { kind: 'cases', days: 1096 })
    expect(await rule('cases')).toMatchObject({ days: 1096, usual: 1827 })
    for (const days of [1095, 3654, -1])
      await expect(reef.command(ines, setRule, { kind: 'cases', days })).rejects.toMatchObject({
        code: 'retention.outOfBounds',
      })
    await expect(reef.command(ines, setRule, { kind: 'reports', days: 0 })).rejects.toMatchObject({
      code: 'retention.outOfBounds',
    })
    await expect(reef.command(nadia, setRule, { kind: 'cases', days: 2000 })).rejects.toMatchObject({
      code: 'notAllowed',
    })
  })

  it('is tried dry: what would go, and nothing goes', async () => {
    const row = await closed('wren', 1200)
    const before = await reef.db.auditValue.count()
    expect(await rule('cases')).toMatchObject({ goes: 1, held: 0, list: [`#${row.number}`] })
    expect([
      await reef.db.auditValue.count(),
      await reef.db.case.count({ where: { NOT: { emptiedAt: null } } }),
    ]).toEqual([before, 0])
    await closed('wren', 1)
  })
})

describe('a run', () => {
  it('waits for a hold; two people release it, and the run goes on to its certificate', async () => {
    const row = await closed('harl', 1200)
    await reef.command(reef.kofi, addNote, { caseId: row.id, text: 'Said it before' })
    const sealed = await seal(row.id)
    const hold = { source: 'litigation', reference: 'Reef v. Pier', releaseEvent: 'Judgment', startsOn: '2026-11-01' }
    await reef.command(nadia, place, { ...hold, keepUntil: null, caseNumbers: [row.number] })
    await reef.command(ines, begin, {})
    await expect(reef.command(ines, begin, {})).rejects.toMatchObject({ code: 'retention.running' })
    await reef.work()
    const [waiting] = (await view()).runs
    expect(waiting).toMatchObject({ state: 'waiting', hasCertificate: false })
    expect(waiting?.held).toBeGreaterThan(1)
    expect([await isOpen(sealed.id), await reef.db.caseNote.count()]).toEqual([true, 1])

    const one = async () => {
      const [first] = (await reef.query(nadia, holds, {})).holds
      return { id: first?.id, version: first?.version }
    }
    await reef.command(nadia, proposeRelease, { ...(await one()), why: 'Settled out of court' })
    await expect(reef.command(nadia, confirmRelease, await one())).rejects.toMatchObject({ code: 'hold.samePerson' })
    await reef.work()
    expect((await view()).runs[0]).toMatchObject({ state: 'waiting' })
    await reef.command(ines, confirmRelease, await one())
    await reef.work()

    const [run] = (await view()).runs
    expect(run).toMatchObject({ state: 'done', by: 'ines', held: 0, hasCertificate: true })
    expect(run?.counts).toEqual(
      expect.arrayContaining([
        { kind: 'cases', count: 1 },
        { kind: 'evidence', count: expect.any(Number) },
      ]),
    )
    expect([await isOpen(sealed.id), await reef.db.caseNote.count()]).toEqual([false, 0])
    expect(await reef.db.case.findUnique({ where: { id: row.id } })).toMatchObject({
      number: row.number,
      subjectId: null,
    })
    expect(await firstFault(reef.db)).toBeNull()
  })

  it('is certified in words that both keys signed', async () => {
    const [run] = (await view()).runs
    const paper = await reef.query(nadia, certificate, { id: run?.id })
    expect(JSON.parse(paper.text)).toMatchObject({
      certificate: 'docket destruction 1',
      by: '@ines',
      destroyed: { cases: 1, evidence: expect.any(Number) },
      rulesInDays: { cases: 1096 },
      resolvedReportsInMonths: 12,
    })
    expect(JSON.parse(paper.text).rulesInDays).not.toHaveProperty('reports')
    const keys = await publicKeys(reef.db)
    for (const { algorithm, pem } of keys.filter((key) => key.isCurrent)) {
      const signature = Buffer.from(paper.signatures[algorithm], 'base64')
      const digest = algorithm === 'ed25519' ? null : 'sha256'
      expect(verify(digest, Buffer.from(paper.text), createPublicKey(pem), signature)).toBe(true)
      expect(verify(digest, Buffer.from(`${paper.text} `), createPublicKey(pem), signature)).toBe(false)
    }
    expect(paper.text).not.toMatch(/harl|Mocks how people speak/)
  })

  it('wrote down what is sealed before it went: intent and end, in the file beside the vault too', async () => {
    const lines = readLedger(await textOf())
    expect(lines.map(({ entry }) => `${entry.step} ${entry.kind}`)).toEqual([
      'intent objects',
      'done objects',
      'intent cases',
      'done cases',
    ])
    const head = await reef.db.destructionHead.findFirstOrThrow()
    expect([Number(head.entries), Buffer.from(head.hash).toString('hex')]).toEqual([4, lines.at(-1)?.hash])
  })

  it('goes on where a kill left it, and certifies everything once', async () => {
    const mira = reef.people.mira.id
    const like = await reef.db.report.findFirstOrThrow({ where: { targetId: reef.people.wren.id } })
    const made = Array.from({ length: 6000 }, (_, n) => ({
      ...like,
      rules: [],
      remoteId: `${50_000 + n}`,
      sequence: BigInt(50_000 + n),
      targetId: reef.people.ines.id,
      reporterId: mira,
      isResolved: true,
      createdAt: ago(500),
      resolvedAt: ago(500),
    }))
    await reef.db.report.createMany({ data: made })
    const { id } = await reef.command(ines, begin, {})
    // One batch, and then the process is gone.
    const call = { db: reef.db, actor: { kind: 'system', name: 'retention' } as const, now: new Date() }
    const { runCommand } = await import('@/lib/platform/commands/run')
    expect(await runCommand(dropSome, { ...call, input: { runId: id, kind: 'reports' } })).toBe(5000)
    await runRetention.run({}, { db: reef.db, now: () => new Date() })
    const run = (await view()).runs.find((one) => one.id === id)
    expect(run?.counts).toEqual([{ kind: 'reports', count: 6000 }])
    const { text } = await reef.query(ines, certificate, { id })
    const { items, itemsSha256 } = JSON.parse(text) as { items: unknown[]; itemsSha256: string }
    expect([items.length, itemsSha256.length]).toEqual([5000, 64])
  })

  it('of the night leaves no trace when nothing was old enough, and does not wait for holds', async () => {
    const before = (await view()).runs.length
    const context = { db: reef.db, now: () => new Date() }
    await nightlyRetention.run({}, context)
    await runRetention.run({}, context)
    expect((await view()).runs).toHaveLength(before)
    await closed('wren', 1200)
    const hold = { source: 'other', reference: 'x', releaseEvent: 'x', startsOn: '2026-11-01', keepUntil: null }
    await reef.command(nadia, place, { ...hold, isEverything: true })
    await nightlyRetention.run({}, context)
    await runRetention.run({}, context)
    expect((await view()).runs).toHaveLength(before)
    expect(await reef.db.case.count({ where: { emptiedAt: null, subjectId: reef.people.wren.id } })).toBe(1)
  })

  it('that waits may be ended; what was kept is told to those who manage holds, and in no certificate', async () => {
    const { id } = await reef.command(ines, begin, {})
    await runRetention.run({}, { db: reef.db, now: () => new Date() })
    await reef.command(ines, end, { id })
    const { text, run } = await reef.query(ines, certificate, { id })
    expect(text).not.toMatch(/hold|held/i)
    expect(run?.held).toBeGreaterThan(0)
    const sef = { ...(await reef.signIn(reef.people.sef)), roles: ['privacy' as const] }
    expect((await reef.query(sef, certificate, { id })).run?.held).toBeNull()
    const rows = await reef.db.auditRow.findMany({ include: { values: true } })
    const telling = rows.filter((row) => row.values.some((value) => value.field === 'held'))
    expect(new Set(telling.map((row) => row.command))).toEqual(new Set(['holds.secret.waits']))
  })

  it('is tried dry by each as far as they know: what a secret hold keeps is old enough like the rest', async () => {
    const sef = { ...(await reef.signIn(reef.people.sef)), roles: ['privacy' as const] }
    const casesFor = async (actor: PersonActor) =>
      (await reef.query(actor, plan, {})).rules.find((one) => one.kind === 'cases')
    const [hold] = (await reef.query(nadia, holds, {})).holds
    expect([await casesFor(sef), await casesFor(nadia)]).toMatchObject([
      { goes: 0, held: 1 },
      { goes: 0, held: 1 },
    ])
    await reef.db.hold.update({ where: { id: hold?.id ?? '' }, data: { isSecret: true } })
    expect([await casesFor(sef), await casesFor(nadia)]).toMatchObject([
      { goes: 1, held: 0 },
      { goes: 0, held: 1 },
    ])
    await reef.db.hold.update({ where: { id: hold?.id ?? '' }, data: { namedIds: [sef.id] } })
    expect(await casesFor(sef)).toMatchObject({ goes: 0, held: 1 })
  })
})
