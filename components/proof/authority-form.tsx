'use client'
import '@/lib/platform/i18n/rooms/proof'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** The address of the authority. It is tried at once: what does not stamp is not set. */
export function AuthorityForm() {
  const authority = useCommand('proof.setAuthority')
  const [url, setUrl] = useState('')
  const [isQualified, setQualified] = useState(false)
  const [confirmsPrivate, setPrivate] = useState(false)
  const [name, setName] = useState<string | null>(null)
  const send = async () => {
    setName(null)
    const answer = await authority.run({ url, isQualified, confirmsPrivate })
    if (!answer) return
    setUrl('')
    setName(answer.name)
  }
  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextField
        label={t('proof.authority.url')}
        hint={t('proof.authority.urlHint')}
        type="url"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        required
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        className="w-full"
      />
      <Checkbox
        label={t('proof.authority.tickQualified')}
        checked={isQualified}
        onChange={(event) => setQualified(event.target.checked)}
      />
      <Checkbox
        label={t('proof.authority.tickPrivate')}
        checked={confirmsPrivate}
        onChange={(event) => setPrivate(event.target.checked)}
      />
      <Button type="submit" kind="main" isBusy={authority.isRunning}>
        {t(authority.isRunning ? 'proof.authority.setting' : 'proof.authority.set')}
      </Button>
      <p role="status" className="min-h-4 text-small text-ok">
        {name !== null && t('proof.authority.isSet', { name })}
      </p>
      {authority.refusal && <RefusalNote refusal={authority.refusal} />}
    </form>
  )
}

export function DropAuthority() {
  const drop = useCommand('proof.dropAuthority')
  return (
    <div>
      <Button kind="danger" isBusy={drop.isRunning} onClick={() => void drop.run({})}>
        {t(drop.isRunning ? 'proof.authority.dropping' : 'proof.authority.drop')}
      </Button>
      {drop.refusal && <RefusalNote refusal={drop.refusal} />}
    </div>
  )
}
