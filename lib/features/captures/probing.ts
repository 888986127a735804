import { withoutStopped } from '@/lib/features/cases/queries'
import type { NewEvidence } from '@/lib/features/evidence/store'
import { outwardTo, type PersonConnection } from '@/lib/features/instances/connections'
import { isOpenTo } from '@/lib/features/posts/model'
import { type IsCut, withoutContacts } from '@/lib/features/snapshots/parse'
import { showAdminAccount } from '@/lib/integrations/mastodon/client/adminAccounts'
import type { Answer } from '@/lib/integrations/mastodon/client/connection'
import { isAway, MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { fetchMedia } from '@/lib/integrations/mastodon/client/media'
import { showStatus, statusContext, statusHistory } from '@/lib/integrations/mastodon/client/statuses'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import type { JobContext } from '@/lib/platform/jobs/define'
import { mediaFault, sniff } from '@/lib/platform/media/sniff'
import { SMALL_MAX_BYTES, storeFile } from '@/lib/platform/vault/objects'
import { keep, noteLooked, type Part } from './commands'
import type { ToCapture } from './queries'

/** Somebody pressed the stop while we looked: nothing more is asked. */
export class Stopped extends Error {}

export interface Looking extends JobContext {
  /** Another one as soon as nobody waits any longer. */
  connection: () => PersonConnection
  captureId: string
  subject: ToCapture
  /** What the server did not answer to, though it may later. */
  owed: MastodonFailure[]
  /** Told of each post that is done with. */
  onPost: () => void
}
type Post = ToCapture['posts'][number]

/**
 * Looks at each post, its files, its wordings and its thread, then at the account, and seals what is there to be seen. A post of
 * which something is owed is no longer covered: the next look begins with it.
 */
export async function lookAt(looking: Looking): Promise<void> {
  let wasAway = false
  for (const post of looking.subject.posts) {
    const before = looking.owed.length
    const isThere = await lookAtPost(looking, post)
    // Of one post it may be the post; of two in a row it is the instance.
    if (!isThere && wasAway) return
    wasAway = !isThere
    if (looking.owed.length > before) continue
    await call(looking, noteLooked, { postId: post.remoteId })
    looking.onPost()
  }
  for (const accountId of looking.subject.subjectIds) await lookAtAccount(looking, accountId)
}

/** False when the server owes the post itself. */
async function lookAtPost(looking: Looking, post: Post): Promise<boolean> {
  // Never through the reader's own eyes: it may be addressed to them.
  const found = post.isOpen
    ? await asked(looking, showStatus(looking.connection(), post.remoteId))
    : new Missing('notForAll')
  if (found instanceof Missing) {
    if (found.isOwed) return false
    // A 404 says nothing of a post whose author is suspended.
    const why = found.why === 'notFound' ? (post.isAuthorSuspended ? 'authorSuspended' : 'gone') : found.why
    await keepPart(looking, { evidence: { ...ofPost(looking, post, 'post'), state: 'missing', why } })
  } else await keepAnswer(looking, ofPost(looking, post, 'post'), found)
  for (const media of post.media) await lookAtMedia(looking, post, media)
  if (found instanceof Missing) return true
  if (found.value.edited_at) await lookAtWordings(looking, post)
  if (post.withThread) await lookAtThread(looking, post)
  return true
}

async function lookAtWordings(looking: Looking, post: Post): Promise<void> {
  const wordings = await asked(looking, statusHistory(looking.connection(), post.remoteId))
  const evidence = ofPost(looking, post, 'history')
  if (wordings instanceof Missing)
    return keepPart(looking, { evidence: { ...evidence, state: 'missing', why: wordings.why } })
  await keepAnswer(looking, evidence, wordings)
}

async function lookAtThread(looking: Looking, post: Post): Promise<void> {
  const thread = await asked(looking, statusContext(looking.connection(), post.remoteId))
  const evidence = ofPost(looking, post, 'thread')
  if (thread instanceof Missing)
    return keepPart(looking, { evidence: { ...evidence, state: 'missing', why: thread.why } })
  const around = [...thread.value.ancestors, ...thread.value.descendants]
  if (around.length === 0) return
  const shown = new Set(
    await withoutStopped(
      looking.db,
      looking.subject,
      around.filter((status) => isOpenTo(status.visibility)).map((status) => status.id),
    ),
  )
  // What only the reader may see, or what was stopped, is nobody's here.
  const hidden: IsCut = ({ key, path, text }) =>
    key === '' && (path === 'ancestors' || path === 'descendants') && !shown.has(idIn(text()))
  await keepAnswer(looking, evidence, thread, hidden)
}

async function lookAtAccount(looking: Looking, accountId: string): Promise<void> {
  const found = await asked(looking, showAdminAccount(looking.connection(), accountId))
  const evidence = {
    ...ofCase(looking),
    kind: 'account',
    remoteId: accountId,
    postedAt: null,
    reportedAt: null,
  } as const
  if (found instanceof Missing && found.isOwed) return
  if (found instanceof Missing) {
    const seen = { ...nothingSeen(looking), state: 'missing' as const, why: found.why }
    await keepPart(looking, { evidence: { ...evidence, ...seen } })
  } else await keepAnswer(looking, { ...evidence, ...nothingSeen(looking) }, found)
}

type Media = Post['media'][number]

async function lookAtMedia(looking: Looking, post: Post, media: Media): Promise<void> {
  const { db, subject } = looking
  const { media: policy, why: because } = subject.policy
  const evidence = {
    ...ofPost(looking, post, 'media'),
    remoteId: media.remoteId,
    postId: post.remoteId,
    address: media.url,
  }
  const note = (state: 'missing' | 'refused', why: string) =>
    keepPart(looking, { evidence: { ...evidence, state, why } })
  if (policy === 'nothing') return note('missing', because === 'words' ? 'namesMinorsOrSex' : 'setting')
  const known = { caseId: subject.caseId, kind: 'media', remoteId: media.remoteId }
  if ((await db.evidence.count({ where: { ...known, state: { in: ['sealed', 'hashOnly', 'intimate'] } } })) > 0) return
  if (!media.url) return note('missing', 'gone')
  const file = await asked(looking, fetchOf(looking, media), false)
  if (file instanceof Missing) {
    const isRefused = ['tooLarge', 'notMedia', 'refusedAddress', 'redirected'].includes(file.why)
    return note(
      isRefused ? 'refused' : 'missing',
      file.why === 'notFound' || file.why === 'forbidden' ? 'gone' : file.why,
    )
  }
  const seen = seenOf(file)
  const fault = mediaFault(file.bytes, file.contentType)
  if (fault) return keepPart(looking, { evidence: { ...evidence, ...seen, state: 'refused', why: fault } })
  const contentType = sniff(file.bytes)?.type ?? file.contentType
  if (policy === 'hash') {
    const hashed = { sha256: file.sha256, size: file.bytes.length }
    return keepPart(looking, { evidence: { ...evidence, ...seen, state: 'hashOnly', known: hashed, contentType } })
  }
  const stored = await storeFile(db, [file.bytes])
  await keepPart(looking, { evidence: { ...evidence, ...seen, state: 'sealed', contentType }, file: stored })
}

/** Straight from where the file lies, without a token, through the guard: an address that leads inwards calls nobody. */
async function fetchOf({ db, subject }: Looking, media: Media) {
  const instance = await db.instance.findUniqueOrThrow({ where: { id: subject.instanceId } })
  const host = URL.canParse(media.url ?? '') ? [new URL(media.url ?? '').host] : []
  const http = outwardTo({ ...instance, mediaHosts: [...new Set([...instance.mediaHosts, ...host])] })
  return fetchMedia({ origin: instance.origin, http }, { url: media.url, preview_url: media.previewUrl }, 'original')
}

/** Something that was asked for and did not come, and why. */
class Missing {
  constructor(
    readonly why: string,
    readonly isOwed = false,
  ) {}
}

/**
 * What one answer says of one thing is not worth the whole look; that the limit is reached is, as every other question of the kind
 * is refused as well (the place where files lie counts by itself).
 */
async function asked<T>(looking: Looking, asking: Promise<T>, isCounted = true): Promise<T | Missing> {
  try {
    return await asking
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead' || (error.kind === 'rateLimited' && isCounted)) throw error
    const isOwed = isAway(error) && error.kind !== 'tooLarge'
    if (isOwed) looking.owed.push(error)
    return new Missing(error.kind, isOwed)
  }
}

type Evidence = Omit<NewEvidence, 'kept' | 'captureId' | 'cause'>
type Unsealed = Omit<Evidence, 'state'>

async function keepAnswer(looking: Looking, evidence: Unsealed, answer: Answer<unknown>, isCut?: IsCut): Promise<void> {
  const { bytes, cut } = withoutContacts(answer.bytes, isCut)
  const sealed = { ...evidence, ...seenOf(answer), cut, contentType: 'application/json', state: 'sealed' as const }
  // A long thread lies on the shelf.
  if (bytes.length > SMALL_MAX_BYTES)
    return keepPart(looking, { evidence: sealed, file: await storeFile(looking.db, [bytes]) })
  return keepPart(looking, { evidence: sealed, bytes })
}

async function keepPart(looking: Looking, part: Part): Promise<void> {
  if (!(await call(looking, keep, { part })).isKept) throw new Stopped()
}

const call = <O>({ db, now, captureId }: Looking, what: Startable<O>, input: object): Promise<O> =>
  runCommand(what, { db, actor: { kind: 'system', name: 'captures' }, now: now(), input: { captureId, ...input } })

const ofCase = ({ subject: { caseId, instanceId } }: Looking) => ({ caseId, instanceId })
const nothingSeen = ({ now }: Looking) => ({
  address: null as string | null,
  status: null,
  dateHeader: null,
  clockOffsetMs: null,
  seenAt: now(),
})
const ofPost = (looking: Looking, post: Post, kind: 'post' | 'history' | 'thread' | 'media') => ({
  ...ofCase(looking),
  ...nothingSeen(looking),
  kind,
  remoteId: post.remoteId,
  postId: post.remoteId,
  postedAt: post.createdAt,
  reportedAt: post.reportedAt,
})
const seenOf = (answer: {
  url: string
  status: number
  dateHeader: string | null
  clockOffsetMs: number | null
  receivedAt: Date
}) => ({
  address: answer.url,
  status: answer.status,
  dateHeader: answer.dateHeader,
  clockOffsetMs: answer.clockOffsetMs,
  seenAt: answer.receivedAt,
})

function idIn(json: string): string {
  const found: unknown = JSON.parse(Buffer.from(json, 'latin1').toString())
  const id: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, 'id') : null
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}
