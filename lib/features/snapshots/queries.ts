import { sealedBytes } from '@/lib/features/evidence/queries'
import { AdminReport } from '@/lib/integrations/mastodon/schema/report'
import { Status } from '@/lib/integrations/mastodon/schema/status'
import type { Tx } from '@/lib/platform/db/client'
import type { VaultReading } from '@/lib/platform/vault/objects'

/** A post as it was sealed first: in the report that named it, or when somebody opened the case. */
export interface SealedPost {
  postId: string
  /** HTML as Mastodon sent it: to be sanitised. */
  content: string
  warning: string
  /** As seen at, beside reported at and posted at. */
  seenAt: Date
  reportedAt: Date | null
  postedAt: string
}

const MOST_READ = 40

/** The posts of a case from what was sealed of it, by id. For whoever has asked already whether the case may be seen. */
export async function sealedPostsOf(
  db: VaultReading & Pick<Tx, 'evidence'>,
  caseId: string,
): Promise<Map<string, SealedPost>> {
  const rows = await db.evidence.findMany({
    where: { caseId, kind: { in: ['report', 'post'] }, state: 'sealed', object: { class: 'ordinary' } },
    orderBy: { seenAt: 'asc' },
    take: MOST_READ,
  })
  const found = new Map<string, SealedPost>()
  for (const { kind, objectId, seenAt, reportedAt } of rows) {
    const text: unknown = JSON.parse(Buffer.from(await sealedBytes(db, objectId ?? '')).toString('utf8'))
    for (const status of statusesIn(kind, text)) {
      if (found.has(status.id)) continue
      const { id: postId, content, spoiler_text: warning, created_at: postedAt } = status
      found.set(postId, { postId, content, warning, seenAt, reportedAt, postedAt })
    }
  }
  return found
}

// Taken out by a stricter schema than was in force when it was sealed, it is not shown; it is still there.
function statusesIn(kind: string, text: unknown): Status[] {
  if (kind === 'report') return AdminReport.safeParse(text).data?.statuses ?? []
  const post = Status.safeParse(text)
  return post.success ? [post.data] : []
}
