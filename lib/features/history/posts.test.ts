import { beforeAll, describe, expect, it } from 'vitest'
import { stop } from '@/lib/features/safety/commands'
import { addFollow, addPost } from '@/lib/integrations/mastodon/fake/makers'
import { openReef, type Reef } from '@/lib/testing/reef'
import { recentPosts } from './queries'

let reef: Reef
const posted = (text: string, minutes: number, more: object = {}) =>
  addPost(reef.state, {
    accountId: reef.people.osei.id,
    text,
    createdAt: new Date(Date.now() - minutes * 60_000),
    ...more,
  })
beforeAll(async () => {
  reef = await openReef()
  for (let n = 0; n < 25; n++) posted(`Old ${n}`, 1000 + n)
  posted('', 30, { content: '<p>Look <script>alert(1)</script><a href="https://a.example" onclick="x()">here</a></p>' })
  posted('For followers', 20, { visibility: 'private' })
  posted('@ines between us', 10, { visibility: 'direct' })
  posted('Quietly', 5, { visibility: 'unlisted', spoilerText: 'food' })
  addFollow(reef.state, reef.people.ines.id, reef.people.osei.id)
})
const postsOf = (name: keyof Reef['people'], before: string | null = null) =>
  reef.query(reef.kofi, recentPosts, { accountId: reef.people[name].id, before })

describe('recent posts', () => {
  it('are the public ones, clean, and are not kept', async () => {
    const { posts, next } = await postsOf('osei')
    expect(posts.slice(0, 3).map((post) => [post.visibility, post.warning])).toEqual([
      ['unlisted', 'food'],
      ['public', ''],
      ['public', ''],
    ])
    const html = posts.map((post) => post.html).join()
    for (const word of ['script', 'onclick', 'followers', 'between us']) expect(html).not.toContain(word)
    expect(html).toContain('https://a.example')
    expect(await reef.db.post.count({ where: { authorId: reef.people.osei.id } })).toBe(0)
    const older = await postsOf('osei', next)
    expect(older.posts.length).toBeGreaterThan(0)
    expect(older.next).toBeNull()
  })

  it('of a suspended person, or while Mastodon does not answer, are told to be out of reach', async () => {
    reef.fake.setFault({ kind: '5xx', match: { path: '/statuses$' }, times: 1 })
    expect(await postsOf('osei')).toEqual({ posts: [], next: null, failure: 'temporary' })
    await reef.db.account.updateMany({ where: { remoteId: reef.people.mira.id }, data: { isSuspended: true } })
    expect(await postsOf('mira')).toEqual({ posts: [], next: null, failure: 'suspended' })
  })

  it('never are those that a stopped case is about', async () => {
    expect((await postsOf('harl')).posts).toHaveLength(1)
    const harl = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, stop, { caseId: harl.id, reportId: null, postId: harl.posts[0]?.id ?? null })
    expect((await postsOf('harl')).posts).toEqual([])
  })
})
