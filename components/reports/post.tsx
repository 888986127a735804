import type { ReactNode } from 'react'
import { agoIn } from '@/components/case/ago'
import { StopButton } from '@/components/safety/stop-button'
import { Chip } from '@/components/ui/chip'
import type { PostView } from '@/lib/features/reports/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { CoveredMedia } from './covered-media'
import { PostStanding } from './now'
import { Poll } from './poll'
import { Quote } from './quote'
import { Thread } from './thread'

interface Props {
  post: PostView
  caseId: string
  now: string
  /** What else there is to say of it, below. */
  children?: ReactNode
}

/** A post as it was seen: its own language and direction, its warning kept, its media covered. */
export function Post({ post, caseId, now, children }: Props) {
  return (
    <article className="mb-2 rounded border bg-sheet px-3 py-2">
      <header className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small text-ink-2">
        <span>{t(`post.${post.visibility}`)}</span>
        {post.isReply && <span>{t('post.reply')}</span>}
        {post.addedBy && <Chip>{t('post.addedBy', { by: post.addedBy })}</Chip>}
        {post.isSensitive && <Chip>{t('post.sensitive')}</Chip>}
        {post.editedAt && (
          <Chip tone="warn" title={exact(post.editedAt)}>
            {t('post.edited', { age: agoIn(post.editedAt, now) })}
          </Chip>
        )}
        <span className="ms-auto">
          <PostedAt post={post} />
        </span>
      </header>
      {post.warning ? (
        <details>
          <summary className="rounded text-said">
            <bdi className="font-medium">{t('post.warning', { text: post.warning })}</bdi>{' '}
            <span className="text-small text-accent underline underline-offset-2">{t('post.warningShow')}</span>
          </summary>
          <Body post={post} />
        </details>
      ) : (
        <Body post={post} />
      )}
      {post.media.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-2">
          {post.media.map((media) => (
            <CoveredMedia key={media.id} media={media} caseId={caseId} />
          ))}
        </ul>
      )}
      <PostStanding postId={post.id} language={post.language} />
      {/* Beside each other until one of them unfolds. */}
      <div className="mt-2 flex flex-wrap items-start gap-1.5">
        <Thread caseId={caseId} postId={post.id} />
        {children}
        <span className="ms-auto">
          <StopButton because={{ reportId: null, postId: post.id, about: exact(post.createdAt) }} />
        </span>
      </div>
    </article>
  )
}

/** When it was posted, and the way to it on the instance. */
function PostedAt({ post }: { post: PostView }) {
  const time = (
    <time dateTime={post.createdAt} dir="auto" className="tabular-nums">
      {exact(post.createdAt)}
    </time>
  )
  if (!post.url) return time
  return (
    <a
      href={post.url}
      target="_blank"
      rel="noreferrer"
      title={t('post.openLong')}
      className="underline-offset-2 hover:underline"
    >
      {time} <span aria-hidden>↗</span>
      <span className="sr-only">{t('post.openLong')}</span>
    </a>
  )
}

function Body({ post }: { post: PostView }) {
  return (
    <>
      {post.html ? (
        // Sanitised when the view was made (PostView.html).
        <div
          className="post-body"
          dir="auto"
          lang={post.language ?? undefined}
          dangerouslySetInnerHTML={{ __html: post.html }}
        />
      ) : (
        <p className="text-ink-2">{t('post.noText')}</p>
      )}
      {post.poll.length > 0 && <Poll options={post.poll} />}
      {post.quote && <Quote quote={post.quote} />}
    </>
  )
}
