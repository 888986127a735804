import { ExactTime } from '@/components/case/exact-time'
import { ScopeList } from '@/components/connect/scope-list'
import { Chip } from '@/components/ui/chip'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import { DaysPass } from './days-pass'
import type { QueryOutput } from '@/lib/registry'

type Instance = QueryOutput<'settings.overview'>['instance']

/** The one instance that this console belongs to. */
export function InstancePanel({ instance }: { instance: Instance }) {
  const { title, domain, origin, version, isDemo, connectedAt, isPkceOffered, scopes, strays, mayPass, daysAhead } =
    instance
  return (
    <Panel title={t('settings.instance')} end={isDemo && <Chip tone="warn">{t('settings.instance.demo')}</Chip>}>
      <p dir="auto" className="mb-2 text-said font-semibold wrap-anywhere">
        {title || domain}
      </p>
      <Facts>
        <Fact term={t('settings.instance.address')}>
          <bdi dir="ltr" className="font-mono text-small">
            {origin}
          </bdi>
        </Fact>
        <Fact term={t('settings.instance.version')}>
          <bdi dir="ltr">{version}</bdi>
        </Fact>
        <Fact term={t('settings.instance.since')}>
          <ExactTime at={connectedAt} />
        </Fact>
        <Fact term={t('settings.instance.signIn')}>
          {t(isPkceOffered ? 'connect.found.pkce' : 'connect.found.noPkce')}
        </Fact>
      </Facts>
      {mayPass && <DaysPass ahead={daysAhead} />}
      {strays > 0 && <p className="mt-2 text-small text-ink-2">{t('settings.instance.strays', { n: strays })}</p>}
      <details className="mt-3">
        <summary className="min-h-6 text-ink-2 underline underline-offset-2 phone:py-2.5">
          {t('settings.instance.scopes')}
        </summary>
        <div className="pt-2">
          <ScopeList scopes={scopes} />
        </div>
      </details>
    </Panel>
  )
}
