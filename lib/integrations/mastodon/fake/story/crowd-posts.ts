import { addMedia, addPost, editPost } from '../makers'
import type { Post, Visibility } from '../state'
import type { Member } from './crowd'
import { PHRASEBOOK } from './posts/phrasebook'
import type { Stage } from './stage'
import { remoteIdOf } from './telling'

/** Up to three posts of the kind this person is in trouble for, all written before `at`; new ones are made as needed. */
export function postsFor(stage: Stage, member: Member, at: Date): Post[] {
  const { chance } = stage
  const wanted = chance.likely(0.15) ? 0 : chance.likely(0.72) ? 1 : chance.whole(2, 3)
  const older = member.posts.filter((post) => new Date(post.createdAt) < at).slice(0, wanted)
  // Nobody writes the same twice: once the words are used up, later reports name the same posts.
  const fresh = Math.min(wanted - older.length, member.matter.posts.length - member.posts.length, stage.postsLeft)
  stage.postsLeft -= Math.max(0, fresh)
  return [...older, ...Array.from({ length: Math.max(0, fresh) }, () => write(stage, member, at))]
}

function write(stage: Stage, member: Member, at: Date): Post {
  const { state, chance, now } = stage
  const { account, language, matter } = member
  const joined = Date.parse(account.createdAt)
  const createdAt = new Date(Math.max(joined + 60_000, at.getTime() - chance.whole(4, 2600) * 60_000))
  const text = matter.posts[member.posts.length] ?? matter.posts[0]
  const warned = chance.likely(0.05)
  const post = addPost(state, {
    accountId: account.id,
    createdAt: createdAt < at ? createdAt : new Date(at.getTime() - 1000),
    remoteId: account.domain ? remoteIdOf(stage, createdAt) : null,
    text,
    language: chance.likely(0.06) ? null : language,
    visibility: someVisibility(stage, member),
    spoilerText: warned ? PHRASEBOOK[language].warning : '',
    sensitive: warned,
    mediaIds: chance.likely(0.1) ? [picture(stage, member, createdAt)] : [],
    deletedAt: chance.likely(0.05) ? between(at, now, chance.float()).toISOString() : null,
    favouritesCount: chance.whole(0, 12),
  })
  if (!post.deletedAt && chance.likely(0.05)) {
    const reworded = chance.pick(PHRASEBOOK[language].everyday)
    editPost(state, post, { text: reworded, at: between(at, now, chance.float()) })
  }
  member.posts.push(post)
  return post
}

/** Of remote people only public posts come here in numbers. */
function someVisibility({ chance }: Stage, { account }: Member): Visibility {
  if (account.domain || chance.likely(0.9)) return 'public'
  return chance.likely(0.6) ? 'unlisted' : 'private'
}

function picture({ state, chance }: Stage, { account, language }: Member, createdAt: Date): string {
  const tile = chance.whole(1, 99)
  const remoteUrl = account.domain ? `https://${account.domain}/media/${tile}-${createdAt.getTime()}.png` : null
  const description = chance.likely(0.5) ? PHRASEBOOK[language].altText : null
  return addMedia(state, { accountId: account.id, createdAt, tile, description, remoteUrl }).id
}

const between = (from: Date, to: Date, share: number) =>
  new Date(from.getTime() + (to.getTime() - from.getTime()) * share)

/** What people here write on other days, so that a person is more than a report. */
export function writeEverydayPosts(
  stage: Stage,
  people: { id: string; language: Member['language'] }[],
  each: number,
): void {
  const { state, chance, now } = stage
  for (const { id, language } of people) {
    const joined = Date.parse(state.accounts[id]?.createdAt ?? now.toISOString())
    const { everyday } = PHRASEBOOK[language]
    const start = chance.whole(0, everyday.length - 1)
    for (let count = 0; count < each; count += 1) {
      const text = everyday[(start + count) % everyday.length] ?? everyday[0]
      const share = chance.float() ** 3
      const createdAt = new Date(now.getTime() - 60_000 - (now.getTime() - 120_000 - joined) * 0.9 * share)
      addPost(state, {
        accountId: id,
        createdAt,
        text,
        language,
        favouritesCount: chance.whole(0, 20),
      })
    }
  }
}
