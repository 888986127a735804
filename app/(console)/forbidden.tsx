import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/platform/i18n/translate'

/** Without a page of ours Next shows one whose style the content policy refuses. */
export default function Forbidden() {
  return (
    <EmptyState
      title={t('shell.forbiddenTitle')}
      level={1}
      action={<ButtonLink href="/">{t('shell.toHome')}</ButtonLink>}
    >
      {t('shell.forbiddenText')}
    </EmptyState>
  )
}
