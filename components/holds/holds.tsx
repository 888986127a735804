'use client'
import '@/lib/platform/i18n/rooms/holds'
import { useState } from 'react'
import { BackLink } from '@/components/settings/back-link'
import { Refresher } from '@/components/shell/refresher'
import { Button } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import type { HoldList, HoldView } from '@/lib/features/holds/schema'
import { t } from '@/lib/platform/i18n/translate'
import { Alarms } from './alarms'
import { HoldForm } from './hold-form'
import { HoldLine } from './hold-line'

const isHeld = ({ state }: HoldView): boolean => state === 'active' || state === 'releaseProposed'

/** What must stay, for whom and until when; and what Mastodon is about to destroy of it. */
export function Holds({ view }: { view: HoldList }) {
  const [isNew, setNew] = useState(false)
  const { holds, alarms, mayManage } = view
  const held = holds.filter(isHeld)
  const past = holds.filter((hold) => !isHeld(hold))
  return (
    <>
      <Refresher />
      <PageHead title={t('holds.title')} start={<BackLink />} />
      <div className="flex max-w-[60rem] flex-col gap-4 px-4 pb-6">
        <p className="max-w-[68ch] text-ink-2">{t('holds.text')}</p>
        <Alarms alarms={alarms} />
        {mayManage && !isNew && (
          <Button kind="main" className="self-start" onClick={() => setNew(true)}>
            {t('holds.new')}
          </Button>
        )}
        {isNew && <HoldForm people={view.people} today={view.today} onClose={() => setNew(false)} />}
        <Panel title={t('holds.list')}>
          {held.length === 0 && <p className="text-ink-2">{t('holds.none')}</p>}
          <Lines holds={held} />
        </Panel>
        <Panel title={t('holds.past')}>
          {past.length === 0 && <p className="text-ink-2">{t('holds.nonePast')}</p>}
          <Lines holds={past} />
        </Panel>
      </div>
    </>
  )
}

function Lines({ holds }: { holds: HoldView[] }) {
  return (
    <ul>
      {holds.map((hold) => (
        <li key={hold.id} className="border-b py-3 last:border-0">
          <HoldLine hold={hold} />
        </li>
      ))}
    </ul>
  )
}
