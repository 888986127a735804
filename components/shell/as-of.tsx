'use client'
import { agoIn } from '@/components/case/ago'
import { cx } from '@/components/ui/cx'
import type { SyncView } from '@/lib/features/reports/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { useNow } from './use-now'

/** How old what you see is. Goes on counting when nothing answers any more. */
export function AsOf({ sync, now }: { sync: SyncView; now: string }) {
  const later = useNow(now)
  const words = sync.asOf
    ? t(sync.failure ? 'shell.stale' : 'shell.asOf', { domain: sync.domain, age: agoIn(sync.asOf, later) })
    : t('shell.never', { domain: sync.domain })
  return (
    <span
      title={sync.asOf ? exact(sync.asOf) : undefined}
      className={cx(
        'flex items-center gap-1.5 text-small whitespace-nowrap phone:hidden',
        sync.failure ? 'font-medium text-warn' : 'text-ink-2',
      )}
    >
      <span
        aria-hidden
        className={cx(
          'size-[7px]',
          sync.failure ? 'rotate-45 bg-warn' : 'rounded-full',
          !sync.failure && (sync.asOf ? 'bg-ok' : 'bg-line-strong'),
        )}
      />
      <bdi>{words}</bdi>
    </span>
  )
}
