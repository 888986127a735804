import { agoIn } from '@/components/case/ago'
import type { CaseView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Post } from './post'
import { Section } from './section'

/** The posts that the reports point at, as they were seen last. */
export function Posts({
  view: { id, posts, reports, now },
}: {
  view: Pick<CaseView, 'id' | 'posts' | 'reports' | 'now'>
}) {
  const wanted = new Set(reports.flatMap(({ postIds }) => postIds))
  const missing = [...wanted].filter((postId) => !posts.some((post) => post.id === postId)).length
  const seenAt = posts.map((post) => post.seenAt).toSorted()[0]
  return (
    <Section title={seenAt ? t('posts.titleSeen', { age: agoIn(seenAt, now) }) : t('posts.title')}>
      {posts.length === 0 && missing === 0 && <p className="text-ink-2">{t('posts.none')}</p>}
      {posts.map((post) => (
        <Post key={post.id} post={post} caseId={id} now={now} />
      ))}
      {missing > 0 && <p className="text-ink-2">{t('posts.missing', { n: missing })}</p>}
    </Section>
  )
}
