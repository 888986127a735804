import { addFollow, addMedia, addPost, editPost } from '../makers'
import type { Account, Media, Post } from '../state'
import type { Filing } from './filing'
import { before, minutesBefore } from './moments'
import type { Attachment, PostLine, ReportLine, Scene } from './script'
import { since } from '../versions'
import { call, callMentioned, type Stage } from './stage'

/** How many reports there is still room for, and how many of each kind one scene may take. */
export type Room = { open: number; closed: number; each: number }

/** Writes a scene's posts, and hands back its reports to be numbered later; without room for any, nobody appears. */
export function tell(stage: Stage, scene: Scene, room: Room): Filing[] {
  const lines = [
    ...take(
      room,
      'open',
      scene.reports.filter((line) => !line.closed),
    ),
    ...take(
      room,
      'closed',
      scene.reports.filter((line) => line.closed),
    ),
  ]
  if (lines.length === 0) return []
  return play({ ...stage, now: minutesBefore(stage.now, stage.chance.float() * 29) }, scene, lines)
}

/** Told a little while before the hour, so that not all clocks show the same minute. */
function play(stage: Stage, scene: Scene, lines: ReportLine[]): Filing[] {
  const about = call(stage, scene.about)
  // Called before the first post, so that mentions find them.
  for (const line of lines) call(stage, line.by)
  const posts = new Map<string, Post>()
  for (const line of [...scene.posts].sort(oldestFirst(stage.now)))
    posts.set(line.key, write(stage, about, line, posts))
  return lines.map((line) => file(stage, about, line, posts))
}

function take(room: Room, kind: 'open' | 'closed', lines: ReportLine[]): ReportLine[] {
  const taken = lines.slice(0, Math.min(room[kind], room.each))
  room[kind] -= taken.length
  return taken
}

const oldestFirst = (now: Date) => (a: PostLine, b: PostLine) =>
  before(now, a.at).getTime() - before(now, b.at).getTime()

function write(stage: Stage, about: Account, line: PostLine, earlier: Map<string, Post>): Post {
  const { state, now } = stage
  const author = line.by ? call(stage, line.by) : about
  const createdAt = before(now, line.at)
  const quoted = line.quotes ? earlier.get(line.quotes) : undefined
  const text = quoted && !since(state, '4.4') ? `${line.text}\n\nRE: ${addressOf(stage, quoted)}` : line.text
  callMentioned(stage, text)
  const post = addPost(state, {
    remoteId: author.domain ? remoteIdOf(stage, createdAt) : null,
    accountId: author.id,
    createdAt,
    text,
    ...(line.html ? { content: line.html } : {}),
    spoilerText: line.warning ?? '',
    sensitive: line.sensitive ?? line.warning !== undefined,
    visibility: line.visibility ?? 'public',
    language: line.language === undefined ? 'en' : line.language,
    inReplyToId: (line.replyTo && earlier.get(line.replyTo)?.id) || null,
    mediaIds: (line.attachments ?? []).map((given) => attach(stage, author, createdAt, given).id),
    quotedPostId: (since(state, '4.4') && quoted?.id) || null,
    deletedAt: line.deleted ? before(now, line.deleted).toISOString() : null,
    poll: pollOf(now, line.poll),
    favouritesCount: stage.chance.whole(0, 9),
    reblogsCount: stage.chance.whole(0, 4),
  })
  for (const edit of line.edits ?? []) editPost(state, post, { text: edit.text, at: before(now, edit.at) })
  return post
}

/** Other servers number their posts in ways of their own. */
export const remoteIdOf = ({ chance }: Stage, createdAt: Date) => `${createdAt.getTime()}${chance.whole(100, 999)}`

const addressOf = (stage: Stage, post: Post) =>
  `https://${stage.state.instance.domain}/@${stage.state.accounts[post.accountId]?.username ?? ''}/${post.id}`

function attach(
  stage: Stage,
  author: Account,
  createdAt: Date,
  { kind = 'image', alt, size = [240, 160] }: Attachment,
): Media {
  const tile = stage.chance.whole(1, 99)
  const remoteUrl = author.domain ? `https://${author.domain}/media/${tile}-${createdAt.getTime()}.png` : null
  return addMedia(stage.state, {
    accountId: author.id,
    createdAt,
    tile,
    type: kind,
    description: alt,
    width: size[0],
    height: size[1],
    remoteUrl,
  })
}

function pollOf(now: Date, poll: PostLine['poll']) {
  if (!poll) return null
  const options = poll.options.map(([title, votesCount]) => ({ title, votesCount }))
  return {
    options,
    multiple: poll.multiple ?? false,
    expiresAt: poll.ends ? before(now, poll.ends).toISOString() : null,
    votersCount: options.reduce((sum, option) => sum + option.votesCount, 0),
  }
}

function file(stage: Stage, about: Account, line: ReportLine, posts: Map<string, Post>): Filing {
  const { state, now } = stage
  const reporter = call(stage, line.by)
  const createdAt = before(now, line.at)
  const cited = citedPosts(about, line, posts, createdAt)
  for (const post of cited) {
    // Who could read a followers-only post must have followed.
    if (post.visibility === 'private') addFollow(state, reporter.id, about.id)
  }
  return {
    accountId: reporter.id,
    targetAccountId: about.id,
    createdAt,
    // What another server sends has no category and no rules (reference 8.6).
    category: line.rules && !reporter.domain ? 'violation' : (line.category ?? 'other'),
    comment: line.comment,
    forwarded: line.forwarded === undefined ? false : line.forwarded,
    statusIds: cited.map((post) => post.id),
    ruleIds: line.rules && !reporter.domain ? line.rules.flatMap((number) => state.rules[number - 1]?.id ?? []) : null,
    assignedAccountId: line.assigned ? call(stage, line.assigned).id : null,
    closed: line.closed
      ? {
          byId: call(stage, line.closed.by).id,
          at: before(now, line.closed.at),
          act: line.closed.act ?? null,
          text: line.closed.text ?? '',
        }
      : null,
  }
}

function citedPosts(about: Account, line: ReportLine, posts: Map<string, Post>, at: Date): Post[] {
  if (line.posts) return line.posts.flatMap((key) => posts.get(key) ?? [])
  const own = [...posts.values()].filter((post) => post.accountId === about.id && new Date(post.createdAt) < at)
  return own.filter((post) => !post.deletedAt || new Date(post.deletedAt) > at)
}
