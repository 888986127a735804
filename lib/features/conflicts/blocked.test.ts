import { beforeAll, describe, expect, it } from 'vitest'
import { frame } from '@/lib/features/console/queries'
import { list as queue } from '@/lib/features/queue/queries'
import { setRoles } from '@/lib/features/staff/commands'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { countBlocked, countBlockedNow } from './queries'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

const blocked = () => countBlocked(reef.db, reef.instanceId)
const partiesOf = (name: 'harl' | 'wren', ...ids: string[]) =>
  reef.db.case.updateMany({
    where: { subjectId: reef.people[name].id },
    data: { partyIds: [reef.people[name].id, ...ids] },
  })

describe('a case about or from everybody who could act on it', () => {
  it('is none while one of them is no party', async () => {
    await partiesOf('harl', reef.ines.remoteId)
    expect(await blocked()).toBe(0)
  })

  it('is counted for the owner and on the health page, and shown to nobody', async () => {
    await partiesOf('harl', reef.ines.remoteId, reef.kofi.remoteId)
    expect(await blocked()).toBe(1)
    expect(await countBlockedNow(reef.db)).toBe(1)
    expect(await reef.query(reef.ines, frame, {})).toMatchObject({ blocked: 1 })
    expect(await reef.query(reef.kofi, frame, {})).toMatchObject({ blocked: 0 })
    const { rows } = await reef.query(reef.ines, queue, {})
    expect(rows.map((row) => row.person.handle)).not.toContain('@harl')
  })

  it('is none again when somebody comes who may decide', async () => {
    const sef = await reef.signIn(reef.people.sef)
    expect(await blocked()).toBe(0)
    // Who has no living token could not act.
    await reef.db.token.updateMany({ where: { personId: sef.id }, data: { deadAt: new Date() } })
    expect(await blocked()).toBe(1)
  })

  it('counts a stopped case whose owners and named people are parties', async () => {
    await reef.db.case.updateMany({ where: { subjectId: reef.people.harl.id }, data: { class: 'childSafety' } })
    expect(await blocked()).toBe(1)
    const nadia = await reef.signIn(reef.people.nadia)
    await reef.command(touched(reef.ines), setRoles, { personId: nadia.id, roles: ['childSafety'] })
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: reef.people.harl.id } })
    await reef.db.casePerson.create({ data: { caseId: row.id, personId: nadia.id } })
    expect(await blocked()).toBe(0)
  })

  it('is not said while nobody at all could act: that is another trouble', async () => {
    await reef.db.token.updateMany({ data: { deadAt: new Date() } })
    expect(await blocked()).toBe(0)
  })
})
