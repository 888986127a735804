'use client'
import '@/lib/platform/i18n/rooms/holds'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button, ButtonLink } from '@/components/ui/button'
import { isolate } from '@/components/ui/isolate'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { AlarmView } from '@/lib/features/holds/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** What Mastodon is about to destroy, or has destroyed, of those on hold: on days 20, 25 and 28 of its thirty. */
export function Alarms({ alarms, className }: { alarms: readonly AlarmView[]; className?: string }) {
  const settle = useCommand('holds.settleAlarm')
  if (alarms.length === 0) return null
  return (
    <Notice tone="danger" title={t('holds.alarms')} {...(className ? { className } : {})}>
      <ul className="flex flex-col gap-2 pt-1">
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <p>{sentenceOf(alarm)}</p>
            <div className="mt-1 flex flex-wrap items-center gap-1.5">
              {alarm.kind === 'suspended' && <span className="me-2">{t('holds.alarm.do')}</span>}
              <ButtonLink size="small" href={`/people/${alarm.accountId}`}>
                {t('holds.alarm.person')}
              </ButtonLink>
              {alarm.maySettle && (
                <Button
                  size="small"
                  isBusy={settle.isRunning}
                  aria-label={t('holds.alarm.settleLong', { handle: alarm.handle })}
                  onClick={() => void settle.run({ id: alarm.id })}
                >
                  {t('holds.alarm.settle')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {settle.refusal && <RefusalNote refusal={settle.refusal} />}
    </Notice>
  )
}

function sentenceOf({ kind, basis, handle, day: days, beganAt, purgeAt }: AlarmView): string {
  return kind === 'gone'
    ? t('holds.alarm.gone', { handle: isolate(handle), at: day(beganAt) })
    : t('holds.alarm.suspended', { handle: isolate(handle), basis, day: days, purgeAt: day(purgeAt) })
}
