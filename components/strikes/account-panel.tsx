'use client'
import '@/lib/platform/i18n/rooms/strikes'
import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { AccountStrikes, ReviewView, StrikeView } from '@/lib/features/infringers/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { ReviewSteps } from './review-steps'

const written = (iso: string): string => day(`${iso}T00:00:00Z`)
const LINK = 'text-accent underline underline-offset-2'

interface Props {
  account: AccountStrikes
  threshold?: number
  /** Where several accounts stand below each other. */
  isNamed?: boolean
}

/** What one account has, what was decided about it, and what may be done next. */
export function AccountPanel({ account, threshold, isNamed = false }: Props) {
  const { accountId, handle, points, isDue, strikes, reviews } = account
  const title = isNamed ? (
    <Link href={`/people/${accountId}`} prefetch={false} className={LINK}>
      <bdi>{handle}</bdi>
    </Link>
  ) : (
    t('strikes.panel')
  )
  return (
    <Panel
      title={title}
      end={
        <span className="flex flex-wrap items-baseline gap-2 tabular-nums">
          {isDue && <Chip tone="warn">{t('strikes.due')}</Chip>}
          {threshold !== undefined && t('strikes.points', { n: points, threshold })}
        </span>
      }
    >
      {strikes.length === 0 && <p className="text-ink-2">{t('strikes.none')}</p>}
      <ul className="flex flex-col gap-1">
        {strikes.map((strike) => (
          <StrikeLine key={strike.day} strike={strike} />
        ))}
      </ul>
      {reviews.length > 0 && (
        <ol className="mt-3 flex flex-col gap-2 border-t pt-2">
          {reviews.map((review) => (
            <ReviewLine key={review.id} review={review} />
          ))}
        </ol>
      )}
      <ReviewSteps account={account} />
    </Panel>
  )
}

function StrikeLine({ strike: { day: on, items, counts, until, cases } }: { strike: StrikeView }) {
  return (
    <li className={counts ? undefined : 'text-ink-2'}>
      {t('strikes.strike', { day: written(on), items })}{' '}
      {cases.map(({ caseId, number }) =>
        number === null ? (
          <span key={caseId}>{t('strikes.caseHidden')} </span>
        ) : (
          <Link key={caseId} href={`/dmca/${caseId}`} prefetch={false} className={`${LINK} me-1`}>
            {t('strikes.case', { number })}
          </Link>
        ),
      )}
      <span className="text-small text-ink-2">
        {counts ? t('strikes.until', { day: written(until) }) : t('strikes.over')}
      </span>
    </li>
  )
}

function ReviewLine({ review: { kind, points, policyNumber, reasons, at, by } }: { review: ReviewView }) {
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-2">
        <Chip tone={kind === 'terminate' ? 'danger' : 'plain'}>{t(`strikes.review.${kind}`)}</Chip>
        <ExactTime at={at} />
      </p>
      <p dir="auto" className="wrap-anywhere whitespace-pre-line">
        {reasons}
      </p>
      <p className="text-small text-ink-2">
        {t('strikes.reviewLine', { points, policy: policyNumber, by: by ? `@${by}` : '?' })}
      </p>
    </li>
  )
}
