import { Notice } from '@/components/ui/notice'
import type { Down } from '@/lib/features/acts/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** Said before anything is pressed: Mastodon does not answer, and what becomes of an act now. */
export function DownNote({ down, className }: { down: Down | null; className?: string }) {
  if (!down) return null
  const why = t(messageFor('queue.failure', down.why, 'queue.failure.unknown'))
  return (
    <Notice tone="warn" {...(className ? { className } : {})}>
      {t(down.waits ? 'down.waits' : 'down.refused', { why })}
    </Notice>
  )
}
