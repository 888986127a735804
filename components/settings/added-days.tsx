'use client'
import '@/lib/platform/i18n/rooms/clocks'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import type { CalendarsView } from '@/lib/features/calendars/schema'
import { t } from '@/lib/platform/i18n/translate'

/** The days that count as holidays by counsel's word. */
export function AddedDays({ added, mayAdd }: Pick<CalendarsView, 'added' | 'mayAdd'>) {
  const remove = useCommand('calendars.removeDay')
  return (
    <>
      {added.length === 0 && <p className="text-ink-2">{t('calendars.none')}</p>}
      <ul className="flex flex-col gap-2">
        {added.map(({ id, calendar, day, why, by, at }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-medium tabular-nums">
              {calendar} {day}
            </span>
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {why}
            </span>
            <span className="text-small text-ink-2">
              <bdi dir="ltr">@{by}</bdi> <ExactTime at={at} />
            </span>
            {mayAdd && (
              <Button
                size="small"
                isBusy={remove.isRunning}
                aria-label={`${t('calendars.remove')}: ${calendar} ${day}`}
                onClick={() => void remove.run({ id })}
              >
                {t(remove.isRunning ? 'calendars.removing' : 'calendars.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {remove.refusal && <RefusalNote refusal={remove.refusal} />}
    </>
  )
}
