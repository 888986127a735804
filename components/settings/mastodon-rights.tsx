import { messageFor, t } from '@/lib/platform/i18n/translate'

/** What this console needs of a role on the instance, in the order of use. */
const USED = ['manage_reports', 'manage_users'] as const

/** What the instance lets this person do: what this console uses first, the rest on request. */
export function MastodonRights({ permissions, domain }: { permissions: readonly string[]; domain: string }) {
  const used = USED.filter((permission) => permissions.includes(permission))
  const missing = USED.filter((permission) => !permissions.includes(permission))
  const others = permissions.filter((permission) => !USED.some((one) => one === permission))
  return (
    <section aria-labelledby="mastodon-rights">
      <h3 id="mastodon-rights" className="text-small font-semibold text-ink-2">
        {t('settings.you.mastodon', { domain })}
      </h3>
      {permissions.length === 0 && <p>{t('settings.you.none')}</p>}
      <Rights permissions={used} />
      {missing.length > 0 && (
        <>
          <p className="mt-1 font-medium text-warn">{t('settings.you.lacks')}</p>
          <Rights permissions={missing} />
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary className="min-h-6 text-ink-2 underline underline-offset-2 phone:py-2.5">
            {t('settings.you.more', { n: others.length })}
          </summary>
          <Rights permissions={others} />
        </details>
      )}
      <p className="mt-1 text-small text-ink-2">{t('settings.you.reread')}</p>
    </section>
  )
}

function Rights({ permissions }: { permissions: readonly string[] }) {
  return (
    <ul className="ms-4 list-disc">
      {permissions.map((permission) => (
        <li key={permission}>{t(messageFor('mastodon', permission, 'mastodon.unknown'), { permission })}</li>
      ))}
    </ul>
  )
}
