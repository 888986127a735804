import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { newsFor } from '@/lib/features/live/queries'
import { type GuestActor, isHolder } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { emptyBatch } from '@/lib/platform/live/notes'
import { withTally } from '@/lib/platform/metrics/tally'
import { runQuery } from '@/lib/platform/queries/define'
import { openGuest } from '@/lib/testing/guest'
import { openReef, type Reef } from '@/lib/testing/reef'
import { openTargets, type Target, type Targets, WAYS } from '@/lib/testing/targets'
import { touched } from '@/lib/testing/touch'
import { commands, downloads, queries, streams } from './registry'

/** Doors at which a guest is somebody; a guest asks the others in vain. */
const THEIRS = {
  lawyer: [
    'bundle.export',
    'bundle.list',
    'counsel.comment',
    'counsel.list',
    'counsel.log',
    'papers.original',
    'room.case',
  ],
  auditor: ['room.case'],
}
/** Their own passkeys and way out: about no case at all. */
const OWN = [
  'passkeys.enrol',
  'passkeys.enrolOptions',
  'passkeys.list',
  'passkeys.remove',
  'passkeys.touch',
  'passkeys.touchOptions',
  'room.list',
  'shell.frame',
  'staff.endSession',
]

let reef: Reef
const guests = {} as Record<'lawyer' | 'auditor', GuestActor>
/** A case that does not exist. */
let nowhere: Target

let targets: Targets

beforeAll(async () => {
  reef = await openReef()
  targets = await openTargets(reef)
  nowhere = {
    ...targets.report.hidden,
    caseId: newId(),
    number: 99_999,
    accountId: '404404',
    postId: '404',
    reportId: '404',
    paperId: newId(),
    words: [],
  }
  for (const role of ['lawyer', 'auditor'] as const) {
    const guest = await openGuest(reef.db, { instanceId: reef.instanceId, role, invitedById: reef.ines.id, name: role })
    for (const way of WAYS) {
      const { caseId } = targets[way].shared
      await reef.command(touched(reef.ines), commands['room.share'], { caseId, personId: guest.id })
    }
    guests[role] = touched(guest)
  }
})

/** Every name under which a door may ask for a case, a person or a part of one: a form for all doors at once. */
const formOf = (target: Target) => ({
  ...target,
  id: target.caseId,
  personId: newId(),
  remoteId: target.accountId,
  subjectId: target.accountId,
  caseNumber: target.number,
  caseNumbers: [target.number],
  caseIds: [target.caseId],
  accountIds: [target.accountId],
  groupId: target.caseId,
  actId: target.caseId,
  mediaId: target.caseId,
  holdId: target.caseId,
  tabId: newId(),
  text: target.words[0] ?? 'a text',
  query: target.words[0] ?? 'a text',
  kind: 'advice',
  purpose: 'For the court',
  address: `https://reef.example/@wren/${target.postId}`,
})

interface Told {
  answer: unknown
  statements: number
}

/** What a door tells somebody: the answer or the refusal with all its values, and how many statements it took to say so. */
async function told(name: string, actor: GuestActor, input: unknown): Promise<Told> {
  const call = { db: reef.db, actor, now: new Date(), input }
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  const query = Object.entries({ ...queries, ...downloads, ...streams }).find(([known]) => known === name)?.[1]
  return withTally(async (tally) => {
    const ask = () => (command ? runCommand<unknown>(command, call) : query ? runQuery<unknown>(query, call) : null)
    const answer = await Promise.resolve(ask()).catch((error: unknown) => {
      if (error instanceof AppError) return { refused: error.code, status: error.status, values: error.values }
      throw error
    })
    return { answer, statements: tally.statements }
  })
}

const NAMES = Object.keys({ ...commands, ...queries, ...downloads, ...streams }).filter((name) => !OWN.includes(name))
const refusedAs = (told: Told) => (told.answer as { refused?: string }).refused

describe.each(['lawyer', 'auditor'] as const)('a %s who is a guest of one case', (role) => {
  it.each(NAMES)('is told the same at %s of cases that are not shared and of one that does not exist', async (name) => {
    const ofNowhere = await told(name, guests[role], formOf(nowhere))
    for (const way of WAYS) {
      const ofHidden = await told(name, guests[role], formOf(targets[way].hidden))
      expect({ way, ...ofHidden }).toEqual({ way, ...ofNowhere })
      expect(refusedAs(ofHidden)).toBe(THEIRS[role].includes(name) ? 'notFound' : 'notAllowed')
    }
  })

  it.each(WAYS)('is answered at each door of theirs about the case that is shared (%s)', async (way) => {
    for (const name of THEIRS[role]) {
      const answer = await told(name, guests[role], formOf(targets[way].shared))
      expect(refusedAs(answer), name).toBeUndefined()
    }
    const { answer } = await told('room.case', guests[role], { caseId: targets[way].shared.caseId })
    for (const word of targets[way].shared.words) expect(JSON.stringify(answer)).toContain(word)
  })

  it('learns nothing of other cases by what needs no case, and is told no count of them', async () => {
    for (const name of ['room.list', 'shell.frame', 'passkeys.list'] as const) {
      const before = await told(name, guests[role], {})
      secretsIn(before.answer)
      const ids = WAYS.map((way) => targets[way].hidden.caseId)
      await reef.db.case.updateMany({ where: { id: { in: ids } }, data: { class: 'childSafety' } })
      const { answer, statements } = await told(name, guests[role], {})
      expect({ ...strip(answer), statements }).toEqual({ ...strip(before.answer), statements: before.statements })
      await reef.db.case.updateMany({ where: { id: { in: ids } }, data: { class: 'ordinary' } })
    }
    expect(await told('room.list', guests[role], {})).toMatchObject({
      answer: { rows: WAYS.map((way) => ({ caseId: targets[way].shared.caseId })) },
    })
    expect(await told('shell.frame', guests[role], {})).toMatchObject({
      answer: { rooms: ['room'], counts: { reports: 0, safety: 0 }, sync: null, blocked: 0 },
    })
  })

  it.each(WAYS)('finds nothing of other cases in the one that is shared (%s)', async (way) => {
    const silent = ['counsel.comment', 'bundle.export', 'papers.original']
    for (const name of THEIRS[role].filter((one) => !silent.includes(one)))
      secretsIn((await told(name, guests[role], { caseId: targets[way].shared.caseId })).answer)
  })

  it.each(WAYS)(
    'loses the case with its share, and when it is stopped; named on it, they see it no more than before (%s)',
    async (way) => {
      const { shared } = targets[way]
      const asked = () => told('room.case', guests[role], { caseId: shared.caseId })
      await reef.db.case.update({ where: { id: shared.caseId }, data: { class: 'childSafety' } })
      await reef.db.casePerson.create({ data: { caseId: shared.caseId, personId: guests[role].id } })
      expect(refusedAs(await asked())).toBe('notFound')
      await reef.db.casePerson.deleteMany()
      await reef.db.case.update({ where: { id: shared.caseId }, data: { class: 'ordinary' } })
      const at = { caseId: shared.caseId, personId: guests[role].id }
      await reef.command(reef.ines, commands['room.unshare'], at)
      expect(refusedAs(await asked())).toBe('notFound')
      await reef.command(touched(reef.ines), commands['room.share'], at)
      expect(refusedAs(await asked())).toBeUndefined()
    },
  )

  it('is not kept waiting by those who work on a case that is not shared', async () => {
    const { hidden } = targets.byHand
    const worker = new pg.Client({ connectionString: reef.ownerUrl })
    await worker.connect()
    await worker.query('BEGIN')
    await worker.query('SELECT id FROM "case" WHERE id = $1 FOR UPDATE', [hidden.caseId])
    // Would wait for the end of the other transaction, which comes only afterwards.
    for (const name of THEIRS[role]) expect(refusedAs(await told(name, guests[role], formOf(hidden)))).toBe('notFound')
    await worker.query('ROLLBACK')
    await worker.end()
  })

  it.each(WAYS)(
    'hears of the shared case alone, of nothing on every page, and not who looks at what (%s)',
    async (way) => {
      const { hidden, shared } = targets[way]
      const news = (change: (batch: ReturnType<typeof emptyBatch>) => void) => {
        const batch = emptyBatch()
        change(batch)
        return newsFor(reef.db, guests[role], batch)
      }
      const quiet: Parameters<typeof news>[0][] = [
        (batch) => batch.cases.add(hidden.caseId),
        (batch) => batch.sights.add(hidden.caseId),
        (batch) => batch.sights.add(nowhere.caseId),
        (batch) => batch.leases.add(shared.caseId),
        (batch) => batch.people.add(reef.kofi.id),
        (batch) => (batch.isAll = true),
        (batch) => Array.from({ length: 500 }, newId).forEach((id) => batch.cases.add(id)),
      ]
      for (const change of quiet) expect(await news(change)).toBeNull()
      const all = await news((batch) => [hidden.caseId, shared.caseId].forEach((id) => batch.cases.add(id)))
      expect(all).toEqual({ cases: [shared.caseId], leases: [], isAll: false })
      expect(await news((batch) => batch.people.add(guests[role].id))).toMatchObject({ cases: [], isAll: true })
      expect(await news((batch) => (batch.isAll = batch.hasGap = true))).toMatchObject({ isAll: true })
      await reef.db.case.update({ where: { id: shared.caseId }, data: { class: 'childSafety' } })
      expect(await news((batch) => batch.sights.add(shared.caseId))).toEqual({ cases: [], leases: [], isAll: true })
      await reef.db.case.update({ where: { id: shared.caseId }, data: { class: 'ordinary' } })
    },
  )
})

it('each refusal of a guest is a row under their own name', async () => {
  const before = await reef.db.auditRow.count({ where: { actorId: guests.lawyer.id, outcome: 'refused' } })
  await told('room.case', guests.lawyer, { caseId: targets.report.hidden.caseId })
  await told('reports.case', guests.lawyer, { caseId: targets.report.hidden.caseId })
  expect(await reef.db.auditRow.count({ where: { actorId: guests.lawyer.id, outcome: 'refused' } })).toBe(before + 2)
  expect(isHolder(guests.lawyer)).toBe(true)
  // None of all their tries stands in the log of a case that they do not see, or of one that does not exist.
  const cases = [nowhere.caseId, ...WAYS.map((way) => targets[way].hidden.caseId)]
  const tries = { actorId: { in: [guests.lawyer.id, guests.auditor.id] }, caseId: { in: cases } }
  expect(await reef.db.auditRow.count({ where: tries })).toBe(0)
})

/** Nothing that names a hidden case or its person, or was said in it. */
function secretsIn(answer: unknown): void {
  const text = JSON.stringify(answer)
  for (const way of WAYS)
    for (const secret of [targets[way].hidden.caseId, ...targets[way].hidden.words]) expect(text).not.toContain(secret)
}

/** Without the moment at which it was asked. */
function strip(answer: unknown): object {
  return typeof answer === 'object' && answer !== null ? { ...answer, now: '' } : {}
}
