'use client'
import '@/lib/platform/i18n/rooms/presets'
import { useEffect, useState } from 'react'
import { Select } from '@/components/ui/field'
import { ask } from '@/lib/client'
import type { PresetView } from '@/lib/features/presets/schema'
import { isSameLanguage, languageName } from '@/lib/platform/i18n/languages'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  /** The person's, as far as it is known: its presets come first. */
  language: string | null
  onChoose: (text: string) => void
}

/** The team's own messages to start from; nothing where there are none. */
export function PresetField({ language, onChoose }: Props) {
  const presets = usePresets()
  if (presets.length === 0) return null
  return (
    <Select
      label={t('presets.choose')}
      hint={t('presets.chooseHint')}
      value=""
      onChange={(event) => {
        const chosen = presets.find(({ id }) => id === event.target.value)
        if (chosen) onChoose(chosen.text)
      }}
    >
      <option value="">{t('presets.chooseNone')}</option>
      {presets.toSorted(theirsFirst(language)).map((preset) => (
        <option key={preset.id} value={preset.id} lang={preset.language}>
          {t('presets.option', { title: preset.title, language: languageName(preset.language) })}
        </option>
      ))}
    </Select>
  )
}

function usePresets(): PresetView[] {
  const [presets, setPresets] = useState<PresetView[]>([])
  useEffect(() => {
    let isCurrent = true
    // The message can be written without them: what cannot be read is not offered.
    ask('presets.list', {}).then(
      ({ rows }) => isCurrent && setPresets(rows),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return presets
}

function theirsFirst(language: string | null) {
  const rank = (preset: PresetView) => (language && isSameLanguage(preset.language, language) ? 0 : 1)
  return (a: PresetView, b: PresetView) => rank(a) - rank(b)
}
