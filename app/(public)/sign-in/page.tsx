import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { actorNow, readDoor } from '@/app/doors'
import { returnPath } from '@/components/connect/return-path'
import { SignIn } from '@/components/connect/sign-in'
import { t } from '@/lib/platform/i18n/translate'

export const metadata: Metadata = { title: t('signIn.pageTitle') }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: Props) {
  const { error, callbackUrl, again } = await searchParams
  const [door, actor] = await Promise.all([readDoor(), actorNow()])
  const { instance } = door
  if (!instance) redirect('/connect')
  // Whoever comes first is told what they may do before they see the queue.
  const next = door.hasOwner ? returnPath(callbackUrl) : '/welcome'
  if (actor.kind === 'guest') redirect('/room')
  // Whoever enrols the first passkey proves to the instance anew who they are.
  if (actor.kind === 'person' && !again) redirect(actor.roles.length > 0 ? next : '/no-role')
  return (
    <SignIn
      door={{ ...door, instance }}
      error={typeof error === 'string' ? error : undefined}
      next={next}
      knowsCode={actor.kind === 'setup'}
    />
  )
}
