'use client'
import '@/lib/platform/i18n/rooms/room'
import { useState } from 'react'
import type { Failure } from '@/components/passkeys/device'
import { FailureNote } from '@/components/passkeys/failure-note'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/platform/i18n/translate'
import { signInWithPasskey } from './coming-in'

/** The way in for somebody without an account: the device finds the passkey by itself. */
export function GuestSignIn() {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const signIn = async () => {
    setBusy(true)
    setFailure(null)
    const found = await signInWithPasskey()
    if (!found) return location.replace('/room')
    setBusy(false)
    setFailure(found)
  }
  return (
    <div className="flex flex-col items-start gap-2 border-t pt-4">
      {failure && <FailureNote failure={failure} />}
      <Button isBusy={isBusy} onClick={() => void signIn()} className="phone:w-full">
        {t(isBusy ? 'touch.asking' : 'guest.signIn')}
      </Button>
      <p className="text-small text-ink-2">{t('guest.signInText')}</p>
    </div>
  )
}
