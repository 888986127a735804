'use client'
import { useState } from 'react'
import { agoIn } from '@/components/case/ago'
import { Section } from '@/components/reports/section'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import type { RecentPosts as Page } from '@/lib/features/history/schema'
import { exact } from '@/lib/platform/i18n/time'
import { Poll } from '@/components/reports/poll'
import { t } from '@/lib/platform/i18n/translate'
import { Refused } from './refused'
import { useAsked } from './use-asked'
import { whyNot } from './words'

/** Public posts as they are now, when somebody asks for them. They live in this page only. */
export function RecentPosts({ accountId, now }: { accountId: string; now: string }) {
  const { run, isRunning, refusal } = useAsked('people.posts')
  const [page, setPage] = useState<Page | null>(null)
  const read = async (before: string | null) => {
    const found = await run({ accountId, before })
    if (found) setPage({ ...found, posts: before && page ? [...page.posts, ...found.posts] : found.posts })
  }
  return (
    <Section title={t('people.posts')}>
      {!page && <p className="mb-1.5 text-ink-2">{t('people.postsHint')}</p>}
      <div aria-live="polite">
        {page?.posts.map((post) => (
          <Post key={post.id} post={post} now={now} />
        ))}
        {page?.posts.length === 0 && !page.failure && <p className="text-ink-2">{t('people.postsNone')}</p>}
        {page?.failure && (
          <p className="mb-1.5 text-ink-2">
            {page.failure === 'suspended'
              ? t('people.postsSuspended')
              : t('people.postsFailed', { why: whyNot(page.failure) })}
          </p>
        )}
      </div>
      <Refused refusal={refusal} />
      {(!page || page.next !== null || (page.failure !== null && page.failure !== 'suspended')) && (
        <Button size="small" isBusy={isRunning} onClick={() => void read(page?.next ?? null)}>
          {t(page?.next ? 'people.postsMore' : 'people.postsRead')}
        </Button>
      )}
    </Section>
  )
}

function Post({ post, now }: { post: Page['posts'][number]; now: string }) {
  return (
    <article className="mb-2 rounded border bg-sheet px-3 py-2">
      <header className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-small text-ink-2">
        <span>{t(`post.${post.visibility}`)}</span>
        {post.isReply && <span>{t('post.reply')}</span>}
        {post.isSensitive && <Chip>{t('post.sensitive')}</Chip>}
        {post.editedAt && (
          <Chip tone="warn" title={exact(post.editedAt)}>
            {t('post.edited', { age: agoIn(post.editedAt, now) })}
          </Chip>
        )}
        <Posted post={post} />
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
      {post.mediaCount > 0 && <p className="text-small text-ink-2">{t('people.media', { n: post.mediaCount })}</p>}
    </article>
  )
}

function Posted({ post: { url, createdAt } }: { post: Page['posts'][number] }) {
  const time = (
    <time dateTime={createdAt} className="tabular-nums">
      {exact(createdAt)}
    </time>
  )
  if (!url) return <span className="ms-auto">{time}</span>
  return (
    <a href={url} target="_blank" rel="noreferrer" className="ms-auto underline-offset-2 hover:underline">
      {time} <span aria-hidden>↗</span>
      <span className="sr-only">{t('post.openLong')}</span>
    </a>
  )
}

function Body({ post }: { post: Page['posts'][number] }) {
  return (
    <>
      {post.html ? (
        // Sanitised when the view was made.
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
    </>
  )
}
