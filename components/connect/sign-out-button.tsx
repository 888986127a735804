'use client'
import '@/lib/platform/i18n/rooms/connect'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/platform/i18n/translate'
import { useDeparture } from './use-departure'

/** The way out for somebody without any role: they may call no command, so next-auth's own route is used. */
export function SignOutButton() {
  const { leave, isLeaving } = useDeparture('signout', { callbackUrl: '/sign-in' })
  return (
    <Button isBusy={isLeaving} onClick={() => void leave()} className="phone:w-full">
      {t(isLeaving ? 'noRole.signingOut' : 'noRole.signOut')}
    </Button>
  )
}
