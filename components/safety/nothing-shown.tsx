import { Notice } from '@/components/ui/notice'
import { t } from '@/lib/platform/i18n/translate'

/** Stands on every page of the desk: whoever opens it must not brace for a picture. */
export function NothingShown() {
  return (
    <Notice tone="sealed" title={t('safety.nothingShown')}>
      {t('safety.nothingShownText')}
    </Notice>
  )
}
