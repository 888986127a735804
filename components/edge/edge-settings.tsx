import { agoIn } from '@/components/case/ago'
import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { ATTENTIONS } from '@/lib/features/edge/model'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { EdgePace } from './edge-pace'
import { EdgePastes } from './edge-pastes'
import { EdgeTest } from './edge-test'
import { EdgeToken } from './edge-token'

export type EdgeSettingsView = QueryOutput<'settings.edge'>

/** What stands in front of the instance: who pulls, whether it holds, and what to paste where. */
export function EdgeSettings({ view }: { view: EdgeSettingsView }) {
  const { domain, isDemo, madeAt, may, pastes, looks } = view
  return (
    <>
      <Refresher />
      <PageHead title={t('edge.settings.title')} start={<BackLink />} />
      <div className="grid max-w-[80rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <p className="text-ink-2">{t('edge.settings.lead', { domain })}</p>
          {isDemo && <Notice tone="warn">{t('edge.settings.demo')}</Notice>}
          <Troubles view={view} />
          <Notice>{t('edge.settings.limit')}</Notice>
          <Going view={view} />
          <Panel title={t('edge.settings.token')}>
            {may ? <EdgeToken madeAt={madeAt} /> : <p>{t('edge.settings.owner')}</p>}
          </Panel>
          <Panel title={t('edge.settings.pace')}>
            <EdgePace looks={looks} may={may} />
          </Panel>
          {may && (
            <Panel title={t('edge.settings.test')}>
              <EdgeTest />
            </Panel>
          )}
        </div>
        <EdgePastes pastes={pastes} />
      </div>
    </>
  )
}

function Troubles({ view: { troubles } }: { view: EdgeSettingsView }) {
  return ATTENTIONS.filter((kind) => troubles[kind]).map((kind) => (
    <Notice key={kind} tone="danger" title={t('edge.settings.trouble', { n: troubles[kind] ?? 0 })}>
      {t(`edge.attention.${kind}`)}
    </Notice>
  ))
}

function Going({ view: { version, blocks, hosts, pullers, now } }: { view: EdgeSettingsView }) {
  return (
    <Panel title={t('edge.settings.how')}>
      <Facts>
        <Fact term={t('edge.settings.version')}>{version}</Fact>
        <Fact term={t('edge.settings.blocks')}>{blocks}</Fact>
        <Fact term={t('edge.settings.hosts')}>
          <span className="flex flex-col" dir="ltr">
            {hosts.map((host) => (
              <span key={host}>{host}</span>
            ))}
          </span>
        </Fact>
      </Facts>
      <h3 className="mt-3 text-small font-semibold text-ink-2">{t('edge.settings.pullers')}</h3>
      {pullers.length === 0 && <p>{t('edge.settings.pullersNone')}</p>}
      <ul className="flex flex-col gap-1">
        {pullers.map((puller) => (
          <li key={`${puller.flavour} ${puller.host}`} className="flex flex-wrap justify-between gap-x-3">
            <span>
              {t(puller.host ? 'edge.settings.puller' : 'edge.settings.pullerNameless', {
                flavour: puller.flavour,
                host: puller.host,
              })}
            </span>
            <span className="text-ink-2">
              {t(puller.version < version ? 'edge.settings.behind' : 'edge.settings.pulled', {
                version: puller.version,
                newest: version,
                age: agoIn(puller.lastAt, now),
              })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
