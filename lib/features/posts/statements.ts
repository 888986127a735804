import { stoppedPostsSql } from '@/lib/features/cases/queries'
import { type Db, kept, sql } from '@/lib/platform/db/client'

export interface PostRow {
  id: string
  createdAt: Date
  editedAt: Date | null
  visibility: string
  warning: string
  content: string
  language: string | null
  isSensitive: boolean
  url: string | null
  isReply: boolean
  poll: unknown
  quote: unknown
  seenAt: Date
  media: {
    id: string
    type: string
    width: number | null
    height: number | null
    description: string | null
    isAvailable: boolean
  }[]
  /** A report of the case names it. */
  isReported: boolean
  /** Who added it by its address. */
  addedBy: string | null
}

/** The posts of a case, newest first, without those of stopped cases; with their media, in one statement. */
export function readPosts(
  db: Pick<Db, '$queryRaw'>,
  { id, instanceId }: { id: string; instanceId: string },
): Promise<PostRow[]> {
  const instance = sql`${instanceId}::uuid`
  return db.$queryRaw<PostRow[]>(
    kept(sql`
    WITH named AS (
      SELECT DISTINCT unnest(p.post_ids) AS id FROM case_report l
      JOIN report p ON p.instance_id = l.instance_id AND p.remote_id = l.report_id WHERE l.case_id = ${id}::uuid
    ), added AS (
      SELECT d.post_id AS id, w.acct FROM case_post d JOIN person w ON w.id = d.added_by_id WHERE d.case_id = ${id}::uuid
    )
    SELECT q.remote_id AS id, q.created_at AS "createdAt", q.edited_at AS "editedAt", q.visibility, q.warning, q.content,
      q.language, q.is_sensitive AS "isSensitive", q.url, q.reply_to_id IS NOT NULL AS "isReply", q.poll, q.quote,
      q.seen_at AS "seenAt", named.id IS NOT NULL AS "isReported", added.acct AS "addedBy",
      coalesce((SELECT json_agg(json_build_object('id', m.id, 'type', m.type, 'width', m.width, 'height', m.height,
        'description', m.description, 'isAvailable', m.url IS NOT NULL) ORDER BY m.position)
        FROM media m WHERE m.instance_id = q.instance_id AND m.post_id = q.remote_id), '[]') AS media
    FROM (SELECT id FROM named UNION SELECT id FROM added) one
      JOIN post q ON q.instance_id = ${instance} AND q.remote_id = one.id
      LEFT JOIN named ON named.id = one.id LEFT JOIN added ON added.id = one.id
    WHERE NOT EXISTS (SELECT FROM ${stoppedPostsSql(instance)} t WHERE t.id = one.id)
    ORDER BY q.created_at DESC`),
  )
}
