'use client'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { ask, Refusal } from '@/lib/client'
import type { PassingPost, ThreadView } from '@/lib/features/posts/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** What stood around a post: asked of the instance when somebody opens it. */
export function Thread({ caseId, postId }: { caseId: string; postId: string }) {
  const [view, setView] = useState<ThreadView | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const open = async () => {
    if (view) return setView(null)
    setBusy(true)
    setRefusal(null)
    try {
      setView(await ask('posts.thread', { caseId, postId }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={cx('min-w-0', view && 'basis-full')}>
      <Button size="small" isBusy={isBusy} aria-expanded={view !== null} onClick={() => void open()}>
        {view ? t('thread.close') : t('thread.open')}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
      {view && <Around view={view} />}
    </div>
  )
}

function Around({ view }: { view: ThreadView }) {
  if (view.isHidden) return <p className="text-small text-ink-2">{t('thread.hidden')}</p>
  if (view.posts.length === 1 && view.closed === 0) return <p className="text-small text-ink-2">{t('thread.alone')}</p>
  return (
    <ol aria-label={t('thread.label')} className="mt-1 border-s-2 ps-3">
      {view.more.above > 0 && <li className="text-small text-ink-2">{t('thread.above', { n: view.more.above })}</li>}
      {view.posts.map((post) => (
        <li key={post.id} className={cx('py-1', post.isThis && 'rounded bg-accent-ground px-2')}>
          <PassingPostBody post={post} />
        </li>
      ))}
      {view.more.below > 0 && <li className="text-small text-ink-2">{t('thread.below', { n: view.more.below })}</li>}
      {view.closed > 0 && <li className="text-small text-ink-2">{t('thread.closed', { n: view.closed })}</li>}
    </ol>
  )
}

/** A post that is shown and kept nowhere. */
export function PassingPostBody({ post }: { post: PassingPost }) {
  return (
    <>
      <p className="flex flex-wrap gap-x-2 text-small text-ink-2">
        <bdi className="font-semibold">{post.author.name}</bdi>
        <span dir="ltr">{post.author.handle}</span>
        <time dateTime={post.createdAt} className="ms-auto">
          {exact(post.createdAt)}
        </time>
      </p>
      {post.warning && <p className="font-medium wrap-anywhere">{post.warning}</p>}
      <div
        className="post-body"
        dir="auto"
        lang={post.language ?? undefined}
        // Sanitised when the view was made.
        dangerouslySetInnerHTML={{ __html: post.html }}
      />
      {post.mediaCount > 0 && <p className="text-small text-ink-2">{t('thread.media', { n: post.mediaCount })}</p>}
    </>
  )
}
