import { beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { setRoles } from '@/lib/features/staff/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { namePerson, recordTip, stop } from './commands'
import { list, one } from './queries'

let reef: Reef
let caseId: string
let sef: PersonActor
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  sef = await reef.signIn(reef.people.sef)
  nadia = await reef.signIn(reef.people.nadia)
  await reef.command(touched(reef.ines), setRoles, { personId: sef.id, roles: ['childSafety'] })
  sef = { ...sef, roles: ['moderator', 'childSafety'] }
  caseId = (await reef.caseOf(reef.kofi, 'wren')).id
  await reef.command(reef.kofi, stop, { caseId, reportId: null, postId: null })
})

const seenBy = (actor: PersonActor) => reef.query(actor, one, { caseId })
const tip = (actor: PersonActor, tipNumber: string, version: number) =>
  reef.command(actor, recordTip, { caseId, version, tipNumber })
const refused = (code: string) => expect.objectContaining({ code })

describe('the number of the CyberTipline', () => {
  it.each(['', '123', '12 34', 'A1234567', '123456789012345678901', '-12345', '12345; DROP', '١٢٣٤٥'])(
    'is not %j',
    async (tipNumber) => {
      const { version } = await seenBy(reef.ines)
      await expect(tip(reef.ines, tipNumber, version)).rejects.toMatchObject({
        code: 'badInput',
        values: { fields: 'tipNumber' },
      })
    },
  )

  it('is written down by a person named on the case, with who and when', async () => {
    const before = await seenBy(sef)
    const { version } = await tip(sef, ' 171234567 ', before.version)
    expect(await seenBy(reef.ines)).toMatchObject({ tipNumber: '171234567', tipBy: 'sef', version })
    expect((await reef.query(reef.ines, list, {})).rows[0]?.tipFiledAt).not.toBeNull()
  })

  it('may be corrected, the first one stays in the log', async () => {
    const { version } = await seenBy(reef.ines)
    await tip(reef.ines, '171234568', version)
    const rows = await reef.db.auditRow.findMany({
      where: { caseId, command: 'safety.recordTip', outcome: 'done' },
      orderBy: { recordedAt: 'asc' },
      include: { values: { orderBy: { field: 'asc' } } },
    })
    expect(rows.map((row) => row.values.map((value) => value.value))).toEqual([
      ['null', '"171234567"'],
      ['"171234567"', '"171234568"'],
    ])
  })

  it('says who was faster on a stale page', async () => {
    const { version } = await seenBy(sef)
    await tip(reef.ines, '171234569', version)
    await expect(tip(sef, '999999', version)).rejects.toMatchObject({
      code: 'case.stale',
      values: { who: 'ines', what: 'safety.recordTip' },
    })
  })

  it('is nobody else’s to write', async () => {
    const { version } = await seenBy(reef.ines)
    const unnamed: PersonActor = { ...nadia, roles: ['childSafety'] }
    await expect(tip(reef.kofi, '171234567', version)).rejects.toEqual(refused('notAllowed'))
    await expect(tip(unnamed, '171234567', version)).rejects.toEqual(refused('notFound'))
    const party = { ...reef.ines, remoteId: reef.people.wren.id }
    await expect(tip(party, '171234567', version)).rejects.toEqual(refused('notFound'))
    expect(await seenBy(reef.ines)).toMatchObject({ tipNumber: '171234569' })
  })

  it('is not taken for a case that nobody stopped', async () => {
    const mira = await reef.caseOf(reef.kofi, 'mira')
    const asked = reef.command(reef.ines, recordTip, { caseId: mira.id, version: mira.version, tipNumber: '171234567' })
    await expect(asked).rejects.toEqual(refused('notFound'))
  })
})

describe('who is named', () => {
  it('is everybody who had the role when the stop was pressed', async () => {
    expect((await seenBy(reef.ines)).named).toEqual(['sef'])
    const stopped = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'safety.stop', caseId },
      include: { values: true },
    })
    expect(stopped.values.find((value) => value.field === 'named')?.value).toBe('["sef"]')
  })

  it('may write notes there, and others may not', async () => {
    await reef.command(sef, addNote, { caseId, text: 'Filed by web form.' })
    expect((await seenBy(sef)).notes.map((note) => note.text)).toEqual(['Filed by web form.'])
    await expect(reef.command(reef.kofi, addNote, { caseId, text: 'And?' })).rejects.toEqual(refused('notFound'))
  })

  it('can be added by the owner, once the person has the role', async () => {
    const name = () => reef.command(touched(reef.ines), namePerson, { caseId, personId: nadia.id })
    await expect(name()).rejects.toMatchObject({ code: 'safety.roleNeeded', values: { who: 'nadia' } })
    await reef.command(touched(reef.ines), setRoles, { personId: nadia.id, roles: ['childSafety'] })
    await name()
    await name()
    expect((await seenBy({ ...nadia, roles: ['childSafety'] })).named.toSorted()).toEqual(['nadia', 'sef'])
  })

  it('is never somebody whom the case concerns', async () => {
    const osei = await reef.signIn(reef.people.osei)
    await reef.command(touched(reef.ines), setRoles, { personId: osei.id, roles: ['childSafety'] })
    const named = reef.command(touched(reef.ines), namePerson, { caseId, personId: osei.id })
    await expect(named).rejects.toEqual(refused('notFound'))
  })

  it('at the stop leaves out whom the case concerns', async () => {
    const mira = await reef.caseOf(reef.kofi, 'mira')
    await reef.command(reef.kofi, stop, { caseId: mira.id, reportId: null, postId: null })
    // osei reviews such cases, and reported this one.
    expect((await reef.query(reef.ines, one, { caseId: mira.id })).named.toSorted()).toEqual(['nadia', 'sef'])
  })
})
