'use client'
import '@/lib/platform/i18n/rooms/evidence'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Select } from '@/components/ui/field'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { MEDIA_POLICIES } from '@/lib/features/captures/model'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Captures = QueryOutput<'captures.settings'>

/** What the console keeps of the files of reported posts, by category; the owner chooses. */
export function CapturePanel({ captures: { media, mayChange } }: { captures: Captures }) {
  return (
    <Panel title={t('capture.title')}>
      <p className="mb-2">{t('capture.text')}</p>
      {mayChange ? (
        <div className="grid gap-2 desk:grid-cols-2">
          {media.map((row) => (
            <Choice key={row.category} row={row} />
          ))}
        </div>
      ) : (
        <Facts>
          {media.map((row) => (
            <Fact key={row.category} term={t(`capture.category.${row.category}`)}>
              {t(`capture.media.${row.media}`)}
            </Fact>
          ))}
        </Facts>
      )}
    </Panel>
  )
}

function Choice({ row: { category, media } }: { row: Captures['media'][number] }) {
  const set = useCommand('captures.setMedia')
  const [pressed, setPressed] = useState(media)
  const [isSaved, setSaved] = useState(false)
  const change = async (text: string) => {
    const wanted = MEDIA_POLICIES.find((known) => known === text)
    if (!wanted || set.isRunning) return
    setPressed(wanted)
    setSaved(false)
    setSaved((await set.run({ category, media: wanted })) !== null)
  }
  return (
    <div>
      <Select
        label={t(`capture.category.${category}`)}
        value={set.isRunning ? pressed : media}
        onChange={(event) => void change(event.target.value)}
      >
        {MEDIA_POLICIES.map((policy) => (
          <option key={policy} value={policy}>
            {t(`capture.media.${policy}`)}
          </option>
        ))}
      </Select>
      <p role="status" className="min-h-4 text-small text-ok">
        {set.isRunning ? t('capture.saving') : isSaved && t('capture.saved')}
      </p>
      {set.refusal && <RefusalNote refusal={set.refusal} />}
    </div>
  )
}
