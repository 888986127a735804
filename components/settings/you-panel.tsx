import { OutsideLink } from '@/components/ui/outside-link'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { EndSession } from './end-session'
import { MailSwitch } from './mail-switch'
import { MastodonRights } from './mastodon-rights'
import { PatienceSwitch } from './patience-switch'
import { roleWords } from './role-words'

type You = QueryOutput<'settings.overview'>['you']

/** Who is signed in, what they may do there and here, and what they set for themselves. */
export function YouPanel({ you, domain }: { you: You; domain: string }) {
  return (
    <Panel title={t('settings.you')}>
      <p dir="auto" className="text-said font-semibold wrap-anywhere">
        {you.name}
      </p>
      <p className="mb-2 flex flex-wrap items-baseline gap-x-3 text-ink-2">
        <bdi dir="ltr">@{you.acct}</bdi>
        <OutsideLink href={you.url}>{t('settings.you.profile')}</OutsideLink>
      </p>
      <p className="flex flex-wrap items-center gap-1">
        {t('settings.you.roles')}
        {you.roles.length === 0 && <span>{t('settings.you.noRoles')}</span>}
        {roleWords(you.roles).map((role) => (
          <Chip key={role} tone="accent">
            {role}
          </Chip>
        ))}
      </p>
      <div className="mt-4 flex flex-col gap-5">
        <MastodonRights permissions={you.permissions} domain={domain} />
        <MailSwitch sendsMail={you.sendsMail} />
        <PatienceSwitch actsWait={you.actsWait} />
        <EndSession />
      </div>
    </Panel>
  )
}
