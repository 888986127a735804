import { t } from '@/lib/platform/i18n/translate'

const SHOWN = 10

/** The head of a hash; whole when pointed at, and when copied from the title. */
export function Hash({ hash }: { hash: string }) {
  return (
    <code dir="ltr" title={t('audit.hashLong', { hash })} className="font-mono text-small">
      {hash.slice(0, SHOWN)}
    </code>
  )
}
