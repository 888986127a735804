'use client'
import '@/lib/platform/i18n/rooms/proof'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** New keys, after what it means was opened and read. */
export function RotateKeys() {
  const rotate = useCommand('proof.rotateKeys')
  const [isDone, setDone] = useState(false)
  const change = async () => {
    setDone(false)
    setDone((await rotate.run({})) !== null)
  }
  return (
    <details className="mt-4">
      <summary className="min-h-6 text-ink-2 underline underline-offset-2 phone:py-2.5">{t('proof.rotate')}</summary>
      <p className="my-2">{t('proof.rotate.text')}</p>
      <Button kind="danger" isBusy={rotate.isRunning} onClick={() => void change()}>
        {t(rotate.isRunning ? 'proof.rotate.making' : 'proof.rotate.sure')}
      </Button>
      <p role="status" className="min-h-4 text-small text-ok">
        {isDone && t('proof.rotate.done')}
      </p>
      {rotate.refusal && <RefusalNote refusal={rotate.refusal} />}
    </details>
  )
}
