import { beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { keepContact } from '@/lib/features/contacts/store'
import { destroy } from '@/lib/features/destruction/commands'
import { OF_CASE, STAYS } from '@/lib/features/destruction/statements'
import { confirmRelease, place, proposeRelease } from '@/lib/features/holds/commands'
import { one as personPage } from '@/lib/features/people/queries'
import { refreshDue } from '@/lib/features/search/store'
import type { PersonActor } from '@/lib/platform/access/access'
import { transaction } from '@/lib/platform/db/client'
import { putObject } from '@/lib/platform/vault/objects'
import { firstFault } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { confirm, propose, withdraw } from './commands'
import { list } from './queries'

let reef: Reef
let ines: PersonActor
let sef: PersonActor
let nadia: PersonActor
beforeAll(async () => {
  reef = await openReef()
  ines = touched(reef.ines)
  sef = touched({ ...(await reef.signIn(reef.people.sef)), roles: ['privacy'] })
  nadia = touched({ ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] })
})

const wish = { account: '@harl', basis: 'Asked by mail on 20 November' }
const closeAll = async () => {
  await reef.db.report.updateMany({ data: { isResolved: true, resolvedAt: new Date() } })
  await reef.db.case.updateMany({ data: { state: 'closed', closedAt: new Date() } })
}
/** What was asked for, and not what the mirror would read meanwhile: on the instance nothing was closed. */
const work = () => reef.work(['holds.released', 'erasure.run', 'destruction.finish'])
const hold = { source: 'preservation', reference: 'Sheriff', releaseEvent: 'Letter', startsOn: '2026-11-01' }

describe('an erasure', () => {
  it('is refused while a case is open, of whoever works here, and of nobody known', async () => {
    await expect(reef.command(sef, propose, wish)).rejects.toMatchObject({ code: 'erasure.openCase' })
    await expect(reef.command(sef, propose, { ...wish, account: '@kofi' })).rejects.toMatchObject({
      code: 'erasure.staff',
    })
    await expect(reef.command(sef, propose, { ...wish, account: '@nobody' })).rejects.toMatchObject({
      code: 'erasure.unknown',
    })
  })

  it('is refused under a hold, with the day; of a secret one neither the day nor the reason is told', async () => {
    await closeAll()
    const { id } = await reef.command(nadia, place, { ...hold, keepUntil: '2099-01-01', accounts: ['mira'] })
    // Of @mira, who reported @harl: what she said of him is held, and goes with neither.
    await expect(reef.command(sef, propose, wish)).rejects.toMatchObject({
      code: 'held',
      values: { until: '2 Jan 2099' },
    })
    await reef.db.hold.update({ where: { id }, data: { isSecret: true } })
    await expect(reef.command(sef, propose, wish)).rejects.toMatchObject({ code: 'held.notNow', values: {} })
    await reef.command(nadia, proposeRelease, { id, version: 1, why: 'Over' })
    await reef.command(ines, confirmRelease, { id, version: 2 })
  })

  it('takes two people', async () => {
    const { id } = await reef.command(sef, propose, wish)
    await expect(reef.command(sef, confirm, { id })).rejects.toMatchObject({ code: 'erasure.samePerson' })
    await expect(reef.command(ines, propose, wish)).rejects.toMatchObject({ code: 'erasure.underWay' })
    await reef.command(ines, withdraw, { id })
    await expect(reef.command(ines, confirm, { id })).rejects.toMatchObject({ code: 'erasure.moved' })
    expect((await reef.query(sef, list, {})).rows[0]).toMatchObject({ state: 'withdrawn', accountId: null })
  })

  it('that a hold overtakes waits, and goes when the hold is released', async () => {
    const { harl, mira } = reef.people
    const row = await reef.db.case.findFirstOrThrow({ where: { subjectId: harl.id } })
    const other = await reef.db.case.findFirstOrThrow({ where: { subjectId: mira.id } })
    await reef.command(reef.kofi, addNote, { caseId: row.id, text: 'Writes as before' })
    await reef.command(reef.kofi, addNote, { caseId: other.id, text: 'See @harl, and @harlem' })
    await reef.query(reef.kofi, personPage, { accountId: harl.id })
    // Cited in a case that they are no party of: found there by its words until they are erased.
    const post = await reef.db.post.findFirstOrThrow({ where: { authorId: harl.id } })
    const cited = { caseId: other.id, postId: post.remoteId, addedById: reef.kofi.id, addedAt: new Date() }
    await reef.db.casePost.create({ data: { ...cited, instanceId: reef.instanceId } })
    await refreshDue(reef.db)
    expect(await reef.db.caseSearch.count({ where: { caseId: other.id } })).toBe(1)
    await keepContact(
      reef.db,
      { instanceId: reef.instanceId, remoteId: harl.id },
      { email: 'h@reef.example', isConfirmed: true, ips: [] },
      new Date(),
    )
    const sealed = await transaction(reef.db, (tx) =>
      putObject(tx, new Date(), { caseId: row.id, class: 'ordinary', kind: 'report' }, Buffer.from('seen')),
    )
    const { id } = await reef.command(sef, propose, wish)
    await reef.command(ines, confirm, { id })
    const placed = await reef.command(nadia, place, { ...hold, keepUntil: null, accounts: [harl.id] })
    await work()
    expect((await reef.query(ines, list, {})).rows[0]).toMatchObject({ state: 'confirmed', isHeld: true })
    expect(await reef.db.account.count({ where: { acct: 'harl' } })).toBe(1)
    await reef.command(nadia, proposeRelease, { id: placed.id, version: 1, why: 'Over' })
    await reef.command(ines, confirmRelease, { id: placed.id, version: 2 })
    await work()
    expect((await reef.query(ines, list, {})).rows[0]).toMatchObject({ state: 'done', accountId: null, handle: null })
    expect(await reef.db.vaultObjectKey.count({ where: { objectId: sealed.id } })).toBe(0)
    expect(await reef.db.caseSearch.count({ where: { caseId: other.id } })).toBe(0)
    expect((await reef.db.caseNote.findMany()).map((note) => note.text)).toEqual(['See [erased], and @harlem'])
  })

  it('leaves nothing of the person in any table, and the log still verifies', async () => {
    const { harl } = reef.people
    const tables = await reef.db.$queryRaw<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`
    const found: string[] = []
    for (const { name } of tables) {
      const rows = await reef.db.$queryRawUnsafe<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${name}" t WHERE to_jsonb(t)::text ~* $1`,
        `@?\\mharl\\M|Mocks how people speak|"${harl.id}"`,
      )
      if ((rows[0]?.n ?? 0) > 0) found.push(name)
    }
    // The numbers in rows of the log are in its hashes; hold and request say whom the demand named.
    expect(found.toSorted()).toEqual(['audit_row', 'hold'])
    expect(await firstFault(reef.db)).toBeNull()
  })

  it('of somebody who only reported leaves the report without their name and words', async () => {
    const { osei } = reef.people
    const { id } = await reef.command(sef, propose, { ...wish, account: osei.id })
    await reef.command(ines, confirm, { id })
    await work()
    const reports = await reef.db.report.findMany({ where: { reporterId: 'erased' } })
    expect(new Set(reports.map((report) => report.comment))).toEqual(new Set(['']))
    const queue = await reef.db.reportCase.findMany()
    expect(
      JSON.stringify(queue, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toMatch(/photograph|blocked|every minute/)
    expect(await reef.db.case.count({ where: { partyIds: { has: osei.id } } })).toBe(0)
  })

  it('done twice by a crash takes nothing twice', async () => {
    const ids = [(await reef.db.erasure.findFirstOrThrow({ where: { state: 'done' } })).personHash]
    const before = await reef.db.auditValue.count()
    await destroy(reef.db, new Date(), { kind: 'account', ids, instanceId: reef.instanceId, why: 'erasure' })
    // The one row that says it was done.
    expect(await reef.db.auditValue.count()).toBeGreaterThanOrEqual(before)
    expect(await firstFault(reef.db)).toBeNull()
  })
})

describe('what belongs to a case', () => {
  it('is listed: each table that refers to cases goes with them, or says why it stays', async () => {
    const rows = await reef.db.$queryRaw<{ name: string }[]>`
      SELECT DISTINCT c.conrelid::regclass::text AS name FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid IN ('"case"'::regclass, 'notice'::regclass, 'notice_item'::regclass)`
    expect(rows.map((row) => row.name).toSorted()).toEqual([...OF_CASE, ...Object.keys(STAYS)].toSorted())
  })
})
