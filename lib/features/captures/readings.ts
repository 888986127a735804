import type { PersonConnection } from '@/lib/features/instances/connections'
import { postRow } from '@/lib/features/intake/parse'
import { isOpenTo } from '@/lib/features/posts/model'
import { isAway, MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { showStatus } from '@/lib/integrations/mastodon/client/statuses'
import type { Status } from '@/lib/integrations/mastodon/schema/status'
import { runCommand } from '@/lib/platform/commands/run'
import { withoutStopped } from '@/lib/features/cases/queries'
import { learn } from './commands'
import { type Looking, Stopped } from './probing'
import { type ToCapture, toCapture, unsealedOf } from './queries'

/** So many are kept at once: a look that is kept from its end has them. */
const BATCH = 20

/** Takes posts into the mirror that only a notice names, so that they can be looked at; null where all are known. */
export async function learnPosts(looking: Looking, since: Date): Promise<ToCapture | null> {
  const { db, subject } = looking
  const { caseId, instanceId } = subject
  const wanted = await withoutStopped(db, subject, await unsealedOf(db, caseId))
  const known = await db.post.findMany({
    where: { instanceId, remoteId: { in: wanted } },
    select: { remoteId: true },
  })
  const unknown = wanted.filter((id) => !known.some((post) => post.remoteId === id))
  if (unknown.length === 0) return null
  for (let at = 0; at < unknown.length; at += BATCH) await learnSome(looking, unknown.slice(at, at + BATCH))
  return toCapture(db, caseId, since)
}

async function learnSome({ db, now, captureId, connection, onPost }: Looking, ids: readonly string[]): Promise<void> {
  const posts = []
  const missing = []
  for (const postId of ids) {
    const status = await statusOf(connection(), postId)
    if (status && isOpenTo(status.visibility)) posts.push(postRow(status))
    else missing.push({ postId, why: status ? ('notForAll' as const) : ('gone' as const) })
  }
  const call = { db, actor: { kind: 'system', name: 'captures' } as const, now: now() }
  const { isKept } = await runCommand(learn, { ...call, input: { captureId, posts, missing } })
  if (!isKept) throw new Stopped()
  onPost()
}

/** That a post is not there is an answer about it; that the instance is away is none. */
async function statusOf(connection: PersonConnection, postId: string): Promise<Status | null> {
  try {
    return (await showStatus(connection, postId)).value
  } catch (error) {
    if (!(error instanceof MastodonFailure)) throw error
    if (error.kind === 'tokenDead' || (isAway(error) && error.kind !== 'tooLarge')) throw error
    return null
  }
}
