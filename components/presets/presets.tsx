'use client'
import '@/lib/platform/i18n/rooms/presets'
import { useState } from 'react'
import { agoIn } from '@/components/case/ago'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import type { PresetList, PresetView } from '@/lib/features/presets/schema'
import { languageName } from '@/lib/platform/i18n/languages'
import { t } from '@/lib/platform/i18n/translate'
import { PresetForm } from './preset-form'
import { RemovePreset } from './remove-preset'

/** The team's own messages: read by everybody, written by whoever acts on reports. */
export function Presets({ view: { rows, mayChange, now } }: { view: PresetList }) {
  const [open, setOpen] = useState<string | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <PageHead title={t('presets.title')} start={<BackLink />} />
      <div className="flex max-w-[60rem] flex-col gap-4 px-4 pb-6">
        <p className="max-w-[68ch] text-ink-2">{t('presets.text')}</p>
        {mayChange && open !== 'new' && (
          <Button kind="main" className="self-start" onClick={() => setOpen('new')}>
            {t('presets.new')}
          </Button>
        )}
        {open === 'new' && <PresetForm onClose={close} />}
        <Panel title={t('presets.list')}>
          {rows.length === 0 && <p className="text-ink-2">{t('presets.none')}</p>}
          <ul>
            {rows.map((preset) => (
              <li key={preset.id} className="border-b py-3 last:border-0">
                {open === preset.id ? (
                  <PresetForm preset={preset} onClose={close} />
                ) : (
                  <Line preset={preset} now={now} onChange={mayChange ? () => setOpen(preset.id) : null} />
                )}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  )
}

function Line({ preset, now, onChange }: { preset: PresetView; now: string; onChange: (() => void) | null }) {
  const words = { title: preset.title, language: languageName(preset.language) }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-semibold wrap-anywhere">
          <bdi>{preset.title}</bdi>
        </h3>
        <Chip>{words.language}</Chip>
        <span className="text-small text-ink-2">
          {t('presets.by', { by: preset.changedBy, age: agoIn(preset.changedAt, now) })}
        </span>
        {onChange && (
          <span className="ms-auto flex gap-1.5">
            <Button size="small" aria-label={t('presets.changeLong', words)} onClick={onChange}>
              {t('presets.change')}
            </Button>
            <RemovePreset preset={preset} />
          </span>
        )}
      </div>
      <p dir="auto" lang={preset.language} className="mt-1 text-said wrap-anywhere whitespace-pre-wrap">
        {preset.text}
      </p>
    </>
  )
}
