import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { withoutStopped } from '@/lib/features/cases/queries'
import { sealedBytes } from '@/lib/features/evidence/queries'
import { outwardTo } from '@/lib/features/instances/connections'
import { MastodonFailure } from '@/lib/integrations/mastodon/client/failure'
import { fetchMedia } from '@/lib/integrations/mastodon/client/media'
import { type Db, newId } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { defineDownload } from '@/lib/platform/queries/define'

/**
 * Uncovers a picture of a case: as it was sealed, or else asked of the instance and kept nowhere. Who, which file and the hash of
 * the bytes are in the audit before the bytes leave. A case that was stopped shows nothing any more.
 */
export const uncover = defineDownload({
  name: 'media.uncover',
  permission: 'media.uncover',
  input: z.object({ mediaId: z.uuid(), caseId: z.uuid() }),
  async run({ db, actor, remember }, { mediaId, caseId }) {
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      include: { reports: { include: { report: { select: { postIds: true } } } }, posts: true },
    })
    const media = row ? await db.media.findFirst({ where: { id: mediaId, instanceId: row.instanceId } }) : null
    const isOfCase =
      row?.reports.some((link) => link.report.postIds.includes(media?.postId ?? '')) ||
      row?.posts.some((post) => post.postId === media?.postId)
    if (!row || !media || !isOfCase) throw new AppError('notFound')
    if ((await withoutStopped(db, row, [media.postId])).length === 0) throw new AppError('notFound')
    const shown = async (file: { bytes: Uint8Array; sha256: string; contentType: string }, sealedAt: Date | null) => {
      const viewingId = newId()
      await remember({
        caseId,
        subjectIds: row.subjectId ? [row.subjectId] : [],
        fields: { media: media.remoteId, post: media.postId, sha256: file.sha256, viewing: viewingId },
      })
      const headers = { 'x-viewing-id': viewingId, ...(sealedAt ? { 'x-seen-at': sealedAt.toISOString() } : {}) }
      return { bytes: new Uint8Array(file.bytes), contentType: file.contentType, headers }
    }
    const sealed = await sealedFile(db, caseId, media.remoteId)
    if (sealed) return shown(sealed, sealed.seenAt)
    const instance = await db.instance.findUniqueOrThrow({ where: { id: row.instanceId } })
    if (!media.url || instance.state !== 'connected') throw new AppError('media.gone')
    // The instance names where its files lie; the guard still lets no call reach a private address but its own.
    const mediaHosts = [...new Set([...instance.mediaHosts, new URL(media.url).host])]
    const connection = { origin: instance.origin, http: outwardTo({ ...instance, mediaHosts }) }
    try {
      const file = await fetchMedia(connection, { url: media.url, preview_url: media.previewUrl }, 'original')
      return await shown(file, null)
    } catch (error) {
      if (error instanceof MastodonFailure)
        throw new AppError(error.kind === 'notFound' || error.kind === 'forbidden' ? 'media.gone' : 'media.failed')
      throw error
    }
  },
})

/** The file as it was sealed for this case, in quarantine or since somebody called it ordinary; null when it was not. */
async function sealedFile(db: Db, caseId: string, remoteId: string) {
  const row = await db.evidence.findFirst({
    where: { caseId, kind: 'media', remoteId, state: 'sealed', object: { class: { in: ['quarantine', 'ordinary'] } } },
    include: { object: true },
    orderBy: { seenAt: 'desc' },
  })
  if (!row?.object) return null
  const bytes = await sealedBytes(db, row.object.id)
  return {
    bytes,
    sha256: row.object.sha256 ?? '',
    contentType: row.contentType ?? 'application/octet-stream',
    seenAt: row.seenAt,
  }
}
