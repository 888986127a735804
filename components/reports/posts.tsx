import { agoIn } from '@/components/case/ago'
import type { CaseView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'
import { AddPost } from './add-post'
import { WithNow } from './now'
import { Post } from './post'
import { Removal } from './removal'
import { Section } from './section'

/** The posts that the reports point at, as they were seen last. */
export function Posts({
  view: { id, version, posts, reports, removals, actions, now },
}: {
  view: Pick<CaseView, 'id' | 'version' | 'posts' | 'reports' | 'removals' | 'actions' | 'now'>
}) {
  const wanted = new Set(reports.flatMap(({ postIds }) => postIds))
  const missing = [...wanted].filter((postId) => !posts.some((post) => post.id === postId)).length
  const mayAct = actions.some(({ name, why }) => name === 'resolve' && why !== 'role')
  const seenAt = posts.map((post) => post.seenAt).toSorted()[0]
  return (
    <Section title={seenAt ? t('posts.titleSeen', { age: agoIn(seenAt, now) }) : t('posts.title')}>
      {posts.length === 0 && missing === 0 && <p className="text-ink-2">{t('posts.none')}</p>}
      {posts.length > 0 && (
        <WithNow caseId={id}>
          {posts.map((post) => (
            <Post key={post.id} post={post} caseId={id} now={now}>
              <Removal
                caseId={id}
                postId={post.id}
                removal={removals.find(({ postId }) => postId === post.id) ?? null}
                mayAct={mayAct}
                now={now}
              />
            </Post>
          ))}
        </WithNow>
      )}
      {missing > 0 && <p className="text-ink-2">{t('posts.missing', { n: missing })}</p>}
      {mayAct && <AddPost caseId={id} version={version} />}
    </Section>
  )
}
