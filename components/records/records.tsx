'use client'
import '@/lib/platform/i18n/rooms/strikes'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { save } from '@/components/bundle/save'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { download, Refusal } from '@/lib/client'
import type { RecordName } from '@/lib/features/records/schema'
import { t } from '@/lib/platform/i18n/translate'

const RECORDS: readonly RecordName[] = ['noticeLog', 'infringers', 'agentHistory', 'knowledge', 'lumen']

/** What the copyright desk gives out, each as a file. */
export function Records() {
  const [purpose, setPurpose] = useState('')
  return (
    <>
      <PageHead title={t('records.title')} start={<BackLink href="/dmca" label={t('strikes.back')} />} />
      <div className="flex max-w-4xl flex-col gap-4 px-4 pb-6">
        <p className="text-ink-2">{t('records.lead')}</p>
        <TextField
          label={t('records.purpose')}
          hint={t('records.purposeHint')}
          value={purpose}
          maxLength={300}
          onChange={(event) => setPurpose(event.target.value)}
        />
        {RECORDS.map((name) => (
          <RecordPanel key={name} name={name} purpose={purpose} />
        ))}
      </div>
    </>
  )
}

function RecordPanel({ name, purpose }: { name: RecordName; purpose: string }) {
  const [url, setUrl] = useState('')
  const [withRejected, setWithRejected] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const make = async () => {
    setRunning(true)
    setRefusal(null)
    setMade(null)
    try {
      const input = {
        purpose,
        ...(name === 'knowledge' ? { url } : {}),
        ...(name === 'lumen' ? { withRejected } : {}),
      }
      const file = await download(`records.${name}`, input, () => {})
      save(file)
      setMade(file.name)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Panel title={t(`records.${name}`)}>
      <p className="mb-2">{t(`records.${name}Text`)}</p>
      {name === 'knowledge' && (
        <TextField
          className="mb-2"
          label={t('records.url')}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      )}
      {name === 'lumen' && (
        <div className="mb-2">
          <Checkbox
            label={t('records.lumenMore')}
            checked={withRejected}
            onChange={(event) => setWithRejected(event.target.checked)}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button isBusy={isRunning} why={purpose.trim() ? null : t('records.purpose')} onClick={() => void make()}>
          {t(isRunning ? 'records.saving' : 'records.save')}
        </Button>
        <span role="status" className="text-small text-ink-2">
          {made && t('records.saved', { file: made })}
        </span>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </Panel>
  )
}
