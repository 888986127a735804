import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/features/leaving/commands'
import type { PersonActor } from '@/lib/platform/access/access'
import { openReef, type Reef } from '@/lib/testing/reef'
import { revokeToken } from './workers'

let reef: Reef
let sef: PersonActor
beforeAll(async () => {
  reef = await openReef()
})
beforeEach(async () => {
  reef.fake.setFault(null)
  reef.state.tokens = reef.state.tokens.filter((token) => token.token !== 'sef')
  sef = await reef.signIn(reef.people.sef)
})

const onReef = () => reef.state.tokens.find((token) => token.token === 'sef')
const here = () => reef.db.token.findFirstOrThrow({ where: { personId: sef.id, purpose: 'acting' } })
const told = async () => {
  const row = await reef.db.auditRow.findFirstOrThrow({
    where: { command: 'tokens.revoke' },
    orderBy: { recordedAt: 'desc' },
    include: { values: true },
  })
  return [row.outcome, row.values.find((value) => value.field === 'result')?.value]
}
const REVOKE = { method: 'POST', path: '/oauth/revoke' }
const leave = async () => {
  await reef.command(sef, disconnect, {})
  await reef.work(['tokens.revoke'])
}

describe('a token that is given back', () => {
  it('is known to be revoked although the answer was lost: Mastodon is asked whether it still opens anything', async () => {
    reef.fake.setFault({ kind: 'dropAfter', match: REVOKE, times: 1 })
    await leave()
    expect(onReef()?.revokedAt).not.toBeNull()
    expect(await here()).toMatchObject({ sealed: null, revokeOutcome: 'revoked' })
    expect(await told()).toEqual(['done', '"revoked"'])
  })

  it('is told to live on when the call never arrived, is wiped here all the same, and not asked for twice', async () => {
    reef.fake.setFault({ kind: 'dropBefore', match: REVOKE, times: 1 })
    await leave()
    expect(onReef()?.revokedAt).toBeNull()
    expect(await here()).toMatchObject({ sealed: null, revokeOutcome: 'stillLives' })
    expect(await told()).toEqual(['failed', '"stillLives"'])
    expect(await reef.work(['tokens.revoke'])).toEqual([])
  })

  const runs = async (rounds: readonly number[]) => {
    for (const round of rounds)
      await revokeToken.run({ personId: sef.id, purpose: 'acting', round }, { db: reef.db, now: () => new Date() })
  }

  it('is looked for again while the instance says nothing afterwards, and told to be uncertain in the end', async () => {
    reef.fake.setFault({ kind: '5xx' })
    await leave()
    expect(await here()).toMatchObject({ deadAt: expect.any(Date), revokeOutcome: null })
    await runs([1, 2, 3])
    expect(await here()).toMatchObject({ revokeOutcome: null })
    await runs([4])
    expect(await here()).toMatchObject({ sealed: null, revokeOutcome: 'notAnswered' })
  })

  it('is not said to be revoked on the word of an answer alone: it is seen later, without asking twice', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: 'verify_credentials' } })
    await leave()
    expect(onReef()?.revokedAt).not.toBeNull()
    expect(await here()).toMatchObject({ revokeOutcome: null })
    reef.fake.setFault(null)
    await runs([1])
    expect(await here()).toMatchObject({ sealed: null, revokeOutcome: 'revoked' })
  })

  it('is asked for later where the instance asked for a pause', async () => {
    reef.fake.setFault({ kind: '429', match: REVOKE, times: 1 })
    await leave()
    expect(await here()).toMatchObject({ revokeAskedAt: null, revokeOutcome: null })
    await runs([1])
    expect(await here()).toMatchObject({ revokeOutcome: 'revoked' })
  })

  it('is asked about once: a run after a crash only looks', async () => {
    await reef.command(sef, disconnect, {})
    await reef.db.token.updateMany({ where: { personId: sef.id }, data: { revokeAskedAt: new Date() } })
    await reef.work(['tokens.revoke'])
    expect(onReef()?.revokedAt).toBeNull()
    expect(await here()).toMatchObject({ revokeOutcome: 'stillLives' })
  })

  it('stays with somebody who signed in again before the job came to it', async () => {
    await reef.command(sef, disconnect, {})
    await reef.signIn(reef.people.sef)
    await reef.work(['tokens.revoke'])
    expect(onReef()?.revokedAt).toBeNull()
    expect(await here()).toMatchObject({ deadAt: null, revokeOutcome: null })
  })
})
