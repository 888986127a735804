import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { download, list } from '@/lib/features/evidence/queries'
import { addReport } from '@/lib/integrations/mastodon/fake/makers'
import { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { readObject } from '@/lib/platform/vault/objects'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { stop } from '@/lib/features/safety/commands'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
const evidenceOf = async (name: 'harl' | 'wren' | 'mira') => {
  const { id } = await reef.caseOf(reef.kofi, name)
  return (await reef.query(reef.kofi, list, { caseId: id })).rows.map((row) => ({ ...row, caseId: id }))
}

describe('an open report that arrives', () => {
  it('is sealed as it came: bytes, address, status, Date header, our time and the clocks’ difference', async () => {
    const rows = await evidenceOf('harl')
    expect(rows).toHaveLength(3)
    for (const row of rows) {
      expect(row).toMatchObject({ kind: 'report', cause: 'arrived', state: 'sealed', class: 'ordinary', status: 200 })
      expect(row.address).toContain(`${reef.fake.origin}/api/v1/admin/reports`)
      expect(new Date(row.dateHeader ?? '').getTime()).not.toBeNaN()
      expect(Math.abs(row.clockOffsetMs ?? 1e9)).toBeLessThan(5_000)
      expect(new Date(row.reportedAt ?? 0) < new Date(row.seenAt)).toBe(true)
      const file = await reef.query(reef.kofi, download, { caseId: row.caseId, evidenceId: row.id })
      const report = AdminReport.parse(JSON.parse(Buffer.from(file.bytes).toString()))
      expect(report.id).toBe(row.remoteId)
      expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(row.sha256)
    }
    expect(rows.some((row) => row.size && row.size > 1000)).toBe(true)
  })

  it('has no e-mail and no IP in it: the fields are named that were taken out, and no bytes of them are there', async () => {
    const { people, state } = reef
    const mira = state.accounts[people.mira.id]
    if (mira?.user) mira.user.ips = [{ ip: '203.0.113.77', usedAt: new Date().toISOString() }]
    addReport(state, { accountId: people.wren.id, targetAccountId: people.mira.id, comment: '', createdAt: new Date() })
    await readStep(reef)
    const contacts = Object.values(reef.state.accounts).flatMap((account) => [
      account.user?.email ?? '',
      ...(account.user?.ips ?? []).map((one) => one.ip),
    ])
    const needles = contacts.filter((contact) => contact.length > 0)
    expect(needles.length).toBeGreaterThan(5)
    const rows = await reef.db.evidence.findMany()
    expect(rows.length).toBeGreaterThan(4)
    for (const row of rows) {
      const text = Buffer.from(await readObject(reef.db, row.objectId ?? '')).toString('latin1')
      expect(needles.filter((needle) => text.includes(needle))).toEqual([])
      expect(text).not.toMatch(/"(email|ip)":"/)
      expect(row.cut).toContain('account.email')
    }
    expect(rows.at(-1)?.cut).toEqual(expect.arrayContaining(['target_account.ip', 'target_account.ips']))
  })

  it('is sealed once, however often it is read again, with one row of the log that has its hash', async () => {
    const before = await reef.db.evidence.count()
    await readStep(reef)
    await readStep(reef)
    expect(await reef.db.evidence.count()).toBe(before)
    const rows = await reef.db.auditRow.findMany({ where: { command: 'evidence.seal' }, include: { values: true } })
    expect(rows).toHaveLength(before)
    const hashes = rows.map((row) => row.values.find((value) => value.field === 'sha256')?.value ?? '')
    const sealed = await reef.db.vaultObject.findMany({ where: { kind: 'report' } })
    expect(hashes.toSorted()).toEqual(sealed.map((object) => JSON.stringify(object.sha256)).toSorted())
  })

  it('whose case was stopped is not sealed, nor another about the same person', async () => {
    const { people } = reef
    const { id } = await reef.caseOf(reef.kofi, 'wren')
    await reef.command(reef.kofi, stop, { caseId: id, reportId: null, postId: null })
    const before = await reef.db.evidence.count()
    addReport(reef.state, {
      accountId: people.osei.id,
      targetAccountId: people.wren.id,
      comment: 'Once more',
      createdAt: new Date(),
    })
    await readStep(reef)
    expect(await reef.db.caseReport.count({ where: { caseId: id } })).toBe(2)
    expect(await reef.db.evidence.count()).toBe(before)
  })
})

describe('what was sealed', () => {
  it('is opened by nobody for whom the case is not, and each opening stands in the log', async () => {
    const [row] = await evidenceOf('harl')
    const ref = { caseId: row?.caseId, evidenceId: row?.id }
    const party = { ...reef.kofi, remoteId: reef.people.harl.id }
    await expect(reef.query(party, download, ref)).rejects.toMatchObject({ code: 'notFound' })
    await expect(reef.query(party, list, { caseId: row?.caseId })).rejects.toMatchObject({ code: 'notFound' })
    const mira = await reef.caseOf(reef.kofi, 'mira')
    await expect(reef.query(reef.kofi, download, { ...ref, caseId: mira.id })).rejects.toMatchObject({
      code: 'notFound',
    })
    const before = await reef.db.auditRow.count({ where: { command: 'evidence.open', outcome: 'done' } })
    await reef.query(reef.kofi, download, ref)
    expect(await reef.db.auditRow.count({ where: { command: 'evidence.open', outcome: 'done' } })).toBe(before + 1)
  })

  it('says so when it was tampered with', async () => {
    const [row] = await evidenceOf('mira')
    const { objectId } = await reef.db.evidence.findUniqueOrThrow({ where: { id: row?.id ?? '' } })
    const blob = await reef.db.vaultBlob.findUniqueOrThrow({ where: { objectId: objectId ?? '' } })
    const changed = new Uint8Array(blob.bytes)
    changed[20] = (changed[20] ?? 0) ^ 1
    await reef.db.vaultBlob.update({ where: { objectId: objectId ?? '' }, data: { bytes: changed } })
    const ref = { caseId: row?.caseId, evidenceId: row?.id }
    await expect(reef.query(reef.kofi, download, ref)).rejects.toMatchObject({ code: 'evidence.damaged' })
  })
})
