'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { readyToAsk } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { type Failure, touchOne } from './device'
import { EnrolForm } from './enrol-form'
import { FailureNote } from './failure-note'

type Need = 'touch.needed' | 'passkey.needed'

/** Stands ready on every page: what needs a fresh touch waits behind it, and goes on with what was typed. */
export function TouchDialog() {
  const [need, setNeed] = useState<Need | null>(null)
  const settle = useRef<((isMade: boolean) => void) | null>(null)
  useEffect(
    () =>
      readyToAsk((code) => {
        // One is being asked for already: what it needs itself must not wait for it.
        if (settle.current) return Promise.resolve(false)
        setNeed(code)
        return new Promise((done) => (settle.current = done))
      }),
    [],
  )
  const end = (isMade: boolean) => {
    settle.current?.(isMade)
    settle.current = null
    setNeed(null)
  }
  return (
    <Dialog
      title={t(need === 'passkey.needed' ? 'touch.enrolTitle' : 'touch.title')}
      closeLabel={t('touch.cancel')}
      isOpen={need !== null}
      onClose={() => end(false)}
    >
      {need === 'touch.needed' && <Touch onDone={() => end(true)} />}
      {need === 'passkey.needed' && (
        <div className="flex flex-col gap-3">
          <p>{t('touch.enrolText')}</p>
          <EnrolForm onDone={() => end(true)} />
        </div>
      )}
    </Dialog>
  )
}

function Touch({ onDone }: { onDone: () => void }) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const touch = async () => {
    setBusy(true)
    setFailure(null)
    const found = await touchOne()
    setBusy(false)
    setFailure(found)
    if (!found) onDone()
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('touch.text')}</p>
      {failure && <FailureNote failure={failure} />}
      <Button
        // A dialog that opens puts the focus where this stands.
        ref={(button) => button?.setAttribute('autofocus', '')}
        kind="main"
        isBusy={isBusy}
        onClick={() => void touch()}
      >
        {t(isBusy ? 'touch.asking' : 'touch.go')}
      </Button>
    </div>
  )
}
