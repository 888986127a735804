'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useState } from 'react'
import { Choices, Radio } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { Flavour } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'
import type { EdgeSettingsView } from './edge-settings'
import { PasteText } from './paste-text'

/** For one of the three web servers at a time: the steps, and what is pasted at each. */
export function EdgePastes({ pastes }: Pick<EdgeSettingsView, 'pastes'>) {
  const [chosen, setChosen] = useState<Flavour>('nginx')
  const paste = pastes.find(({ flavour }) => flavour === chosen)
  return (
    <Panel title={t('edge.settings.setUp')}>
      <Choices legend={t('edge.settings.flavour')} isRow>
        {pastes.map(({ flavour }) => (
          <Radio
            key={flavour}
            name="flavour"
            label={NAMES[flavour]}
            checked={flavour === chosen}
            onChange={() => setChosen(flavour)}
          />
        ))}
      </Choices>
      {paste && (
        <ol className="ms-5 mt-3 flex list-decimal flex-col gap-3">
          <li>{t('edge.settings.step.token')}</li>
          <li>
            {t('edge.settings.step.script')}
            <PasteText label={t('edge.settings.label.script')} text={paste.script} />
          </li>
          <li>
            {t('edge.settings.step.config')}
            <PasteText label={t('edge.settings.label.config')} text={paste.config} />
          </li>
          <li>
            {t('edge.settings.step.cron')}
            <PasteText label="/etc/cron.d/docket-edge" text={paste.cron} />
            {t('edge.settings.step.timer')}
            <PasteText label="docket-edge.service" text={paste.service} />
            <PasteText label="docket-edge.timer" text={paste.timer} />
          </li>
          <li>{t('edge.settings.step.test')}</li>
        </ol>
      )}
      <Notice className="mt-3">{t('edge.settings.bucket')}</Notice>
    </Panel>
  )
}

const NAMES = { nginx: 'nginx', caddy: 'Caddy', haproxy: 'HAProxy' } as const
