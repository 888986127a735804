'use client'
import Link from 'next/link'
import { useId } from 'react'
import { depart } from '@/components/live/departure'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import { lastMoment } from '@/lib/features/guests/model'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { FrameView } from './frame'

/** Who is signed in, and the way out. A native popover: closes on Escape and on a press elsewhere. */
export function YouMenu({ you }: { you: FrameView['you'] }) {
  const id = useId()
  const end = useCommand('staff.endSession')
  const signOut = async () => {
    // A whole new page, so that nothing of a case stays in memory.
    if (await end.run({})) depart('/sign-in')
  }
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={t('shell.you', { name: you.name })}
        className="-m-1 grid place-items-center rounded-lg p-1 phone:size-11"
      >
        <Avatar initials={you.initials} size="small" />
      </button>
      <div
        id={id}
        popover="auto"
        className="inset-auto top-11 m-0 w-64 rounded-lg border border-line-strong bg-sheet p-3 text-ink inset-e-4"
      >
        <p className="truncate font-semibold" dir="auto">
          {you.name}
        </p>
        <p className="mb-3 truncate text-small text-ink-2" dir="ltr">
          {you.guestUntil
            ? t('guest.until', { day: day(lastMoment(you.guestUntil)) })
            : `@${you.acct.replace(/^@/, '')}`}
        </p>
        {end.refusal && (
          <Notice tone="danger" live="assertive" className="mb-2">
            {end.refusal.message}
          </Notice>
        )}
        <Button className="w-full" isBusy={end.isRunning} onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Button>
        {/* Here and not among the settings only: some roles have no settings, and everybody may leave. */}
        <Link
          href="/settings/passkeys"
          prefetch={false}
          className="mt-2 me-4 inline-flex min-h-6 items-center text-small text-ink-2 underline underline-offset-2 phone:min-h-11"
        >
          {t('passkeys.title')}
        </Link>
        {!you.guestUntil && (
          <Link
            href="/settings/leave"
            prefetch={false}
            className="mt-2 inline-flex min-h-6 items-center text-small text-ink-2 underline underline-offset-2 phone:min-h-11"
          >
            {t('leaving.title')}
          </Link>
        )}
      </div>
    </>
  )
}
