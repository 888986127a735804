'use client'
import '@/lib/platform/i18n/rooms/presets'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { PresetView } from '@/lib/features/presets/schema'
import { t } from '@/lib/platform/i18n/translate'

const TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** Writes a message, or changes one. What was typed stays when it is refused. */
export function PresetForm({ preset, onClose }: { preset?: PresetView; onClose: () => void }) {
  const add = useCommand('presets.add')
  const change = useCommand('presets.change')
  const [title, setTitle] = useState(preset?.title ?? '')
  const [language, setLanguage] = useState(preset?.language ?? 'en')
  const [text, setText] = useState(preset?.text ?? '')
  const [isTried, setTried] = useState(false)
  const isWhole = title.trim() !== '' && text.trim() !== '' && TAG.test(language)
  const missing = (value: string) => (isTried && value.trim() === '' ? t('presets.missing') : undefined)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const words = { title, language, text }
    const kept = preset ? await change.run({ ...words, id: preset.id, version: preset.version }) : await add.run(words)
    if (kept) onClose()
  }
  const refusal = add.refusal ?? change.refusal
  const isBusy = add.isRunning || change.isRunning
  return (
    <form
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="flex flex-col gap-3 rounded border bg-sheet p-4"
    >
      <TextField
        autoFocus
        label={t('presets.name')}
        hint={t('presets.nameHint')}
        error={missing(title)}
        maxLength={100}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextField
        label={t('presets.language')}
        hint={t('presets.languageHint')}
        error={isTried && !TAG.test(language) ? t('presets.languageWrong') : undefined}
        maxLength={35}
        value={language}
        onChange={(event) => setLanguage(event.target.value.trim())}
      />
      <TextArea
        label={t('presets.words')}
        error={missing(text)}
        rows={5}
        maxLength={5000}
        lang={language || undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {refusal && <RefusalNote refusal={refusal} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={isBusy}>
          {t(isBusy ? 'presets.saving' : 'presets.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('presets.cancel')}
        </Button>
      </div>
    </form>
  )
}
