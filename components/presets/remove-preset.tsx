'use client'
import '@/lib/platform/i18n/rooms/presets'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import type { PresetView } from '@/lib/features/presets/schema'
import { languageName } from '@/lib/platform/i18n/languages'
import { t } from '@/lib/platform/i18n/translate'

/** Asks once more, in place, before it removes. */
export function RemovePreset({ preset: { id, version, title, language } }: { preset: PresetView }) {
  const { run, isRunning, refusal } = useCommand('presets.remove')
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) {
    return (
      <Button
        size="small"
        aria-label={t('presets.removeLong', { title, language: languageName(language) })}
        onClick={() => setAsked(true)}
      >
        {t('presets.remove')}
      </Button>
    )
  }
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span role="status">{t('presets.removeSure')}</span>
      <Button autoFocus size="small" kind="danger" isBusy={isRunning} onClick={() => void run({ id, version })}>
        {t('presets.remove')}
      </Button>
      <Button size="small" kind="quiet" onClick={() => setAsked(false)}>
        {t('presets.cancel')}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
    </span>
  )
}
