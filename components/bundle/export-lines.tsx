import '@/lib/platform/i18n/rooms/exports'
import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import type { ExportList } from '@/lib/features/bundle/schema'
import { t } from '@/lib/platform/i18n/translate'

/** Exports that were made: who, when, for whom, what was left out, and the hash by which each is known. */
export function ExportLines({ list }: { list: ExportList }) {
  if (list.rows.length === 0) return <p className="mt-2 text-ink-2">{t('export.none')}</p>
  return (
    <ul aria-label={t('export.list')} className="mt-2 flex flex-col gap-2.5">
      {list.rows.map((row) => (
        <li key={row.id}>
          <p className="wrap-anywhere">
            <bdi className="font-medium">{row.by}</bdi> · <ExactTime at={row.at} />
          </p>
          <p className="wrap-anywhere" dir="auto">
            {row.purpose}
          </p>
          <p className="text-small text-ink-2">
            {row.withhold.length > 0
              ? t('export.without', { what: row.withhold.map((one) => t(`withheld.${one}`)).join(', ') })
              : t('export.whole')}
          </p>
          <p className="text-small text-ink-2">
            {t('export.manifest')} <code className="break-all">{row.manifest}</code>
          </p>
          {!row.isStamped && <Chip tone="warn">{t('export.unproven')}</Chip>}
        </li>
      ))}
    </ul>
  )
}
