import { beforeAll, describe, expect, it } from 'vitest'
import { claim, close } from '@/lib/features/reports/commands'
import { couldAct } from '@/lib/features/staff/model'
import type { PersonActor } from '@/lib/platform/access/access'
import { openReef, type Reef } from '@/lib/testing/reef'
import { disconnect } from './commands'
import { preview } from './queries'

let reef: Reef
let sef: PersonActor
beforeAll(async () => {
  reef = await openReef()
  sef = await reef.signIn(reef.people.sef)
})

const tokenOnReef = (name: string) => reef.state.tokens.find((token) => token.token === name)
const tokenHere = (actor: PersonActor) =>
  reef.db.token.findFirstOrThrow({ where: { personId: actor.id, purpose: 'acting' } })
const session = (actor: PersonActor, hash: string) =>
  reef.db.session.create({
    data: { tokenHash: hash, personId: actor.id, createdAt: new Date(), expiresAt: new Date(Date.now() + 3600_000) },
  })

describe('somebody who disconnects', () => {
  it('is told before what waits, what they have and who could take it', async () => {
    const harl = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, claim, { caseId: harl.id, version: harl.version })
    await reef.work()
    const now = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, close, { caseId: harl.id, version: now.version })
    const told = await reef.query(reef.kofi, preview, {})
    expect(told).toMatchObject({ waiting: 3, cases: 1, isReader: false, isOnlyOwner: false, domain: 'reef.example' })
    expect(told.colleagues.map((one) => one.acct)).toEqual(['ines', 'sef'])
    expect(await reef.query(reef.ines, preview, {})).toMatchObject({ isReader: true, isOnlyOwner: true })
  })

  it('hands cases over: what waited is cancelled and told in a note, and nothing leaves under another name', async () => {
    await session(reef.kofi, 'a'.repeat(64))
    await reef.command(reef.kofi, disconnect, { handsToId: sef.id })
    const harl = await reef.caseOf(sef, 'harl')
    expect(harl.owner).toMatchObject({ id: sef.id, isYou: true })
    expect(harl.notes.map((note) => [note.by, note.text])).toEqual([
      ['kofi', '@kofi has left and hands this over. Asked for and not sent: Closed 3 reports. Decide anew.'],
    ])
    expect(await reef.db.act.findMany({ where: { state: 'cancelled' }, distinct: ['failure'] })).toMatchObject([
      { failure: 'left' },
    ])
    await reef.work()
    const open = Object.values(reef.state.reports).filter((report) => !report.actionTakenAt)
    expect(open).toHaveLength(6)
  })

  it('has no session any more, and Mastodon no longer knows the token', async () => {
    expect(await reef.db.session.count({ where: { personId: reef.kofi.id } })).toBe(0)
    expect(tokenOnReef('kofi')?.revokedAt).not.toBeNull()
    expect(await tokenHere(reef.kofi)).toMatchObject({ sealed: null, revokeOutcome: 'revoked' })
    const row = await reef.db.auditRow.findFirstOrThrow({ where: { command: 'tokens.revoke' } })
    expect(row.outcome).toBe('done')
  })

  it('is connected again by signing in', async () => {
    reef.state.tokens = reef.state.tokens.filter((token) => token.token !== 'kofi')
    await reef.signIn(reef.people.kofi)
    expect(await tokenHere(reef.kofi)).toMatchObject({ deadAt: null, revokeAskedAt: null, revokeOutcome: null })
    const kofi = await reef.db.person.findUniqueOrThrow({ where: { id: reef.kofi.id }, include: { tokens: true } })
    expect(couldAct(kofi)).toBe(true)
  })

  it('leaves the reading to nobody who did not agree to it', async () => {
    await reef.command(reef.ines, disconnect, {})
    const instance = await reef.db.instance.findUniqueOrThrow({ where: { id: reef.instanceId } })
    expect(instance.readerPersonId).toBeNull()
    await reef.work()
  })

  it('may be counsel too, who has no settings to start from', async () => {
    const nadia: PersonActor = { ...(await reef.signIn(reef.people.nadia)), roles: ['lawyer'] }
    expect(await reef.query(nadia, preview, {})).toMatchObject({ waiting: 0, cases: 0, hasSettings: false })
    await reef.command(nadia, disconnect, {})
    await reef.work()
    expect(await tokenHere(nadia)).toMatchObject({ sealed: null })
  })

  it('cannot hand anything to a stranger', async () => {
    await expect(reef.command(sef, disconnect, { handsToId: reef.instanceId })).rejects.toMatchObject({
      code: 'notFound',
    })
  })
})
