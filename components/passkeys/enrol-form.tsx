'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'
import { enrolOne, type Failure } from './device'
import { FailureNote } from './failure-note'

/** A name, and then the device is asked. */
export function EnrolForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isNamed = name.trim() !== ''
  const enrol = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isNamed || isBusy) return
    setBusy(true)
    setFailure(null)
    const found = await enrolOne(name.trim())
    setBusy(false)
    setFailure(found)
    if (found) return
    setName('')
    setTried(false)
    onDone()
  }
  return (
    <form onSubmit={(event) => void enrol(event)} className="flex flex-col items-start gap-3">
      <TextField
        label={t('passkeys.name')}
        hint={t('passkeys.nameHint')}
        error={isTried && !isNamed ? t('passkeys.nameMissing') : undefined}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="w-full max-w-80"
      />
      {failure && <FailureNote failure={failure} />}
      <Button type="submit" kind="main" isBusy={isBusy}>
        {t(isBusy ? 'passkeys.enrolling' : 'passkeys.enrol')}
      </Button>
    </form>
  )
}
