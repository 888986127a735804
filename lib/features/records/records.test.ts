import { beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '@/lib/platform/audit/row-check'
import type { PersonActor } from '@/lib/platform/access/access'
import { COUNTER, seedNotice, SENDER } from '@/lib/testing/notice'
import { preview } from '@/lib/features/letters/queries'
import { newId } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { agents, infringers, knowledge, log, lumen } from './queries'

let reef: Reef
let ines: PersonActor
let caseId: string
beforeAll(async () => {
  reef = await openReef()
  ines = touched(reef.ines)
  caseId = await seedNotice(reef)
  await reef.db.notice.update({ where: { caseId }, data: { senderName: '=HYPERLINK("https://evil.example","Ada")' } })
})

const PURPOSE = { purpose: 'Asked by counsel' }
const read = async (door: typeof log, input: object = PURPOSE): Promise<string> => {
  const { stream } = await reef.query(ines, door, input)
  return new Response(stream).text()
}
// The doors differ by their names alone.
const doors = { agents, infringers, knowledge, log, lumen } as unknown as Record<string, typeof log>

describe('records that are given out', () => {
  it.each(Object.keys(doors))(
    '%s needs a touch and a purpose, and is written down with the hash of its bytes',
    async (name) => {
      const door = doors[name] ?? log
      await expect(reef.query(reef.ines, door, PURPOSE)).rejects.toMatchObject({ code: 'passkey.needed' })
      await expect(reef.query(ines, door, { purpose: '' })).rejects.toMatchObject({ code: 'badInput' })
      await expect(reef.query(reef.kofi, door, PURPOSE)).rejects.toMatchObject({ code: 'notAllowed' })
      const text = await read(door)
      const row = await reef.db.auditRow.findFirstOrThrow({
        where: { command: door.name, outcome: 'done' },
        include: { values: true },
      })
      const values = Object.fromEntries(row.values.map(({ field, value }) => [field, JSON.parse(value)]))
      expect(values).toMatchObject({ purpose: 'Asked by counsel', sha256: sha256(text) })
      for (const secret of [COUNTER.phone, 'Quay Lane', 'inbox.example']) expect(text).not.toContain(secret)
    },
  )

  it('the log has a row for each address, and no cell that a spreadsheet would run', async () => {
    const lines = (await read(log)).trim().split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://evil.example"",""Ada"")"`)
    expect(lines[2]).toContain('restored')
    for (const part of [SENDER.email.replace('ada', 'ADA'), SENDER.phone]) expect(lines.join()).not.toContain(part)
  })

  it('the knowledge map says from when an address was known, and what does not count', async () => {
    const url = 'https://reef.example/@harl/102'
    const rows = (await read(doors.knowledge ?? log, { ...PURPOSE, url })).trim().split('\r\n').slice(1)
    expect(rows.map((row) => row.split(',').slice(1, 4).join(' '))).toEqual([
      '2026-12-01T14:30:00.000Z notice received yes',
      '2026-12-01T14:30:00.000Z entered in the console yes',
      '2026-12-01T14:30:00.000Z access disabled yes',
      '2026-12-14T14:30:00.000Z counter-notice received yes',
      '2026-12-30T14:30:00.000Z put back yes',
    ])
    await reef.db.noticeElement.create({ data: { caseId, element: 'material', standing: 'missing' } })
    expect(await read(doors.knowledge ?? log, { ...PURPOSE, url })).toContain('notice received,no')
  })

  it('Lumen gets the parties, the works and the addresses, and nobody’s home', async () => {
    const [one] = JSON.parse(await read(doors.lumen ?? log, { ...PURPOSE, caseId })).notices
    expect(one.notice.action_taken).toBe('Partial')
    // When it was sent nobody said.
    expect(one.notice).not.toHaveProperty('date_sent')
    expect(one.notice.entity_notice_roles_attributes.map((role: { name: string }) => role.name)).toEqual([
      'principal',
      'sender',
      'recipient',
      'submitter',
    ])
    expect(one.notice.works_attributes[0].infringing_urls_attributes).toHaveLength(5)
    expect(JSON.stringify(one)).not.toMatch(/ada@harbour|555 0100|Quay/)
  })

  describe('the archive, which publishes,', () => {
    const IMAGE = 'https://reef.example/@harl/666'
    const set = (id: string, data: object) => reef.db.notice.update({ where: { caseId: id }, data })
    const given = async (input: object = {}) => {
      const { notices, left_out } = JSON.parse(await read(doors.lumen ?? log, { ...PURPOSE, ...input }))
      return { titles: notices.map((one: { notice: { title: string } }) => one.notice.title), left_out, notices }
    }
    const numberOf = async (id: string) => (await reef.db.case.findUniqueOrThrow({ where: { id } })).number

    it('gets no intimate image, nothing unjudged, nothing defective; how many there are is said', async () => {
      const ids: string[] = []
      for (let n = 0; n < 7; n++) ids.push(await seedNotice(reef, { hasAgent: false }))
      const [image = '', beside = '', unjudged = '', core = '', rejected = '', retracted = '', closed = ''] = ids
      const hand = newId()
      await reef.db.case.create({
        data: { id: hand, instanceId: reef.instanceId, kind: 'intimateImage', partyIds: [], openedAt: new Date() },
      })
      await reef.db.noticeItem.deleteMany({ where: { caseId: { in: [image, beside] } } })
      await set(image, { state: 'notCopyright', becameCaseId: hand })
      await reef.db.noticeItem.create({
        data: { id: newId(), caseId: image, number: 9, url: IMAGE, kind: 'post', postId: '666' },
      })
      await set(beside, { intimateCaseId: hand })
      await set(unjudged, { state: 'received', finding: null, isConfirmed: false })
      await set(core, { state: 'defectiveCore' })
      await set(core, { state: 'closed' })
      await set(rejected, { state: 'rejected' })
      await set(retracted, { state: 'retracted' })
      await set(closed, { state: 'closed' })
      // A valid notice that names the picture as well, in another spelling, and what is no address at all.
      for (const [number, url] of ['https://reef.example/users/harl/statuses/666', 'javascript:alert(1)'].entries())
        await reef.db.noticeItem.create({
          data: { id: newId(), caseId, number: 20 + number, url, kind: 'post', postId: number === 0 ? '666' : null },
        })
      const { titles, left_out, notices } = await given()
      const wanted = [await numberOf(caseId), await numberOf(closed)]
      expect(titles.toSorted()).toEqual(wanted.map((n) => `Copyright notice to reef.example, case ${n}`).toSorted())
      expect(left_out).toEqual({
        notCopyright: 1,
        intimateImage: 1,
        unjudged: 1,
        defective: 1,
        rejected: 1,
        retracted: 1,
      })
      expect(JSON.stringify(notices)).not.toMatch(/666|javascript/)
      expect((await given({ withRejected: true })).titles).toHaveLength(4)
      for (const id of [image, beside, unjudged, core])
        await expect(read(doors.lumen ?? log, { ...PURPOSE, caseId: id })).rejects.toMatchObject({
          code: 'records.notForArchive',
        })
      // The note that a person sends to the archive says no more than the file.
      await expect(reef.query(ines, preview, { caseId: image, template: 'D14' })).rejects.toMatchObject({
        code: 'records.notForArchive',
      })
      expect((await reef.query(ines, preview, { caseId, template: 'D14' })).text).not.toMatch(/666|javascript/)
      // What was closed as another matter is no knowledge of an infringement.
      await set(image, { state: 'closed' })
      expect(await read(doors.knowledge ?? log, { ...PURPOSE, url: IMAGE })).toContain('notice received,no')
    })
  })

  it('the report tells every strike with its lines', async () => {
    const report = JSON.parse(await read(doors.infringers ?? log))
    expect(report.totals).toMatchObject({ accounts: 1, strikes: 1, terminations: 0 })
    expect(report.accounts[0].ledger[0]).toMatchObject({ kind: 'counted', day: '2026-08-09' })
    expect(report.policies[0]).toMatchObject({ number: 1, threshold: 3 })
  })
})
