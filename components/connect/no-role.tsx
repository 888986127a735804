import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import { SignInButton } from './sign-in-button'
import { SignOutButton } from './sign-out-button'

/** Somebody signed in whom nothing here concerns yet: what is missing, and who could change that. */
export function NoRole({ acct, domain }: { acct: string; domain: string }) {
  return (
    <div className="mx-auto flex max-w-[34rem] flex-col gap-4">
      <div>
        <h1 className="text-title font-semibold">{t('noRole.title')}</h1>
        <p className="text-said text-ink-2">
          <bdi>{t('noRole.who', { handle: `@${acct}`, domain })}</bdi>
        </p>
      </div>
      <Panel title={t('noRole.missing')}>
        <p>{t('noRole.missingText', { domain })}</p>
      </Panel>
      <Panel title={t('noRole.can')}>
        <ul className="ms-4 flex list-disc flex-col gap-1.5">
          <li>{t('noRole.byAdmin', { domain })}</li>
          <li>{t('noRole.byOwner')}</li>
        </ul>
      </Panel>
      <div className="flex flex-wrap gap-2 phone:flex-col">
        <SignInButton domain={domain} label={t('noRole.again')} />
        <SignOutButton />
      </div>
    </div>
  )
}
