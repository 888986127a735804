import fs from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyEntry, destroy } from '@/lib/features/destruction/commands'
import { personHash } from '@/lib/features/erased/statements'
import { ledgerFile } from '@/lib/features/destruction/store'
import { confirm, propose } from '@/lib/features/erasure/commands'
import { list } from '@/lib/features/erasure/queries'
import { refreshDue } from '@/lib/features/search/store'
import type { PersonActor } from '@/lib/platform/access/access'
import { newId, transaction } from '@/lib/platform/db/client'
import { putObject, readObject } from '@/lib/platform/vault/objects'
import { firstFault } from '@/lib/testing/chain'
import { openReef, type Reef } from '@/lib/testing/reef'
import { touched } from '@/lib/testing/touch'

let reef: Reef
let ines: PersonActor
let sef: PersonActor
let caseId = ''
const AT = new Date('2026-10-01T12:00:00Z')
const at = (days: number) => new Date(AT.getTime() + days * 24 * 3600_000)

async function paper(kind: string, party: string, text: string): Promise<string> {
  const place = { caseId, class: 'paper', kind: 'paper' } as const
  const kept = await transaction(reef.db, (tx) => putObject(tx, AT, place, Buffer.from(text)))
  const said = { way: 'in', kind, at: AT, party, channel: 'mail', entry: 'paste', recordedAt: AT, subject: party }
  const sealed = { objectId: kept.id, sha256: kept.sha256, size: kept.size, mediaType: 'text/plain' }
  return (await reef.db.paper.create({ data: { id: newId(), caseId, ...said, ...sealed } })).id
}
const opens = async (paperId: string): Promise<boolean> => {
  const { objectId } = await reef.db.paper.findUniqueOrThrow({ where: { id: paperId } })
  if (!objectId) return false
  return readObject(reef.db, objectId).then(
    () => true,
    () => false,
  )
}

const papers = { notice: '', counter: '', told: '', handedOn: '', ofMira: '', court: '' }
const items: string[] = []
/** A closed notice about pictures of @wren (put back), of @mira (still down) and of @gull elsewhere. */
beforeEach(async () => {
  reef = await openReef()
  // The file beside the vault is of the last test's database.
  fs.rmSync(ledgerFile(), { force: true })
  ines = touched(reef.ines)
  sef = touched({ ...(await reef.signIn(reef.people.sef)), roles: ['privacy'] })
  await reef.db.report.updateMany({ data: { isResolved: true, resolvedAt: new Date() } })
  await reef.db.case.updateMany({ data: { state: 'closed', closedAt: new Date() } })
  const { wren, mira } = reef.people
  const { db, instanceId, gull } = reef
  caseId = newId()
  const parties = { partyIds: [wren.id, mira.id], subjectId: wren.id }
  const closed = { state: 'closed', openedAt: AT, closedAt: at(30) }
  await db.case.create({ data: { id: caseId, instanceId, kind: 'copyright', ...parties, ...closed } })
  const sender = { senderName: 'Dana Marlow', email: 'dana@marlow.example', ownKnowledge: 'I saw it at @wren, too' }
  const received = { receivedAt: AT, recordedAt: AT, channel: 'mail', zone: 'UTC', state: 'closed' }
  await db.notice.create({ data: { caseId, ...received, ...sender } })
  items.length = 0
  const item = async (number: number, url: string, more: object) => {
    const id = newId()
    items.push(id)
    await db.noticeItem.create({ data: { id, caseId, number, url, kind: 'post', ...more } })
  }
  const down = { disabledAt: at(1), lever: 'edgeBlock', isLocal: true, fairUse: 'Of @wren whole' }
  const file = { mediaUrls: ['https://reef.example/wren.png'], postUrl: 'https://reef.example/@wren/1' }
  const ofWren = { accountId: wren.id, postId: '114', state: 'restored', restoredAt: at(20), ...down, ...file }
  await item(1, 'https://reef.example/@wren/114', ofWren)
  await item(2, 'https://reef.example/@mira/115', { accountId: mira.id, postId: '115', state: 'disabled', ...down })
  await item(3, 'https://reef.example/@gull@harbour.example/9', {
    accountId: gull.id,
    isLocal: false,
    state: 'refused',
  })
  await item(4, 'https://reef.example/@wren', { state: 'notLocatable' })
  await db.noticeElement.create({
    data: { caseId, element: 'material', standing: 'there', quote: 'at https://reef.example/@wren/114' },
  })
  await db.noticeSubscriber.createMany({
    data: [wren, mira].map(({ id }) => ({ caseId, accountId: id, toldAt: at(2) })),
  })
  await blocks()
  await written()
})
async function blocks(): Promise<void> {
  const { db, instanceId } = reef
  for (const [n, accountId] of [reef.people.wren.id, reef.people.mira.id].entries()) {
    const id = newId()
    const over = { state: 'lifted', provedAt: at(1), liftedAt: at(20), version: 1 }
    const where = {
      postId: `11${n + 4}`,
      postUrl: `https://reef.example/post/${n}`,
      mediaUrls: ['https://reef.example/x'],
    }
    const made = { id, caseId, instanceId, itemId: items[n] ?? '', kind: 'media', accountId, askedAt: AT }
    await db.edgeBlock.create({ data: { ...made, ...over, ...where } })
    const seen = {
      at: at(1),
      place: 'file',
      address: `https://reef.example/${n === 0 ? 'wren' : 'mira'}.png`,
      status: 451,
    }
    await db.edgeProbe.create({ data: { id: newId(), blockId: id, round: 1, ...seen } })
  }
}
async function written(): Promise<void> {
  const { db, instanceId } = reef
  const { wren, mira } = reef.people
  papers.notice = await paper('notice', 'Dana Marlow', 'Take down @wren and @mira.')
  papers.counter = await paper('counterNotice', 'Wren Ash', 'It is mine. Wren Ash, 1 Quay.')
  papers.told = await paper('letter', '@wren', 'Hello @wren')
  papers.handedOn = await paper('letter', 'Dana Marlow', 'Wren Ash, 1 Quay, says: mine')
  papers.ofMira = await paper('letter', '@mira', 'Hello @mira')
  papers.court = await paper('courtPaper', 'Dana Marlow', 'Marlow v. Ash')
  const counterId = newId()
  const said = { name: 'Wren Ash', address: '1 Quay', phone: '555 0199', text: 'Mine since 2019', docket: '1:26-cv-1' }
  const went = { state: 'restored', receivedAt: at(5), recordedAt: at(5), forwardedAt: at(6), restoredAt: at(20) }
  const ofWren = { caseId, accountId: wren.id, channel: 'mail', elements: {} }
  await db.counterNotice.create({ data: { id: counterId, ...ofWren, ...said, ...went, paperId: papers.counter } })
  const court = {
    paperId: papers.court,
    sort: 'threat',
    isFromSender: true,
    isSameMaterial: true,
    reason: 'Ash said so',
  }
  const noted = { receivedAt: at(7), recordedAt: at(7), recordedById: ines.id, state: 'noted' }
  await db.courtPaper.create({ data: { id: newId(), caseId, counterId, ...court, ...noted } })
  const way = { version: 1, recipient: 'x', party: '@wren', channel: 'copied', state: 'given', at: at(2) }
  const letter = (template: string, paperId: string, more: object) =>
    db.letter.create({
      data: { id: newId(), caseId, template, paperId, subject: 'Of @wren', ...way, ...more },
    })
  await letter('D5', papers.told, { accountId: wren.id })
  await letter('D8', papers.handedOn, { aboutId: wren.id, party: 'Dana Marlow' })
  await letter('D5', papers.ofMira, { accountId: mira.id, party: '@mira', subject: 'Of @mira' })
  for (const [accountId, itemId] of [
    [wren.id, items[0]],
    [mira.id, items[1]],
  ])
    await db.strikeEntry.create({
      data: {
        id: newId(),
        instanceId,
        accountId: accountId ?? '',
        caseId,
        itemId: itemId ?? '',
        kind: 'counted',
        day: '2026-10-01',
        at: AT,
      },
    })
  const place = { caseId, class: 'ordinary', kind: 'post' } as const
  for (const remoteId of ['114', '115']) {
    const kept = await transaction(db, (tx) => putObject(tx, AT, place, Buffer.from(`post ${remoteId}`)))
    const seen = { kind: 'post', remoteId, cause: 'act', state: 'sealed', seenAt: AT, objectId: kept.id }
    await db.evidence.create({ data: { id: newId(), caseId, instanceId, ...seen } })
  }
}
async function erased(account: string): Promise<void> {
  const { id } = await reef.command(sef, propose, { account, basis: 'Asked by mail' })
  await reef.command(ines, confirm, { id })
  await reef.work(['erasure.run', 'destruction.finish'])
  expect((await reef.query(sef, list, {})).rows[0]).toMatchObject({ state: 'done' })
}
/** Tables with a word of somebody in them. */
async function tablesWith(pattern: string): Promise<string[]> {
  const tables = await reef.db.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await reef.db.$queryRawUnsafe<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE to_jsonb(t)::text ~* $1`,
      pattern,
    )
    if ((rows[0]?.n ?? 0) > 0) found.push(name)
  }
  return found.toSorted()
}

describe('an author who is erased from a notice that names others too', () => {
  it('takes their part along, and nothing of the others nor of the record', async () => {
    const { wren, mira } = reef.people
    await refreshDue(reef.db)
    await erased('@wren')
    // The numbers in rows of the log are in its hashes.
    expect(await tablesWith(`\\mwren\\M|Wren Ash|1 Quay|555 0199|Mine since|"${wren.id}"|"114"`)).toEqual(['audit_row'])
    const row = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
    expect(row).toMatchObject({ emptiedAt: null, subjectId: mira.id, partyIds: [mira.id] })
    const [first, second, third, fourth] = await reef.db.noticeItem.findMany({
      where: { caseId },
      orderBy: { number: 'asc' },
    })
    const fate = { state: 'restored', lever: 'edgeBlock', disabledAt: at(1), restoredAt: at(20) }
    expect(first).toMatchObject({
      url: '[erased]',
      accountId: 'erased-1',
      postId: null,
      mediaUrls: [],
      fairUse: '',
      ...fate,
    })
    expect(second).toMatchObject({
      url: 'https://reef.example/@mira/115',
      accountId: mira.id,
      fairUse: 'Of @[erased] whole',
    })
    expect([third?.accountId, fourth?.url]).toEqual([reef.gull.id, 'https://reef.example/@[erased]'])
    // Who was told, who answered and what became of it are one record still.
    const told = await reef.db.noticeSubscriber.findMany({ where: { caseId } })
    expect(told.map((one) => one.accountId).toSorted()).toEqual(['erased-1', mira.id].toSorted())
    expect(told.every((one) => one.toldAt?.getTime() === at(2).getTime())).toBe(true)
    const counter = await reef.db.counterNotice.findFirstOrThrow({ where: { caseId } })
    expect(counter).toMatchObject({ accountId: 'erased-1', state: 'restored', forwardedAt: at(6), docket: '1:26-cv-1' })
    const open = Object.fromEntries(
      await Promise.all(Object.entries(papers).map(async ([name, id]) => [name, await opens(id)] as const)),
    )
    expect(open).toEqual({ notice: true, counter: false, told: false, handedOn: false, ofMira: true, court: false })
    expect((await reef.db.notice.findUniqueOrThrow({ where: { caseId } })).senderName).toBe('Dana Marlow')
    expect((await reef.db.edgeProbe.findMany()).map((probe) => probe.address)).toEqual([
      'https://reef.example/mira.png',
    ])
    expect(await reef.db.evidence.findMany({ where: { caseId }, select: { remoteId: true } })).toEqual([
      { remoteId: '115' },
    ])
    expect((await reef.db.strikeEntry.findMany({ where: { caseId } })).map((one) => one.accountId)).toEqual([mira.id])
    expect(await firstFault(reef.db)).toBeNull()
  })

  it('empties the case with the last of them, whoever stood as subject; also of somebody elsewhere', async () => {
    await erased(`@${reef.gull.username}@harbour.example`)
    const third = await reef.db.noticeItem.findUniqueOrThrow({ where: { id: items[2] ?? '' } })
    expect(third).toMatchObject({ url: '[erased]', accountId: 'erased-3' })
    await erased('@mira')
    expect((await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })).emptiedAt).toBeNull()
    await erased('@wren')
    expect((await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })).emptiedAt).not.toBeNull()
    expect(await reef.db.notice.count({ where: { caseId } })).toBe(0)
    expect(await opens(papers.notice).catch(() => false)).toBe(false)
  })

  it('waits for an open case, an open counter-notice and a standing block, whichever author it is', async () => {
    const { db, gull } = reef
    const code = (account: string) =>
      reef.command(sef, propose, { account, basis: 'Asked' }).then(
        () => 'proposed',
        (error: { code: string }) => error.code,
      )
    const all = ['@wren', '@mira', gull.id]
    await db.case.update({ where: { id: caseId }, data: { state: 'open', partyIds: [] } })
    for (const one of all) expect(await code(one)).toBe('erasure.openCase')
    await db.case.update({ where: { id: caseId }, data: { state: 'closed' } })
    await db.counterNotice.updateMany({ data: { state: 'held' } })
    expect(await code('@wren')).toBe('erasure.counterOpen')
    await db.counterNotice.updateMany({ data: { state: 'restored' } })
    await db.edgeBlock.updateMany({ where: { itemId: items[1] ?? '' }, data: { liftedAt: null, state: 'proved' } })
    expect(await code('@mira')).toBe('erasure.blocked')
    // What comes in between the second person and the deed keeps it waiting, and the list says so.
    const { id } = await reef.command(sef, propose, { account: '@wren', basis: 'Asked' })
    await reef.command(ines, confirm, { id })
    await db.case.update({ where: { id: caseId }, data: { state: 'open' } })
    await reef.work(['erasure.run', 'destruction.finish'])
    expect((await reef.query(sef, list, {})).rows[0]).toMatchObject({ state: 'confirmed', isInCase: true })
    await db.case.update({ where: { id: caseId }, data: { state: 'closed' } })
    const ids = [personHash(reef.instanceId, reef.people.wren.id)]
    await destroy(db, new Date(), { kind: 'account', ids, instanceId: reef.instanceId, why: 'erasure' })
    expect((await reef.query(sef, list, {})).rows[0]).toMatchObject({ state: 'done' })
  })

  it('is taken out of a restored copy of an earlier day as well, whatever stood there then', async () => {
    const { db, instanceId } = reef
    await db.case.update({ where: { id: caseId }, data: { state: 'open', closedAt: null, subjectId: null } })
    await db.counterNotice.updateMany({ data: { state: 'forwarded', restoredAt: null } })
    await db.edgeBlock.updateMany({ data: { liftedAt: null, state: 'proved' } })
    // On that day not every address had been asked for: it may be anybody's.
    await db.noticeItem.updateMany({
      where: { id: { not: items[0] ?? '' } },
      data: { state: 'waiting', accountId: null },
    })
    const ids = [personHash(instanceId, reef.people.wren.id)]
    const line = {
      seq: 2,
      at: AT.toISOString(),
      step: 'done',
      of: 1,
      kind: 'account',
      ids,
      instanceId,
      why: 'erasure',
      prev: '0',
    } as const
    const counts = await transaction(db, (tx) => applyEntry(tx, line, new Date()))
    expect(counts).toMatchObject({ notices: 1 })
    expect(await tablesWith('Wren Ash|1 Quay|555 0199|Mine since')).toEqual([])
    expect(await db.noticeItem.count({ where: { caseId, accountId: 'erased-1' } })).toBe(1)
    expect(await opens(papers.notice)).toBe(true)
    expect(await db.edgeBlock.count({ where: { itemId: items[0] ?? '', liftedAt: null } })).toBe(0)
  })
})
