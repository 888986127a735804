import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/platform/i18n/translate'

export default function NotFound() {
  return (
    <EmptyState
      title={t('shell.notFoundTitle')}
      level={1}
      action={<ButtonLink href="/">{t('shell.toHome')}</ButtonLink>}
    >
      {t('shell.notFoundText')}
    </EmptyState>
  )
}
