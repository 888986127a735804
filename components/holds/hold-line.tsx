import '@/lib/platform/i18n/rooms/holds'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ExactTime } from '@/components/case/exact-time'
import { Chip, type Tone } from '@/components/ui/chip'
import { isolate } from '@/components/ui/isolate'
import type { HoldView } from '@/lib/features/holds/schema'
import { day, exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { HoldActions } from './hold-actions'
import { keptDay } from './words'

const TONES: Record<HoldView['state'], Tone> = {
  active: 'sealed',
  releaseProposed: 'warn',
  released: 'plain',
  over: 'plain',
}

/** One hold: whose demand, what it keeps, until when, and who may end it. */
export function HoldLine({ hold }: { hold: HoldView }) {
  return (
    <article>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 dir="auto" className="min-w-0 font-semibold wrap-anywhere">
          {hold.reference}
        </h3>
        <Chip tone={TONES[hold.state]}>{t(`holds.state.${hold.state}`)}</Chip>
        {hold.former && <Chip>{t('holds.former', { domain: hold.former })}</Chip>}
        {hold.isSecret && (
          <Chip tone="danger">
            {t('holds.secretTill', { until: hold.secretUntil ? keptDay(hold.secretUntil) : 'none' })}
          </Chip>
        )}
      </div>
      <dl className="mt-1 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
        <Term name={t('holds.source')}>{t(`holds.source.${hold.source}`)}</Term>
        <Term name={t('holds.keeps')}>
          <Kept hold={hold} />
        </Term>
        <Term name={t('holds.to')}>
          {hold.keepUntil ? t('holds.toDay', { day: keptDay(hold.keepUntil) }) : t('holds.open')}
        </Term>
        <Term name={t('holds.endsBy')}>
          <bdi>{hold.releaseEvent}</bdi>
        </Term>
        <Term name={t('holds.placedBy')}>
          {t('holds.byAt', { by: isolate(`@${hold.placedBy}`), at: exact(hold.placedAt) })}
        </Term>
        {hold.named.length > 0 && (
          <Term name={t('holds.named')}>{hold.named.map((acct) => isolate(`@${acct}`)).join(', ')}</Term>
        )}
      </dl>
      <Release hold={hold} />
      <HoldActions hold={hold} />
    </article>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  )
}

const LINK = 'inline-block min-h-6 text-accent underline underline-offset-2 phone:min-h-11 phone:py-2.5'

/** What is of a former instance stands in the archive, and is not linked from here. */
function MaybeLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (!href) return <span>{children}</span>
  return (
    <Link prefetch={false} href={href} className={LINK}>
      {children}
    </Link>
  )
}

function Kept({ hold: { former, cases, accounts, posts, isEverything, from, until } }: { hold: HoldView }) {
  const range = { from: from ? day(from) : 'none', until: until ? day(until) : 'none' }
  return (
    <span className="flex flex-wrap gap-x-3">
      {isEverything && t('holds.allOf')}
      {cases.map(({ id, number, href }) => (
        <MaybeLink key={id} href={former ? null : href}>
          {t('holds.case', { number })}
        </MaybeLink>
      ))}
      {accounts.map(({ id, handle }) => (
        <MaybeLink key={id} href={former ? null : `/people/${id}`}>
          <bdi dir="ltr">{handle}</bdi>
        </MaybeLink>
      ))}
      {posts.length > 0 && <span title={posts.join(', ')}>{t('holds.nPosts', { n: posts.length })}</span>}
      {(from || until) && <span className="text-ink-2">{t('holds.between', range)}</span>}
    </span>
  )
}

function Release({ hold }: { hold: HoldView }) {
  const { proposedBy, proposedWhy, releasedBy, releasedAt } = hold
  if (hold.state === 'released' && releasedAt) {
    const names = { first: isolate(`@${proposedBy ?? ''}`), second: isolate(`@${releasedBy ?? ''}`) }
    return (
      <p className="mt-1 text-ink-2">
        {t('holds.released', { ...names, at: exact(releasedAt), why: isolate(proposedWhy ?? '') })}
      </p>
    )
  }
  if (hold.state !== 'releaseProposed' || !hold.proposedAt) return null
  return (
    <p className="mt-1 font-medium text-warn">
      {t('holds.proposed', { by: isolate(`@${proposedBy ?? ''}`), why: isolate(proposedWhy ?? '') })}{' '}
      <ExactTime at={hold.proposedAt} />
    </p>
  )
}
