'use client'
import '@/lib/platform/i18n/rooms/room'
import Link from 'next/link'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { lastMoment } from '@/lib/features/guests/model'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { GuestsView } from './guests'
import { makeLink } from './link'
import { LinkBox } from './link-box'

type Guest = GuestsView['guests'][number]

/** One guest: how things stand, what they see, and what the owner can change. */
export function GuestLine({ guest, today }: { guest: Guest; today: string }) {
  const { name, role, state, endsAt, inviteEndsAt, isSignedIn, lastSeenAt, invitedBy } = guest
  const isOver = state === 'ended' || state === 'takenBack'
  return (
    <li className="border-b py-3 first:pt-0 last:border-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-2 font-semibold">
        <bdi>{name}</bdi>
        <Chip>{t(`guests.short.${role}`)}</Chip>
        {isSignedIn && <Chip tone="ok">{t('guests.here')}</Chip>}
      </p>
      <p className="text-small text-ink-2">
        {t(`guests.state.${state}`)}{' '}
        {state === 'invited' && (
          <>
            <ExactTime at={inviteEndsAt} /> ·{' '}
          </>
        )}
        {state !== 'takenBack' && state !== 'ended' && `${t('guests.until')} `}
        {state !== 'takenBack' && <span className="tabular-nums">{day(lastMoment(endsAt))}</span>}
        {' · '}
        {t('guests.seen')} {lastSeenAt ? <ExactTime at={lastSeenAt} /> : t('guests.never')}
        {' · '}
        {t('guests.by', { by: invitedBy })}
      </p>
      <p className="text-small">
        {t('guests.sees')} {guest.cases.length === 0 && <span className="text-ink-2">{t('guests.seesNothing')}</span>}
        {guest.cases.map(({ id, number }) => (
          <Link
            key={id}
            href={`/room/${id}`}
            prefetch={false}
            className="me-2 inline-flex min-h-6 items-center text-accent underline underline-offset-2 phone:min-h-11"
          >
            {t('room.case', { number })}
          </Link>
        ))}
      </p>
      {!isOver && <Changes guest={guest} today={today} />}
      {state === 'ended' && <LastDay guest={guest} today={today} />}
    </li>
  )
}

function Changes({ guest, today }: { guest: Guest; today: string }) {
  const { id: guestId, name } = guest
  const reinvite = useCommand('guests.reinvite')
  const takeBack = useCommand('guests.takeBack')
  const [address, setAddress] = useState<string | null>(null)
  const refusal = reinvite.refusal ?? takeBack.refusal
  const renew = async () => {
    const link = await makeLink()
    if (await reinvite.run({ guestId, inviteHash: link.hash })) setAddress(link.address)
  }
  return (
    <>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="small"
          isBusy={reinvite.isRunning}
          aria-label={t('guests.newLinkFor', { name })}
          onClick={() => void renew()}
        >
          {t('guests.newLink')}
        </Button>
        <Button
          size="small"
          kind="danger"
          isBusy={takeBack.isRunning}
          aria-label={t('guests.takeBackOf', { name })}
          onClick={() => void takeBack.run({ guestId })}
        >
          {t('guests.takeBack')}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
      {address && <LinkBox name={name} address={address} />}
      <LastDay guest={guest} today={today} />
    </>
  )
}

function LastDay({ guest: { id: guestId, name, endsAt }, today }: { guest: Guest; today: string }) {
  const set = useCommand('guests.setEnd')
  const [endsOn, setEndsOn] = useState(lastMoment(endsAt).toISOString().slice(0, 10))
  return (
    <details className="mt-2">
      <summary className="min-h-6 text-small text-accent underline underline-offset-2 phone:py-2.5">
        {t('guests.setEndOf', { name })}
      </summary>
      <form
        className="mt-2 flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          void set.run({ guestId, endsOn })
        }}
      >
        <TextField
          label={t('guests.endsOn')}
          type="date"
          min={today}
          required
          value={endsOn}
          onChange={(event) => setEndsOn(event.target.value)}
        />
        <Button type="submit" isBusy={set.isRunning}>
          {t('guests.setEnd')}
        </Button>
      </form>
      {set.refusal && <RefusalNote refusal={set.refusal} />}
    </details>
  )
}
