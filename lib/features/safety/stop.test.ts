import { beforeAll, describe, expect, it } from 'vitest'
import { ask } from '@/lib/features/acts/commands'
import { ACT_KINDS } from '@/lib/features/acts/schema'
import { sweepActsJob } from '@/lib/features/acts/jobs'
import { preview } from '@/lib/features/acts/queries'
import { uncover } from '@/lib/features/media/queries'
import { list as queue } from '@/lib/features/queue/queries'
import { close, reopen } from '@/lib/features/reports/commands'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { list as auditRows } from '@/lib/features/trail/queries'
import { addMedia, addPost, addReport, editPost } from '@/lib/integrations/mastodon/fake/makers'
import type { PersonActor } from '@/lib/platform/access/access'
import { newId, transaction } from '@/lib/platform/db/client'
import { enqueue } from '@/lib/platform/jobs/define'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { stop } from './commands'
import { list as desk, one as stoppedCase, told } from './queries'

const WORDS = 'Words that nobody else should read'
const WARNING = {
  kind: 'warn',
  message: 'Stop this.',
  sendsMail: true,
  note: '',
  ground: { kind: 'rule', ruleIds: ['1'] },
  source: 'report',
} as const
const refOf = ({ id, version }: CaseView) => ({ caseId: id, version })
const pressed = (caseId: string) => ({ caseId, reportId: null, postId: null })

let reef: Reef
let lena: PersonActor
let legal: PersonActor
beforeAll(async () => {
  reef = await openReef()
  lena = await reef.signIn(reef.people.lena)
  legal = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
})

/** Reports a post with a picture, and gives the case that this opens or joins. */
async function reported(name: 'harl' | 'wren' | 'mira', text: string): Promise<CaseView> {
  const { state, people } = reef
  const at = new Date()
  const media = addMedia(state, { accountId: people[name].id, createdAt: at, tile: 3 })
  const post = addPost(state, { accountId: people[name].id, createdAt: at, text, mediaIds: [media.id] })
  addReport(state, { accountId: people.osei.id, targetAccountId: people[name].id, createdAt: at, statusIds: [post.id] })
  await readStep(reef)
  return reef.caseOf(reef.kofi, name)
}
const pictureOf = (view: CaseView, text: string) =>
  view.posts.find((post) => post.html.includes(text))?.media[0]?.id ?? newId()

describe('the stop', () => {
  it('takes the case out of every view but the owner’s and the named people’s', async () => {
    const seen = await reported('wren', WORDS)
    const mediaId = pictureOf(seen, WORDS)
    await reef.query(reef.kofi, uncover, { caseId: seen.id, mediaId })
    await reef.command(reef.kofi, stop, pressed(seen.id))

    const listed = await reef.query(reef.kofi, queue, {})
    expect(listed.rows.map((row) => row.caseId)).not.toContain(seen.id)
    expect([listed.people, listed.counts.any]).toEqual([listed.rows.length, listed.rows.length])
    const gone = expect.objectContaining({ code: 'notFound' })
    for (const actor of [reef.kofi, lena, reef.ines])
      await expect(reef.query(actor, reportCase, { caseId: seen.id })).rejects.toEqual(gone)
    await expect(reef.query(reef.kofi, preview, { caseId: seen.id, kind: 'warn' })).rejects.toEqual(gone)
    await expect(reef.query(reef.kofi, uncover, { caseId: seen.id, mediaId })).rejects.toEqual(gone)
    await expect(reef.query(reef.ines, uncover, { caseId: seen.id, mediaId })).rejects.toEqual(gone)
    expect((await reef.query(legal, auditRows, { caseNumber: seen.number })).rows).toEqual([])
    const neighbours = await reef.caseOf(reef.kofi, 'mira')
    expect([neighbours.next, neighbours.previous]).not.toContain(seen.id)

    // Whoever pressed it learns who sees it now; a colleague who knows the address does not.
    expect(await reef.query(reef.kofi, told, { caseId: seen.id })).toEqual({
      number: seen.number,
      maySee: false,
      people: [{ acct: 'ines', as: 'owner' }],
    })
    expect(await reef.query(lena, told, { caseId: seen.id })).toBeNull()
    expect(await reef.query(reef.ines, told, { caseId: seen.id })).toMatchObject({ maySee: true })

    expect((await reef.query(reef.ines, desk, {})).rows).toMatchObject([
      { caseId: seen.id, stoppedBy: 'kofi', handle: '@wren', tipNumber: null },
    ])
    expect((await reef.query(reef.ines, auditRows, { caseNumber: seen.number })).rows.length).toBeGreaterThan(0)
  })

  it('shows those who decide facts and next steps, never the words or the picture', async () => {
    const row = (await reef.query(reef.ines, desk, {})).rows[0]
    const view = await reef.query(reef.ines, stoppedCase, { caseId: row?.caseId })
    expect(view).toMatchObject({ handle: '@wren', stoppedBy: 'kofi' })
    expect(JSON.stringify(view)).not.toContain(WORDS)
    expect(JSON.stringify(view)).not.toContain('This is my photograph')
    const opened = await reef.query(reef.ines, auditRows, { command: 'safety.case' })
    expect(opened.rows[0]).toMatchObject({ actor: 'ines', caseId: row?.caseId })
  })

  it('works on a stale page, and twice, and by two at once; what was asked for is not sent', async () => {
    const seen = await reef.caseOf(reef.kofi, 'mira')
    const { groupId } = await reef.command(reef.ines, ask, { ...refOf(seen), ...WARNING })
    const [first, second] = await Promise.all([
      reef.command(reef.kofi, stop, pressed(seen.id)),
      reef.command(lena, stop, pressed(seen.id)),
    ])
    expect(first).toEqual({ caseId: seen.id, number: seen.number, maySee: false })
    expect(second).toEqual(first)
    expect(await reef.command(reef.ines, stop, pressed(seen.id))).toEqual({ ...first, maySee: true })
    expect(await reef.db.safetyStop.count({ where: { caseId: seen.id } })).toBe(1)
    await reef.work()
    expect(reef.state.strikes).toEqual([])
    expect(await reef.db.act.findFirst({ where: { groupId: groupId ?? '' } })).toMatchObject({
      state: 'cancelled',
      sentAt: null,
    })
    expect(await reef.db.auditValue.count({ where: { field: 'actsCancelled', row: { caseId: seen.id } } })).toBe(1)
  })

  it('is answered to nobody who may not know of the case', async () => {
    const stopped = (await reef.query(reef.ines, desk, {})).rows.find((row) => row.handle === '@mira')
    const refused = expect.objectContaining({ code: 'notFound' })
    const mira = { ...reef.kofi, remoteId: reef.people.mira.id }
    const elsewhere = { ...reef.kofi, instanceId: newId() }
    for (const actor of [mira, elsewhere])
      await expect(reef.command(actor, stop, pressed(stopped?.caseId ?? ''))).rejects.toEqual(refused)
    await expect(reef.command(reef.kofi, stop, pressed(newId()))).rejects.toEqual(refused)
  })
})

describe('after a stop', () => {
  let mira: string
  beforeAll(async () => {
    mira = (await reef.query(reef.ines, desk, {})).rows.find((row) => row.handle === '@mira')?.caseId ?? ''
  })

  it('no act is taken, also not from the owner', async () => {
    const { version } = await reef.query(reef.ines, stoppedCase, { caseId: mira })
    const acts = [
      () => reef.command(reef.ines, ask, { caseId: mira, version, ...WARNING }),
      () => reef.command(reef.ines, close, { caseId: mira, version, note: '' }),
      () => reef.command(reef.ines, reopen, { caseId: mira, version }),
    ]
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'case.stopped', status: 409 })
    await expect(reef.command(reef.kofi, close, { caseId: mira, version, note: '' })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('an act that somehow still waits is cancelled instead of sent', async () => {
    const id = newId()
    const now = new Date()
    await reef.db.act.create({
      data: {
        id,
        groupId: newId(),
        caseId: mira,
        instanceId: reef.instanceId,
        personId: reef.kofi.id,
        kind: 'suspend',
        targetId: reef.people.mira.id,
        askedAt: new Date(now.getTime() - 120_000),
      },
    })
    await transaction(reef.db, (tx) => enqueue(tx, sweepActsJob, {}))
    await reef.work()
    expect(await reef.db.act.findUnique({ where: { id } })).toMatchObject({ state: 'cancelled', sentAt: null })
    expect(reef.state.accounts[reef.people.mira.id]?.suspendedAt).toBeNull()
  })

  it('the mirror keeps no new word and no new picture of the person', async () => {
    const { state, people, db } = reef
    const [post] = Object.values(state.posts).filter((one) => one.accountId === people.wren.id)
    if (!post) throw new Error('wren wrote nothing')
    editPost(state, post, { text: 'Other words', at: new Date() })
    const media = addMedia(state, { accountId: people.wren.id, createdAt: new Date(), tile: 5 })
    const fresh = addPost(state, {
      accountId: people.wren.id,
      createdAt: new Date(),
      text: 'New words',
      mediaIds: [media.id],
    })
    const report = addReport(state, {
      accountId: people.mira.id,
      targetAccountId: people.wren.id,
      createdAt: new Date(),
      statusIds: [fresh.id],
    })
    await readStep(reef)
    const posts = await db.post.findMany({ where: { authorId: people.wren.id } })
    expect(posts.map((one) => one.content)).toEqual([expect.stringContaining(WORDS)])
    expect(await db.media.count({ where: { remoteId: media.id } })).toBe(0)
    const link = await db.caseReport.findFirst({ where: { reportId: report.id }, include: { case: true } })
    expect(link?.case.class).toBe('childSafety')
  })
})

describe('a stop of a person who was reported before', () => {
  let earlier: CaseView
  beforeAll(async () => {
    const harl = await reported('harl', WORDS)
    await reef.command(reef.kofi, close, { ...refOf(harl), note: '' })
    await reef.work()
    earlier = await reef.caseOf(reef.kofi, 'harl')
    // Somebody reports the same post again: a second case.
    const post = Object.values(reef.state.posts).find(
      (one) => one.text === WORDS && one.accountId === reef.people.harl.id,
    )
    addReport(reef.state, {
      accountId: reef.people.wren.id,
      targetAccountId: reef.people.harl.id,
      createdAt: new Date(),
      statusIds: [post?.id ?? ''],
    })
    await readStep(reef)
  })

  it('also hides the post in the earlier case, and lets nothing be done from there', async () => {
    const later = await reef.caseOf(reef.kofi, 'harl')
    expect(later.id).not.toBe(earlier.id)
    const mediaId = pictureOf(earlier, WORDS)
    await reef.query(reef.kofi, uncover, { caseId: earlier.id, mediaId })
    await reef.command(reef.kofi, ask, { ...refOf(earlier), ...WARNING, kind: 'suspend' })

    await reef.command(reef.kofi, stop, { caseId: later.id, reportId: null, postId: later.posts[0]?.id ?? null })
    await reef.work()
    expect(reef.state.accounts[reef.people.harl.id]?.suspendedAt).toBeNull()

    const view = await reef.query(reef.kofi, reportCase, { caseId: earlier.id })
    expect(JSON.stringify(view)).not.toContain(WORDS)
    expect(view.acts[0]).toMatchObject({ kind: 'suspend', state: 'cancelled' })
    expect(view.actions.filter((action) => action.why === 'stopped')).toHaveLength(ACT_KINDS.length)
    await expect(reef.query(reef.kofi, uncover, { caseId: earlier.id, mediaId })).rejects.toMatchObject({
      code: 'notFound',
    })
    await expect(reef.command(reef.kofi, ask, { ...refOf(view), ...WARNING })).rejects.toMatchObject({
      code: 'case.stopped',
    })
    expect((await reef.query(reef.kofi, preview, { caseId: earlier.id, kind: 'warn' })).off).toBe('stopped')
  })

  it('counts no report of the stopped case', async () => {
    const view = await reef.query(reef.kofi, reportCase, { caseId: earlier.id })
    expect(view.person.reportsAbout).toBe(view.reports.length)
    expect(view.before).toEqual([])
  })
})
