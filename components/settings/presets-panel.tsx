import { ButtonLink } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'

/** The way to the team's own messages. */
export function PresetsPanel() {
  return (
    <Panel title={t('presets.title')} className="wide:col-span-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[68ch] text-ink-2">{t('presets.openText')}</p>
        <ButtonLink href="/settings/presets" size="small">
          {t('presets.open')}
        </ButtonLink>
      </div>
    </Panel>
  )
}
