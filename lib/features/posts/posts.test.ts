import { beforeAll, describe, expect, it } from 'vitest'
import { addNote } from '@/lib/features/cases/commands'
import { mentionsIn } from '@/lib/features/cases/model'
import { one } from '@/lib/features/reports/queries'
import { addFollow, addPost, addReport, editPost } from '@/lib/integrations/mastodon/fake/makers'
import { find as findPeople } from '@/lib/features/finding/queries'
import { readStep } from '@/lib/testing/mirror'
import { openReef, type Reef } from '@/lib/testing/reef'
import { add } from './commands'
import { standingOf, wordingAt } from './model'
import { find, localPostId, now, thread } from './queries'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour))

describe('how a post stands now', () => {
  const seen = { visibility: 'public', editedAt: null }
  it.each([
    ['unchanged', { now: { editedAt: null }, seen, isAuthorSuspended: false }],
    ['edited', { now: { editedAt: at(3) }, seen, isAuthorSuspended: false }],
    ['edited', { now: { editedAt: at(3) }, seen: { ...seen, editedAt: at(2) }, isAuthorSuspended: false }],
    ['unchanged', { now: { editedAt: at(2) }, seen: { ...seen, editedAt: at(2) }, isAuthorSuspended: false }],
    ['gone', { now: null, seen, isAuthorSuspended: false }],
    ['gone', { now: null, seen: { ...seen, visibility: 'unlisted' }, isAuthorSuspended: false }],
    // A 404 of a post that the reader never saw, or of a suspended author, says nothing.
    ['hidden', { now: null, seen, isAuthorSuspended: true }],
    ['hidden', { now: null, seen: { ...seen, visibility: 'private' }, isAuthorSuspended: false }],
    ['hidden', { now: null, seen: { ...seen, visibility: 'direct' }, isAuthorSuspended: false }],
  ])('is %s (%#)', (standing, facts) => expect(standingOf(facts)).toBe(standing))

  it('takes the wording that stood when the report was made', () => {
    const wordings = [{ at: at(1) }, { at: at(4) }, { at: at(6) }]
    expect(wordingAt(wordings, at(5))).toBe(wordings[1])
    expect(wordingAt(wordings, at(0))).toBe(wordings[0])
    expect(wordingAt([], at(0))).toBeNull()
  })
})

describe('addresses of posts', () => {
  const origin = 'https://reef.example'
  it.each([
    ['https://reef.example/@harl/114900000000000009', '114900000000000009'],
    ['https://reef.example/@gull@harbour.example/114', '114'],
    ['https://reef.example/users/harl/statuses/114', '114'],
    ['https://reef.example/ap/users/11/statuses/114', '114'],
    ['114900000000000009', '114900000000000009'],
    ['https://other.example/@harl/114', null],
    ['https://reef.example/@harl', null],
    ['https://reef.example/@harl/114/../115', '115'],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%s', (address, id) => expect(localPostId(origin, address)).toBe(id))
})

it('finds whom a note speaks to, and no mail address', () => {
  expect(mentionsIn('@Kofi and @sef@reef.example, ask kofi@reef.example or (@ines).')).toEqual(['kofi', 'sef', 'ines'])
})

describe('on the instance', () => {
  let reef: Reef
  beforeAll(async () => {
    reef = await openReef()
  })
  const harlsPost = () => Object.values(reef.state.posts).find((post) => post.accountId === reef.people.harl.id)

  it('names the posts that were not asked about, and asks about those that are named', async () => {
    const { state, people } = reef
    const old = Array.from({ length: 21 }, (_, n) =>
      addPost(state, { accountId: people.wren.id, text: `Old ${n}`, createdAt: at(n) }),
    )
    const statusIds = old.map(({ id }) => id)
    const given = { accountId: people.osei.id, targetAccountId: people.wren.id, createdAt: new Date(), statusIds }
    addReport(state, given)
    await readStep(reef)
    const { id: caseId } = await reef.caseOf(reef.kofi, 'wren')
    const first = await reef.query(reef.kofi, now, { caseId })
    const [oldest = ''] = statusIds
    expect([first.posts.length, first.posts[0]?.postId, first.notAsked]).toEqual([20, statusIds.at(-1), [oldest]])
    const rest = await reef.query(reef.kofi, now, { caseId, postIds: first.notAsked })
    expect([rest.posts.map(({ postId }) => postId), rest.notAsked]).toEqual([[oldest], []])
  })

  it('shows what was edited since the report side by side', async () => {
    const post = harlsPost()
    if (!post) throw new Error('no post')
    const view = await reef.caseOf(reef.kofi, 'harl')
    expect(await reef.query(reef.kofi, now, { caseId: view.id })).toMatchObject({
      posts: [{ postId: post.id, standing: 'unchanged', reported: null }],
    })
    editPost(reef.state, post, { text: 'I never said so', at: new Date() })
    const { posts } = await reef.query(reef.kofi, now, { caseId: view.id })
    expect(posts[0]).toMatchObject({ standing: 'edited', wordings: 2 })
    expect(posts[0]?.reported?.html).toContain('I said so')
    expect(posts[0]?.now?.html).toContain('I never said so')
  })

  it('shows the thread around a post, and keeps nothing of it', async () => {
    const post = harlsPost()
    if (!post) throw new Error('no post')
    const reply = addPost(reef.state, {
      accountId: reef.people.mira.id,
      text: 'Not kind at all',
      createdAt: new Date(),
      inReplyToId: post.id,
    })
    const view = await reef.caseOf(reef.kofi, 'harl')
    const around = await reef.query(reef.kofi, thread, { caseId: view.id, postId: post.id })
    expect(around.posts.map((one) => [one.author.handle, one.isThis])).toEqual([
      ['@harl', true],
      ['@mira', false],
    ])
    expect(await reef.db.post.count({ where: { remoteId: reply.id } })).toBe(0)
    await expect(reef.query(reef.kofi, thread, { caseId: view.id, postId: reply.id })).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('shows nobody what is addressed to the account that reads, and keeps nothing of it', async () => {
    const post = harlsPost()
    if (!post) throw new Error('no post')
    const reply = (text: string, visibility: 'private' | 'direct') =>
      addPost(reef.state, {
        accountId: reef.people.harl.id,
        text,
        visibility,
        createdAt: new Date(),
        inReplyToId: post.id,
      })
    addFollow(reef.state, reef.people.ines.id, reef.people.harl.id)
    const secret = reply('@ines between us', 'direct')
    const told = reply('@ines and this was reported', 'direct')
    const friends = reply('For friends', 'private')
    const threat = { accountId: reef.people.osei.id, targetAccountId: reef.people.harl.id, comment: 'Threat' }
    addReport(reef.state, { ...threat, statusIds: [told.id], createdAt: new Date() })
    await readStep(reef, new Date(Date.now() + 60_000))
    const view = await reef.caseOf(reef.kofi, 'harl')
    const around = await reef.query(reef.kofi, thread, { caseId: view.id, postId: post.id })
    expect(around.closed).toBe(2)
    expect(JSON.stringify(around)).not.toContain('between us')
    expect(JSON.stringify(around)).toContain('this was reported')
    const hidden = { posts: [], isHidden: true }
    expect(await reef.query(reef.kofi, thread, { caseId: view.id, postId: told.id })).toMatchObject(hidden)
    const standing = (await reef.query(reef.kofi, now, { caseId: view.id })).posts.find((one) => one.postId === told.id)
    expect(standing).toMatchObject({ standing: 'hidden' })
    const refused = { code: 'posts.notForAll' }
    for (const address of [secret.id, `${reef.fake.origin}/@harl/${secret.id}`]) {
      await expect(reef.query(reef.kofi, find, { caseId: view.id, address })).rejects.toMatchObject(refused)
      const adding = reef.command(reef.kofi, add, { caseId: view.id, version: view.version, address })
      await expect(adding).rejects.toMatchObject(refused)
    }
    expect(await reef.db.post.count({ where: { remoteId: secret.id } })).toBe(0)
    const address = { text: `${reef.fake.origin}/@harl/${secret.id}`, asks: true }
    expect((await reef.query(reef.kofi, findPeople, address)).rows).toEqual([])
    for (const one of [secret, told, friends]) delete reef.state.posts[one.id]
  })

  it('shows the posts nearest to it of a thread of 4,000, and says how many there are', async () => {
    const post = harlsPost()
    if (!post) throw new Error('no post')
    // As long as posts are where people write much: the whole answer is larger than any other that is read.
    const text = 'So it goes on and on. '.repeat(40)
    for (let n = 1; n <= 4000; n++)
      addPost(reef.state, { accountId: reef.people.mira.id, text, createdAt: new Date(), inReplyToId: post.id })
    const view = await reef.caseOf(reef.kofi, 'harl')
    const around = await reef.query(reef.kofi, thread, { caseId: view.id, postId: post.id })
    expect(around.posts).toHaveLength(21)
    expect(around.more).toEqual({ above: 0, below: 3981 })
    expect(JSON.stringify(around).length).toBeLessThan(100_000)
    reef.state.posts = Object.fromEntries(Object.entries(reef.state.posts).filter(([, one]) => one.text !== text))
  })

  it('adds a post by its address, once, and only one of this person', async () => {
    const more = addPost(reef.state, { accountId: reef.people.harl.id, text: 'And another', createdAt: new Date() })
    const foreign = addPost(reef.state, { accountId: reef.people.mira.id, text: 'Mine', createdAt: new Date() })
    const view = await reef.caseOf(reef.kofi, 'harl')
    const ref = { caseId: view.id, version: view.version }
    const address = (id: string, name: string) => `${reef.fake.origin}/@${name}/${id}`
    expect(await reef.query(reef.kofi, find, { caseId: view.id, address: address(more.id, 'harl') })).toMatchObject({
      id: more.id,
    })
    await expect(reef.command(reef.kofi, add, { ...ref, address: address(foreign.id, 'mira') })).rejects.toMatchObject({
      code: 'posts.otherAuthor',
    })
    await expect(reef.command(reef.kofi, add, { ...ref, address: address('1', 'harl') })).rejects.toMatchObject({
      code: 'posts.notThere',
    })
    const added = await reef.command(reef.kofi, add, { ...ref, address: address(more.id, 'harl') })
    expect(await reef.command(reef.kofi, add, { ...ref, version: added.version, address: more.id })).toMatchObject({
      version: added.version,
    })
    const after = await reef.query(reef.kofi, one, { caseId: view.id })
    expect(after.posts.find((post) => post.id === more.id)).toMatchObject({ addedBy: 'kofi' })
  })

  it('keeps whom a note speaks to, if they are of the staff', async () => {
    const view = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.kofi, addNote, { caseId: view.id, text: '@ines please look, @nobody too' })
    expect((await reef.caseOf(reef.kofi, 'harl')).notes.at(-1)).toMatchObject({ mentions: ['ines'] })
  })
})
