'use client'
import '@/lib/platform/i18n/rooms/connect'
import { Button, type ButtonKind } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { t } from '@/lib/platform/i18n/translate'
import { useDeparture } from './use-departure'

interface Props {
  domain: string
  /** Where to come back to: a path of this console. */
  next?: string
  kind?: ButtonKind
  label?: string
}

/** Goes to the instance to sign in there. */
export function SignInButton({ domain, next = '/', kind = 'main', label }: Props) {
  const { leave, isLeaving, hasFailed } = useDeparture('signin/mastodon', { callbackUrl: next })
  return (
    <div className="flex flex-col gap-2">
      <Button kind={kind} isBusy={isLeaving} onClick={() => void leave()} className="self-start phone:w-full">
        {isLeaving ? t('signIn.going', { domain }) : (label ?? t('signIn.go', { domain }))}
      </Button>
      {hasFailed && (
        <Notice tone="danger" live="assertive">
          {t('signIn.error.notReached')}
        </Notice>
      )}
    </div>
  )
}
