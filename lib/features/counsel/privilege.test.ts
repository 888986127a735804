import fs from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { one as reportCase } from '@/lib/features/reports/queries'
import { share } from '@/lib/features/room/commands'
import { one as roomCase } from '@/lib/features/room/queries'
import { list as auditRows } from '@/lib/features/trail/queries'
import type { GuestActor, PersonActor, Role } from '@/lib/platform/access/access'
import { destroyCaseKeys } from '@/lib/platform/vault/destroy'
import { sql } from '@/lib/platform/db/client'
import { openGuest } from '@/lib/testing/guest'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'
import { comment } from './commands'
import { readersOf } from './model'
import { list, log } from './queries'

const WORDS = 'Settle: the photograph is theirs, and the law is not on our side.'

let reef: Reef
let caseId: string
let elsewhere: string
let lawyer: GuestActor
let auditor: GuestActor
let nadia: PersonActor

const as = (...roles: Role[]): PersonActor => ({ ...nadia, roles })
const code = (is: string) => expect.objectContaining({ code: is })

beforeAll(async () => {
  reef = await openReef()
  nadia = await reef.signIn(reef.people.nadia)
  await reef.db.person.update({ where: { id: nadia.id }, data: { roles: ['legal'] } })
  caseId = (await reef.caseOf(reef.kofi, 'wren')).id
  elsewhere = (await reef.caseOf(reef.kofi, 'harl')).id
  const by = { instanceId: reef.instanceId, invitedById: reef.ines.id }
  lawyer = await openGuest(reef.db, { ...by, role: 'lawyer' })
  auditor = await openGuest(reef.db, { ...by, role: 'auditor', name: 'Ivo' })
  for (const { id: personId } of [lawyer, auditor]) await reef.command(touched(reef.ines), share, { caseId, personId })
  await reef.command(lawyer, comment, { caseId, text: WORDS })
})

describe('what counsel wrote', () => {
  it('is read by counsel on the case and the owner', async () => {
    for (const actor of [lawyer, as('legal'), as('owner')])
      expect((await reef.query(actor, list, { caseId })).map((one) => one.text)).toEqual([WORDS])
    expect((await reef.query(lawyer, list, { caseId }))[0]).toMatchObject({ isYours: true, kind: 'advice' })
  })

  it.each<[string, () => PersonActor | GuestActor, string]>([
    ['moderator', () => as('moderator'), 'notAllowed'],
    ['privacy', () => as('privacy'), 'notAllowed'],
    ['child safety', () => as('childSafety'), 'notAllowed'],
    ['auditor', () => as('auditor'), 'notAllowed'],
    ['auditor who is a guest', () => auditor, 'notAllowed'],
    ['lawyer with whom it is not shared', () => as('lawyer'), 'notFound'],
    ['owner whom the case is about', () => ({ ...as('owner'), remoteId: reef.people.wren.id }), 'notFound'],
  ])('is not read by a %s', async (_label, who, refused) => {
    await expect(reef.query(who(), list, { caseId })).rejects.toEqual(code(refused))
    await expect(reef.query(who(), log, { caseId })).rejects.toEqual(code(refused))
  })

  it('is written by counsel alone, on a case that they see', async () => {
    const write = (actor: PersonActor | GuestActor, where = caseId) =>
      reef.command(actor, comment, { caseId: where, text: 'Mine' })
    await expect(write(as('moderator', 'owner'))).rejects.toEqual(code('notAllowed'))
    await expect(write(auditor)).rejects.toEqual(code('notAllowed'))
    await expect(write(lawyer, elsewhere)).rejects.toEqual(code('notFound'))
    await write(as('legal'), elsewhere)
  })

  it('lies sealed, stands in no other view, and the log tells that it was made and not its words', async () => {
    const views = [
      await reef.query(as('owner'), reportCase, { caseId }),
      await reef.query(lawyer, roomCase, { caseId }),
      await reef.query(as('owner'), auditRows, {}),
    ]
    expect(JSON.stringify(views)).not.toContain('photograph is theirs')
    const row = await reef.db.auditRow.findFirstOrThrow({
      where: { command: 'counsel.comment', caseId, outcome: 'done' },
      include: { values: true },
    })
    expect(row).toMatchObject({ actor: 'Amara Reyes (guest)', actorId: lawyer.id })
    expect(row.values.map((value) => value.field).toSorted()).toEqual(['comment', 'kind'])
    expect(await whereItStands('photograph is theirs')).toEqual([])
  })

  it('is gone with its key, and that it was made stays', async () => {
    const doomed = (await reef.caseOf(reef.kofi, 'mira')).id
    await reef.command(as('legal'), comment, { caseId: doomed, text: 'To be erased' })
    await reef.db.$transaction((tx) => destroyCaseKeys(tx, new Date(), { caseId: doomed, remains: 'nothing' }))
    expect((await reef.query(as('legal'), list, { caseId: doomed })).map((one) => one.text)).toEqual([null])
  })
})

describe('the privilege log', () => {
  it('says date, author, kind, who could read it then and who was let in later, never the words', async () => {
    const later = await openGuest(reef.db, {
      instanceId: reef.instanceId,
      invitedById: reef.ines.id,
      role: 'lawyer',
      name: 'Jun',
    })
    await reef.command(touched(reef.ines), share, { caseId, personId: later.id })
    const view = await reef.query(as('legal'), log, { caseId })
    expect(view.lines).toEqual([
      {
        id: expect.any(String),
        at: expect.any(String),
        by: 'Amara Reyes (guest)',
        kind: 'advice',
        couldSee: ['ines: owner', 'nadia: legal', 'Amara Reyes (guest): lawyer'],
        later: [{ name: 'Jun (guest)', at: expect.any(String) }],
      },
    ])
    expect(JSON.stringify(view)).not.toContain('photograph')
  })
})

describe('who could read a comment', () => {
  const reader = (roles: string[], isShared = false, remoteId = '1') => ({
    id: 'x',
    name: 'x',
    roles,
    remoteId,
    isShared,
  })
  it.each([
    [reader(['owner']), true],
    [reader(['legal']), true],
    [reader(['lawyer']), false],
    [reader(['lawyer'], true), true],
    [reader(['auditor'], true), false],
    [reader(['moderator', 'privacy']), false],
    [reader(['owner'], false, '7'), false],
    [reader(['lawyer'], true, '7'), false],
  ])('%j: %s', (one, is) => {
    expect(readersOf([one], ['7'])).toHaveLength(is ? 1 : 0)
  })
})

it('no search, bundle, package or other feature names the table', () => {
  const files = ['app', 'components', 'lib']
    .flatMap((folder) =>
      fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|lib\/testing\//.test(file))
  const readers = files.filter((file) =>
    /counselComment\.|counsel_comment|kind: 'comment'/.test(fs.readFileSync(file, 'utf8')),
  )
  expect(readers.toSorted()).toEqual([
    'lib/features/counsel/commands.ts',
    'lib/features/counsel/queries.ts',
    // Names the table, to empty it with its case.
    'lib/features/destruction/statements.ts',
    'lib/platform/privacy/own-words.ts',
    'lib/platform/privacy/resting-places.ts',
  ])
})

/** Every text column of the database in which the words stand. */
async function whereItStands(words: string): Promise<string[]> {
  const columns = await reef.db.$queryRaw<{ name: string; column: string }[]>(sql`
    SELECT format('%I.%I', table_schema, table_name) AS name, column_name AS column FROM information_schema.columns
    WHERE table_schema IN ('public', 'graphile_worker') AND data_type IN ('text', 'json', 'jsonb', 'ARRAY', 'bytea')
      AND table_name IN (SELECT tablename FROM pg_tables)`)
  const found: string[] = []
  for (const { name, column } of columns) {
    const rows = await reef.db.$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM ${name} WHERE convert_from(convert_to("${column}"::text, 'UTF8'), 'UTF8') LIKE '%' || $1 || '%'
        OR "${column}"::text LIKE '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%'`,
      words,
    )
    if (rows[0]?.n) found.push(`${name}.${column}`)
  }
  return found
}
