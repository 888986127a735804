'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { ask, Refusal } from '@/lib/client'
import { MOST_POSTS } from '@/lib/features/posts/model'
import type { PostNow } from '@/lib/features/posts/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

interface Looked {
  /** With when each was asked about: those that were left over come later. */
  posts: (PostNow & { at: string })[]
  notAsked: string[]
  at: string
}
const Now = createContext<Looked | null>(null)

/** The posts, and a way to see how they stand on the instance now: asked for by a person, never by the page itself. */
export function WithNow({ caseId, children }: { caseId: string; children: ReactNode }) {
  const [looked, setLooked] = useState<Looked | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const look = async (rest: Looked | null) => {
    setBusy(true)
    setRefusal(null)
    try {
      const postIds = rest?.notAsked.slice(0, MOST_POSTS)
      const { posts, notAsked, at } = await ask('posts.now', { caseId, ...(postIds ? { postIds } : {}) })
      const dated = posts.map((post) => ({ ...post, at }))
      setLooked({
        posts: [...(rest?.posts ?? []), ...dated],
        notAsked: rest ? rest.notAsked.slice(MOST_POSTS) : notAsked,
        at,
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Now value={looked}>
      {children}
      <p className="mt-1 flex flex-wrap items-center gap-2 text-small text-ink-2" aria-live="polite">
        <Button size="small" isBusy={isBusy} onClick={() => void look(null)}>
          {looked ? t('now.again') : t('now.look')}
        </Button>
        {looked && t('now.looked', { at: exact(looked.at) })}
        {looked && looked.notAsked.length > 0 && (
          <>
            <span className="text-warn">{t('now.left', { n: looked.notAsked.length })}</span>
            <Button size="small" isBusy={isBusy} onClick={() => void look(looked)}>
              {t('now.lookAtRest')}
            </Button>
          </>
        )}
      </p>
      {refusal && <RefusalNote refusal={refusal} />}
    </Now>
  )
}

/** What a person has just been told of a post; null while nobody has looked. */
export const useStanding = (postId: string): PostNow['standing'] | null =>
  useContext(Now)?.posts.find((post) => post.postId === postId)?.standing ?? null

const TONES = { unchanged: undefined, edited: 'warn', gone: 'danger', hidden: undefined, unknown: undefined } as const

/** How one post stands now; an edited one side by side with what was reported. */
export function PostStanding({ postId, language }: { postId: string; language: string | null }) {
  const looked = useContext(Now)
  const found = looked?.posts.find((post) => post.postId === postId)
  if (looked?.notAsked.includes(postId))
    return (
      <p className="mt-2 border-t pt-2">
        <Chip>{t('now.notAsked')}</Chip>
      </p>
    )
  if (!found) return null
  const lookedAt = found.at
  return (
    <div className="mt-2 border-t pt-2">
      <Chip tone={TONES[found.standing]}>{t(`now.${found.standing}`)}</Chip>
      {found.standing === 'hidden' && <p className="mt-1 text-small text-ink-2">{t('now.hiddenWhy')}</p>}
      {found.sealed && ['gone', 'hidden'].includes(found.standing) && (
        <div className="mt-2 grid gap-3 desk:grid-cols-2">
          <Side title={t('now.sealed', { at: exact(found.sealed.seenAt) })} wording={found.sealed} language={language}>
            <Times sealed={found.sealed} />
          </Side>
          <section className="min-w-0 rounded border border-dashed px-2 py-1.5">
            <h3 className="mb-1 text-small text-ink-2">{t('now.nothing', { at: exact(lookedAt) })}</h3>
            <p className="text-ink-2">{t(found.standing === 'gone' ? 'now.nothingGone' : 'now.nothingHidden')}</p>
          </section>
        </div>
      )}
      {found.reported && found.now && (
        <div className="mt-2 grid gap-3 desk:grid-cols-2">
          <Side title={t('now.then', { at: exact(found.reported.at) })} wording={found.reported} language={language} />
          <Side
            title={t('now.today', { at: exact(found.now.at), n: found.wordings })}
            wording={found.now}
            language={language}
          />
          {found.sealed && (
            <p className="text-small text-ink-2 desk:col-span-2">
              {t('now.alsoSealed')} <Times sealed={found.sealed} />
            </p>
          )}
        </div>
      )}
    </div>
  )
}

/** Each time by its name: posted, reported, seen. */
function Times({ sealed }: { sealed: NonNullable<PostNow['sealed']> }) {
  const { postedAt, reportedAt, seenAt } = sealed
  return (
    <span className="text-small text-ink-2 tabular-nums">
      {t('now.times', {
        posted: exact(postedAt),
        reported: reportedAt ? exact(reportedAt) : 'none',
        seen: exact(seenAt),
        hasReport: reportedAt ? 'yes' : 'no',
      })}
    </span>
  )
}

function Side({
  title,
  wording,
  language,
  children,
}: {
  title: string
  wording: { html: string; warning: string }
  language: string | null
  children?: ReactNode
}) {
  return (
    <section className="min-w-0 rounded border bg-paper px-2 py-1.5">
      <h3 className="mb-1 text-small text-ink-2">{title}</h3>
      {wording.warning && <p className="font-medium wrap-anywhere">{wording.warning}</p>}
      <div
        className="post-body"
        dir="auto"
        lang={language ?? undefined}
        // Sanitised when the view was made.
        dangerouslySetInnerHTML={{ __html: wording.html }}
      />
      {children}
    </section>
  )
}
