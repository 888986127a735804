import { beforeAll, describe, expect, it } from 'vitest'
import { uncover } from '@/lib/features/media/queries'
import { recentPosts } from '@/lib/features/history/queries'
import { add } from '@/lib/features/posts/commands'
import { thread } from '@/lib/features/posts/queries'
import { one as reportCase } from '@/lib/features/reports/queries'
import type { CaseView } from '@/lib/features/reports/schema'
import { addMedia, addPost, addReport } from '@/lib/integrations/mastodon/fake/makers'
import type { Post } from '@/lib/integrations/mastodon/fake/state'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { stop } from './commands'

const ADDED = 'Found by looking around'
const REPLY = 'An answer under another post'
const PUBLIC = 'Something ordinary'

let reef: Reef
let earlier: CaseView
let mira: CaseView
let picture: { caseId: string; mediaId: string }
const posts: Record<string, Post> = {}

function write(name: 'harl' | 'mira', text: string, more: object = {}): Post {
  const accountId = reef.people[name].id
  const media = addMedia(reef.state, { accountId, createdAt: new Date(), tile: 2 })
  const post = addPost(reef.state, { accountId, createdAt: new Date(), text, mediaIds: [media.id], ...more })
  posts[text] = post
  return post
}
const fresh = (view: CaseView) => reef.query(reef.kofi, reportCase, { caseId: view.id })
const reply = () => posts[REPLY]?.id ?? ''

// @harl has a closed case to which a post was added, and an open one whose reported post answers @mira, who has a case too.
beforeAll(async () => {
  reef = await openReef()
  const { state, people } = reef
  const question = write('mira', 'A question')
  addReport(state, {
    accountId: people.wren.id,
    targetAccountId: people.mira.id,
    createdAt: new Date(),
    statusIds: [question.id],
  })
  for (const text of [ADDED, PUBLIC]) write('harl', text)
  write('harl', REPLY, { inReplyToId: question.id })
  await readStep(reef)
  earlier = await reef.caseOf(reef.kofi, 'harl')
  for (const text of [ADDED, REPLY]) {
    const { version } = await fresh(earlier)
    await reef.command(reef.kofi, add, { caseId: earlier.id, version, address: posts[text]?.id ?? '' })
  }
  for (const report of Object.values(state.reports))
    if (report.targetAccountId === people.harl.id)
      Object.assign(report, { actionTakenAt: new Date().toISOString(), actionTakenByAccountId: people.ines.id })
  for (let n = 0; n < 2; n++) await readStep(reef)
  addReport(state, { accountId: people.wren.id, targetAccountId: people.harl.id, createdAt: new Date() })
  await readStep(reef)
  mira = await reef.caseOf(reef.kofi, 'mira')
  earlier = await fresh(earlier)
  const shown = earlier.posts.find((post) => post.html.includes(REPLY))
  picture = { caseId: earlier.id, mediaId: shown?.media[0]?.id ?? '' }
})

describe('a post for which a case was stopped', () => {
  it('stood in an earlier case, in a thread and on the page of its author before', async () => {
    expect(earlier).toMatchObject({ state: 'closed' })
    expect(JSON.stringify(earlier.posts)).toContain(REPLY)
    const question = posts['A question']?.id ?? ''
    const around = await reef.query(reef.kofi, thread, { caseId: mira.id, postId: question })
    expect(around.posts.map((post) => post.id)).toContain(reply())
    const recent = await reef.query(reef.kofi, recentPosts, { accountId: reef.people.harl.id })
    expect(recent.posts.map((post) => post.id)).toContain(reply())
    await reef.query(reef.kofi, uncover, picture)
  })

  it('stands in none of them afterwards', async () => {
    const later = await reef.caseOf(reef.kofi, 'harl')
    expect(later.id).not.toBe(earlier.id)
    // The open case cites no post: the one that was pressed stands in the earlier case.
    await reef.command(reef.kofi, stop, { caseId: later.id, reportId: null, postId: reply() })

    expect(JSON.stringify((await fresh(earlier)).posts)).not.toContain(REPLY)
    await expect(reef.query(reef.kofi, uncover, picture)).rejects.toMatchObject({ code: 'notFound' })
    const question = posts['A question']?.id ?? ''
    const around = await reef.query(reef.kofi, thread, { caseId: mira.id, postId: question })
    expect(around.posts.map((post) => post.id)).toEqual([question])
    const recent = await reef.query(reef.kofi, recentPosts, { accountId: reef.people.harl.id })
    expect(recent.posts.map((post) => post.id)).not.toContain(reply())
  })

  it('takes nothing else of the person’s along', async () => {
    expect(JSON.stringify((await fresh(earlier)).posts)).toContain(ADDED)
    const recent = await reef.query(reef.kofi, recentPosts, { accountId: reef.people.harl.id })
    expect(recent.posts.map((post) => post.id)).toContain(posts[PUBLIC]?.id)
  })

  it('is one of the person’s own: pressed on another’s, it stays where it is', async () => {
    const wren = await reef.caseOf(reef.kofi, 'wren')
    const question = posts['A question']?.id ?? ''
    await reef.command(reef.kofi, stop, { caseId: wren.id, reportId: null, postId: question })
    expect(await reef.db.safetyStop.findFirst({ where: { caseId: wren.id } })).toMatchObject({ postId: null })
    expect((await fresh(mira)).posts.map((post) => post.id)).toContain(question)
  })

  it('is not looked into any further', async () => {
    const { version } = await fresh(earlier)
    const adding = reef.command(reef.kofi, add, { caseId: earlier.id, version, address: posts[PUBLIC]?.id ?? '' })
    await expect(adding).rejects.toMatchObject({ code: 'case.stopped' })
    const looking = reef.query(reef.kofi, thread, { caseId: earlier.id, postId: posts[ADDED]?.id ?? '' })
    await expect(looking).rejects.toMatchObject({ code: 'case.stopped' })
  })
})
