import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { captureCase } from '@/lib/features/captures/workers'
import { evidenceOf, readEvidence } from '@/lib/features/evidence/queries'
import { uncover } from '@/lib/features/media/queries'
import { stop } from '@/lib/features/safety/commands'
import { addMedia, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import { newId } from '@/lib/platform/db/client'
import { daysMs } from '@/lib/platform/privacy/lifetimes'
import { shelfOf } from '@/lib/platform/vault/place'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { all } from '@/lib/testing/vault'
import { judge } from './commands'
import { tidyVault } from './workers'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)

let made = 0
/** A case about somebody new, with a picture of theirs in quarantine. */
async function quarantined(about?: string) {
  const { state, people, db } = reef
  made += 1
  const like = state.accounts[people.wren.id]
  if (!like) throw new Error('no wren')
  const authorId = about ?? `9200${made}`
  state.accounts[authorId] ??= { ...structuredClone(like), id: authorId, username: `author${made}` }
  const picture = addMedia(state, { accountId: authorId, createdAt: ago(3), tile: made })
  const post = addPost(state, { accountId: authorId, createdAt: ago(3), text: 'Look', mediaIds: [picture.id] })
  addReport(state, { accountId: people.osei.id, targetAccountId: authorId, createdAt: ago(2), statusIds: [post.id] })
  await readStep(reef)
  const { id: caseId } = await db.case.findFirstOrThrow({
    where: { subjectId: authorId },
    orderBy: { openedAt: 'desc' },
  })
  await captureCase.run({ caseId, personId: null }, { db, now: () => new Date() })
  const evidence = await db.evidence.findFirstOrThrow({
    where: { caseId, kind: 'media', remoteId: picture.id },
    include: { object: true },
  })
  const media = await db.media.findFirstOrThrow({ where: { remoteId: picture.id } })
  return {
    caseId,
    evidenceId: evidence.id,
    objectId: evidence.objectId ?? '',
    address: evidence.object?.address ?? '',
    mediaId: media.id,
    picture,
    authorId,
  }
}
const object = (id: string) => reef.db.vaultObject.findUniqueOrThrow({ where: { id }, include: { key: true } })
const onShelf = async (address: string) =>
  (await all((await shelfOf(reef.db)).list())).some((file) => file.address === address)
const tidy = (at = new Date()) => tidyVault.run({}, { db: reef.db, now: () => at })
const rowOf = async (evidenceId: string, caseId: string) =>
  (await evidenceOf(reef.db, caseId)).find((row) => row.id === evidenceId)

describe('a quarantined file', () => {
  it('is opened by the uncover route, which shows the sealed bytes also when the instance no longer has them', async () => {
    const { caseId, mediaId, picture, evidenceId } = await quarantined()
    picture.fileKey = 'elsewhere'
    const file = await reef.query(reef.kofi, uncover, { caseId, mediaId })
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe((await rowOf(evidenceId, caseId))?.sha256)
    expect([file.contentType, file.headers?.['x-seen-at']]).toEqual(['image/png', expect.any(String)])
    expect(await readEvidence(reef.db, evidenceId)).toBeNull()
  })

  it('is judged by nobody who has not seen it', async () => {
    const { caseId, evidenceId, mediaId } = await quarantined()
    await reef.query(reef.ines, uncover, { caseId, mediaId })
    const said = reef.command(reef.kofi, judge, { caseId, evidenceId, verdict: 'ordinary' })
    await expect(said).rejects.toMatchObject({ code: 'quarantine.notSeen' })
  })

  it('that is said to be ordinary moves to the case without a copy, and leaves by the bundle', async () => {
    const { caseId, evidenceId, mediaId, objectId, address } = await quarantined()
    const before = await object(objectId)
    await reef.query(reef.kofi, uncover, { caseId, mediaId })
    await reef.command(reef.kofi, judge, { caseId, evidenceId, verdict: 'ordinary' })
    const after = await object(objectId)
    expect([before.class, after.class, after.address]).toEqual(['quarantine', 'ordinary', address])
    expect(Buffer.from(after.key?.wrapped ?? []).equals(Buffer.from(before.key?.wrapped ?? []))).toBe(false)
    expect(await rowOf(evidenceId, caseId)).toMatchObject({ state: 'sealed', class: 'ordinary', judgedBy: 'kofi' })
    const bytes = Buffer.concat(await all((await readEvidence(reef.db, evidenceId)) ?? (async function* () {})()))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(after.sha256)
    await reef.query(reef.ines, uncover, { caseId, mediaId })
    const again = reef.command(reef.ines, judge, { caseId, evidenceId, verdict: 'intimate' })
    await expect(again).rejects.toMatchObject({ code: 'quarantine.judged' })
  })

  it('that is said to be intimate is destroyed: key, then bytes; its hash stays', async () => {
    const { caseId, evidenceId, mediaId, objectId, address } = await quarantined()
    await reef.query(reef.kofi, uncover, { caseId, mediaId })
    const { sha256 } = await object(objectId)
    await reef.command(reef.kofi, judge, { caseId, evidenceId, verdict: 'intimate' })
    expect((await object(objectId)).key).toBeNull()
    await reef.work(['quarantine.tidy'])
    expect(await onShelf(address)).toBe(false)
    expect(await rowOf(evidenceId, caseId)).toMatchObject({ state: 'intimate', class: null, sha256, judgedBy: 'kofi' })
  })

  it('is kept thirty days if nobody says what it is, longer while a hold keeps it, and then goes but for its hash', async () => {
    const [left, held] = [await quarantined(), await quarantined()]
    await reef.db.hold.create({ data: holdOn(held.caseId) })
    await tidy(new Date(Date.now() + daysMs(29)))
    expect([await onShelf(left.address), await onShelf(held.address)]).toEqual([true, true])
    await tidy(new Date(Date.now() + daysMs(31)))
    expect([await onShelf(left.address), await onShelf(held.address)]).toEqual([false, true])
    expect(await rowOf(left.evidenceId, left.caseId)).toMatchObject({ state: 'expired', sha256: expect.any(String) })
    expect((await object(left.objectId)).key).toBeNull()
    expect(await rowOf(held.evidenceId, held.caseId)).toMatchObject({ state: 'sealed', class: 'quarantine' })
    await reef.query(reef.kofi, uncover, { caseId: held.caseId, mediaId: held.mediaId })
    const again = reef.command(reef.kofi, judge, {
      caseId: held.caseId,
      evidenceId: held.evidenceId,
      verdict: 'intimate',
    })
    await expect(again).rejects.toMatchObject({ code: 'quarantine.held' })
    // Of a secret one neither the answer nor what stands in the log of the case tells anybody.
    await reef.db.hold.updateMany({ where: { caseIds: { has: held.caseId } }, data: { isSecret: true } })
    const ref = { caseId: held.caseId, evidenceId: held.evidenceId, verdict: 'intimate' }
    await expect(reef.command(reef.kofi, judge, ref)).rejects.toMatchObject({ code: 'held.notNow' })
  })
})

function holdOn(caseId: string) {
  return {
    id: newId(),
    instanceId: reef.instanceId,
    caseIds: [caseId],
    source: 'preservation',
    state: 'active',
    reference: 'Preservation letter 7',
    accountIds: [],
    postIds: [],
    namedIds: [],
    startsAt: ago(1),
    releaseEvent: 'when the matter ends',
    placedById: reef.ines.id,
    placedAt: new Date(),
  }
}

describe('the stop', () => {
  it('wraps everything of the case for the child-safety class, without a copy, and nothing opens it from the case any more', async () => {
    const { caseId, mediaId, objectId, address, evidenceId } = await quarantined()
    await reef.query(reef.kofi, uncover, { caseId, mediaId })
    const files = (await all((await shelfOf(reef.db)).list())).length
    await reef.command(reef.kofi, stop, { caseId, reportId: null, postId: null })
    const rows = await reef.db.vaultObject.findMany({ where: { caseId } })
    expect(rows.length).toBeGreaterThan(3)
    expect(new Set(rows.map((row) => row.class))).toEqual(new Set(['childSafety']))
    expect([(await object(objectId)).address, (await all((await shelfOf(reef.db)).list())).length]).toEqual([
      address,
      files,
    ])
    await expect(reef.query(reef.kofi, uncover, { caseId, mediaId })).rejects.toMatchObject({ code: 'notFound' })
    expect(await readEvidence(reef.db, evidenceId)).toBeNull()
    const said = reef.command(reef.kofi, judge, { caseId, evidenceId, verdict: 'ordinary' })
    await expect(said).rejects.toMatchObject({ code: 'notFound' })
    // What preservation asks for does not go with the quarantine's thirty days.
    await tidy(new Date(Date.now() + daysMs(40)))
    expect(await onShelf(address)).toBe(true)
  })
})
