import { ExactTime } from '@/components/case/exact-time'
import { Section } from '@/components/reports/section'
import { Chip } from '@/components/ui/chip'
import type { EvidenceView } from '@/lib/features/evidence/schema'
import type { RoomCase } from '@/lib/features/room/schema'
import { t } from '@/lib/platform/i18n/translate'

type View = Pick<RoomCase, 'posts' | 'reports' | 'evidence'>
type Post = View['posts'][number]

/** Posts to read: when each was posted, reported and seen, what became of it, and what is kept of its files. */
export function Posts({ view }: { view: View }) {
  if (view.posts.length === 0) return null
  return (
    <Section title={t('posts.title')}>
      {view.posts.map((post) => (
        <One key={post.id} post={post} view={view} />
      ))}
    </Section>
  )
}

function One({ post, view: { reports, evidence } }: { post: Post; view: View }) {
  const its = evidence.filter((one) => one.remoteId === post.id || one.postId === post.id)
  const reportedAt = reports
    .filter((report) => report.postIds.includes(post.id))
    .map((report) => report.createdAt)
    .toSorted()[0]
  const isGone = its.some((one) => one.kind === 'post' && one.state === 'missing' && one.why === 'gone')
  return (
    <article className="mb-2 rounded border bg-sheet px-3 py-2">
      <p className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-ink-2">
        <span>{t(`post.${post.visibility}`)}</span>
        {post.isReply && <span>{t('post.reply')}</span>}
        {post.addedBy && <Chip>{t('post.addedBy', { by: post.addedBy })}</Chip>}
        {post.isSensitive && <Chip>{t('post.sensitive')}</Chip>}
        {post.editedAt && <Chip tone="warn">{t('room.edited')}</Chip>}
        {isGone && <Chip tone="warn">{t('room.gone')}</Chip>}
      </p>
      {post.warning && (
        <p dir="auto" className="font-medium wrap-anywhere">
          {t('post.warning', { text: post.warning })}
        </p>
      )}
      {/* Sanitised when the view was made. */}
      <div
        className="post-body"
        dir="auto"
        lang={post.language ?? undefined}
        dangerouslySetInnerHTML={{ __html: post.html }}
      />
      {post.quote && (
        <blockquote className="mt-1 border-s-2 ps-2 text-ink-2">
          {post.quote.handle && <bdi dir="ltr">{post.quote.handle}</bdi>}
          {post.quote.html && <div dir="auto" dangerouslySetInnerHTML={{ __html: post.quote.html }} />}
        </blockquote>
      )}
      <Files media={post.media} evidence={its} />
      <dl className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink-2">
        <When name={t('room.at.posted')} at={post.createdAt} />
        {post.editedAt && <When name={t('room.at.edited')} at={post.editedAt} />}
        {reportedAt && <When name={t('room.at.reported')} at={reportedAt} />}
        <When name={t('room.at.seen')} at={post.seenAt} />
      </dl>
    </article>
  )
}

function When({ name, at }: { name: string; at: string }) {
  return (
    <div className="flex flex-wrap gap-x-1">
      <dt>{name}</dt>
      <dd>
        <ExactTime at={at} />
      </dd>
    </div>
  )
}

/** The files, and what is kept of them as the evidence says: how each piece stands last. Nothing is shown. */
function Files({ media, evidence }: { media: Post['media']; evidence: readonly EvidenceView[] }) {
  if (media.length === 0) return null
  const files = new Map(evidence.filter((one) => one.kind === 'media').map((one) => [one.remoteId, one]))
  return (
    <div className="mt-1 text-small text-ink-2">
      <ul>
        {media.map(({ id, type, description }) => (
          <li key={id} className="wrap-anywhere">
            {t('room.file', { type })} {description && <bdi dir="auto">{description}</bdi>}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-2 py-0.5">
        {[...files.values()].map((row) => (
          <Chip key={row.id}>{standingOf(row)}</Chip>
        ))}
        {files.size < media.length && <Chip>{t('room.notSealed')}</Chip>}
      </p>
    </div>
  )
}

function standingOf(row: EvidenceView): string {
  const isQuarantined = row.state === 'sealed' && row.class === 'quarantine'
  return t(isQuarantined ? 'evidence.state.quarantine' : `evidence.state.${row.state}`)
}
