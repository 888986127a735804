import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

/** What keeps the app itself from rewriting the audit log. */
export function DatabasePanel({ role }: QueryOutput<'settings.overview'>['database']) {
  const isOwn = role === 'own'
  return (
    <Panel title={t('settings.database')}>
      <Notice tone={isOwn ? 'ok' : 'warn'} title={t(isOwn ? 'settings.database.own' : 'settings.database.owner')}>
        {t(isOwn ? 'settings.database.ownText' : 'settings.database.ownerText')}
      </Notice>
    </Panel>
  )
}
