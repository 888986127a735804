import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { Arrival } from './arrival'
import { DemoPeople } from './demo-people'
import { SignInButton } from './sign-in-button'

type Door = QueryOutput<'instance.door'>

/** The set-up is done: the next step is to sign in, and on the demo instance to choose as whom. */
export function Connected({ instance, people, hasOwner }: Door & { instance: NonNullable<Door['instance']> }) {
  const { domain, isDemo } = instance
  if (hasOwner) {
    return (
      <div className="mt-6 flex flex-col items-start gap-3">
        <p className="text-said">{t('connect.already', { domain })}</p>
        <p className="text-ink-2">{t('connect.alreadyText')}</p>
        <ButtonLink kind="main" href="/sign-in">
          {t('connect.toSignIn')}
        </ButtonLink>
      </div>
    )
  }
  return (
    <div className="mt-6 flex flex-col gap-4">
      <Arrival>
        <Notice tone="ok" live="polite">
          {t(isDemo ? 'connect.demo.ready' : 'connect.done', { domain })}
          {isDemo && <p>{t('connect.demo.firstOwner')}</p>}
        </Notice>
      </Arrival>
      {people.length > 0 && <DemoPeople people={people} />}
      <SignInButton domain={domain} next="/welcome" />
    </div>
  )
}
