import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { PersonUnread } from '@/lib/features/people/schema'
import { t } from '@/lib/platform/i18n/translate'
import { whyNot } from './words'

/** Somebody whom the console does not know, while the instance does not answer. */
export function Unread({ answer: { domain, failure } }: { answer: PersonUnread }) {
  return (
    <EmptyState
      level={1}
      title={t('people.unreadTitle', { domain })}
      action={<ButtonLink href="/reports">{t('shell.toReports')}</ButtonLink>}
    >
      {t('people.unreadText', { why: whyNot(failure) })}
    </EmptyState>
  )
}
