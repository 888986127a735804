import Link from 'next/link'
import { Notice } from '@/components/ui/notice'
import type { HeldView } from '@/lib/features/holds/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Alarms } from './alarms'
import { keptDay } from './words'

/** On a case or a person: that it is on hold, until when, and what Mastodon is about to destroy of it. */
export function HeldNote({ held }: { held: HeldView | null }) {
  if (!held) return null
  return (
    <div className="flex flex-col gap-2 px-4 pb-2">
      <Notice tone="sealed">
        {t('holds.banner', { until: held.keepUntil ? keptDay(held.keepUntil) : 'never' })}
        {held.isReleaseProposed && <> {t('holds.bannerProposed')}</>}
        {held.mayOpen && (
          <>
            {' '}
            <Link href="/settings/holds" prefetch={false} className="underline underline-offset-2">
              {t('holds.bannerOpen')}
            </Link>
          </>
        )}
      </Notice>
      <Alarms alarms={held.alarms} />
    </div>
  )
}
