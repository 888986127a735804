'use client'
import '@/lib/platform/i18n/rooms/room'
import { type FormEvent, useEffect, useState } from 'react'
import { FailureNote } from '@/components/passkeys/failure-note'
import type { Failure } from '@/components/passkeys/device'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { ask, Refusal } from '@/lib/client'
import { lastMoment } from '@/lib/features/guests/model'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { acceptWith } from './coming-in'

type Invitation = QueryOutput<'guests.invitation'>
type Seen =
  | { kind: 'looking' }
  | { kind: 'refused'; sentence: string }
  | { kind: 'good'; token: string; found: Invitation }

/** Where the link of an invitation leads: who is meant, for what, until when; then the passkey. */
export function Arrival({ isSignedIn }: { isSignedIn: boolean }) {
  const [seen, setSeen] = useState<Seen>({ kind: 'looking' })
  useEffect(() => {
    // What the link holds stands behind the #: only this page reads it.
    const token = location.hash.slice(1)
    const refuse = (sentence: string) => setSeen({ kind: 'refused', sentence })
    if (isSignedIn) return refuse(t('error.guest.signedIn'))
    if (!/^[\w-]{43}$/.test(token)) return refuse(t('guest.noLink'))
    ask('guests.invitation', { token }).then(
      (found) => setSeen({ kind: 'good', token, found }),
      (error: unknown) => refuse(error instanceof Refusal ? error.message : t('error.unknown')),
    )
  }, [isSignedIn])
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col gap-4">
      {seen.kind === 'looking' && <h1 className="text-title font-semibold">{t('guest.looking')}</h1>}
      {seen.kind === 'refused' && (
        <>
          <h1 className="text-title font-semibold">{t('guest.pageTitle')}</h1>
          <Notice tone="warn" live="assertive">
            {seen.sentence}
          </Notice>
        </>
      )}
      {seen.kind === 'good' && <Accept token={seen.token} found={seen.found} />}
    </div>
  )
}

function Accept({ token, found: { name, role, domain, endsAt } }: { token: string; found: Invitation }) {
  const [passkey, setPasskey] = useState('')
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const accept = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!passkey.trim() || isBusy) return
    setBusy(true)
    setFailure(null)
    const found = await acceptWith(token, passkey.trim())
    if (!found) return location.replace('/room')
    setBusy(false)
    setFailure(found)
  }
  const until = day(lastMoment(endsAt))
  return (
    <>
      <div>
        <h1 className="text-title font-semibold">{t('guest.title', { name })}</h1>
        <p className="text-said text-ink-2">
          {t(role === 'lawyer' ? 'guest.asLawyer' : 'guest.asAuditor', { domain, until })}
        </p>
      </div>
      <p>{t('guest.what')}</p>
      <form onSubmit={(event) => void accept(event)} className="flex flex-col items-start gap-3">
        <TextField
          label={t('passkeys.name')}
          hint={t('passkeys.nameHint')}
          error={isTried && !passkey.trim() ? t('passkeys.nameMissing') : undefined}
          maxLength={60}
          value={passkey}
          onChange={(event) => setPasskey(event.target.value)}
          className="w-full max-w-80"
        />
        {failure && <FailureNote failure={failure} />}
        <Button type="submit" kind="main" isBusy={isBusy}>
          {t(isBusy ? 'passkeys.enrolling' : 'guest.accept')}
        </Button>
      </form>
      <p className="text-small text-ink-2">{t('guest.recorded')}</p>
    </>
  )
}
