import '@/lib/platform/i18n/rooms/kept'
import Link from 'next/link'
import { t } from '@/lib/platform/i18n/translate'

/** From a page of the settings back to all of them. */
export function BackLink({ href = '/settings', label = t('kept.back') }: { href?: string; label?: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-6 items-center gap-1 text-small text-ink-2 underline underline-offset-2 phone:min-h-11"
    >
      <span aria-hidden className="rtl:-scale-x-100">
        ←
      </span>
      {label}
    </Link>
  )
}
