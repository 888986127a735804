import { GuestSignIn } from '@/components/guests/guest-sign-in'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { DemoPeople } from './demo-people'
import { ScopeList } from './scope-list'
import { SignInButton } from './sign-in-button'

type Door = QueryOutput<'instance.door'>

interface Props {
  door: Door & { instance: NonNullable<Door['instance']> }
  /** next-auth's code for what went wrong before. */
  error: string | undefined
  next: string
  /** This browser was given the code of the terminal. */
  knowsCode: boolean
}

/** Which instance, one button, and what will be asked for. */
export function SignIn({ door, error, next, knowsCode }: Props) {
  const { domain, title, scopes } = door.instance
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col gap-4">
      <div>
        <h1 className="text-title font-semibold">{t('signIn.title')}</h1>
        <p className="text-said text-ink-2">
          {t('signIn.with', { domain: title === domain ? domain : `${title} (${domain})` })}
        </p>
      </div>
      {error && (
        <Notice tone="danger" live="assertive" title={t('signIn.failed')}>
          {t(messageFor('signIn.error', error, 'signIn.error.unknown'))}
        </Notice>
      )}
      {!door.hasOwner && <FirstOwner knowsCode={knowsCode} />}
      <div>
        <SignInButton domain={domain} next={next} />
        <p className="mt-1 text-small text-ink-2">{t('signIn.where')}</p>
      </div>
      {door.people.length > 0 && <DemoPeople people={door.people} />}
      <GuestSignIn />
      <Panel title={t('signIn.asks', { domain })}>
        <ScopeList scopes={scopes} />
        <p className="mt-3 text-ink-2">{t('signIn.inYourName', { domain })}</p>
      </Panel>
    </div>
  )
}

function FirstOwner({ knowsCode }: { knowsCode: boolean }) {
  return (
    <Notice
      tone="accent"
      title={t('signIn.firstOwner')}
      actions={
        !knowsCode && (
          <ButtonLink size="small" href="/connect">
            {t('signIn.giveCode')}
          </ButtonLink>
        )
      }
    >
      {t(knowsCode ? 'signIn.firstOwnerHere' : 'signIn.firstOwnerElsewhere')}
    </Notice>
  )
}
