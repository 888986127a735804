import { Notice } from '@/components/ui/notice'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** Stands on every page of an archived instance. */
export function ReadOnlyMark({ domain, archivedAt }: { domain: string; archivedAt: string }) {
  return (
    <Notice tone="sealed" className="mx-4 mb-3 flex-none" title={t('archive.mark')}>
      {t('archive.markText', { domain, at: day(archivedAt) })}
    </Notice>
  )
}
