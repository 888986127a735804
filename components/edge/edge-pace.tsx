'use client'
import '@/lib/platform/i18n/rooms/edge'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Select } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { PACES } from '@/lib/features/edge/model'
import type { EdgeLooks } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'

/** How many blocks are looked at in a minute, and whether the looks rest just now. */
export function EdgePace({ looks: { perMinute, restUntil, restStatus }, may }: { looks: EdgeLooks; may: boolean }) {
  const set = useCommand('edge.setPace')
  const choose = (value: string) => {
    const chosen = PACES.find((pace) => String(pace) === value)
    if (chosen) void set.run({ perMinute: chosen })
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2">{t('edge.settings.paceText')}</p>
      {may ? (
        <Select
          label={t('edge.settings.pace')}
          value={String(perMinute)}
          disabled={set.isRunning}
          onChange={({ target }) => choose(target.value)}
        >
          {PACES.map((pace) => (
            <option key={pace} value={pace}>
              {t('edge.settings.paceChoice', { pace, minutes: Math.ceil(500 / pace) })}
            </option>
          ))}
        </Select>
      ) : (
        <p>{t('edge.settings.paceChoice', { pace: perMinute, minutes: Math.ceil(500 / perMinute) })}</p>
      )}
      {restUntil && (
        <p className="text-warn">
          {t(restStatus ? 'edge.restAnswer' : 'edge.restSlow', { status: String(restStatus) })}{' '}
          <ExactTime at={restUntil} />
        </p>
      )}
      {set.refusal && <RefusalNote refusal={set.refusal} />}
    </div>
  )
}
