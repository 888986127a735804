'use client'
import '@/lib/platform/i18n/rooms/moving'
import { OwnWay } from '@/components/connect/own-way'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { BackLink } from './back-link'

/** From this instance to another one: what becomes of each, then the address. */
export function Move({ instance }: { instance: QueryOutput<'settings.overview'>['instance'] }) {
  const { domain, isDemo } = instance
  return (
    <>
      <PageHead title={t('move.title')} start={<BackLink />} />
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 desk:grid-cols-2">
        <Panel title={t('move.what')} className="desk:col-span-2">
          <ul className="ms-4 flex list-disc flex-col gap-1">
            <li>{t('move.archives', { domain })}</li>
            <li>{t('move.mixesNothing')}</li>
            <li>{t('move.signsOut')}</li>
            <li>{t('move.owner')}</li>
            {isDemo && <li>{t('move.demo')}</li>}
          </ul>
          <p className="mt-2 font-medium">{t('move.noWayBack', { domain })}</p>
        </Panel>
        <OwnWay why={null} leaves={domain} />
      </div>
    </>
  )
}
