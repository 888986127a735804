'use client'
import '@/lib/platform/i18n/rooms/settings'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Choices, Radio } from '@/components/ui/choice'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** What becomes of one's own acts while Mastodon does not answer. Shown as pressed at once. */
export function PatienceSwitch({ actsWait }: { actsWait: boolean }) {
  const patience = useCommand('staff.setPatience')
  const [pressed, setPressed] = useState(actsWait)
  const [isSaved, setSaved] = useState(false)
  const change = async (wanted: boolean) => {
    if (patience.isRunning) return
    setPressed(wanted)
    setSaved(false)
    setSaved((await patience.run({ actsWait: wanted })) !== null)
  }
  const chosen = patience.isRunning ? pressed : actsWait
  return (
    <div>
      <Choices legend={t('settings.patience.title')}>
        {([true, false] as const).map((waits) => (
          <Radio
            key={String(waits)}
            name="patience"
            label={t(waits ? 'settings.patience.wait' : 'settings.patience.refuse')}
            hint={t(waits ? 'settings.patience.waitHint' : 'settings.patience.refuseHint')}
            checked={chosen === waits}
            aria-disabled={patience.isRunning || undefined}
            onChange={() => void change(waits)}
          />
        ))}
      </Choices>
      <p role="status" className="ms-6 min-h-4 text-small text-ok">
        {patience.isRunning ? t('settings.mail.saving') : isSaved && t('settings.mail.saved')}
      </p>
      {patience.refusal && <RefusalNote refusal={patience.refusal} />}
    </div>
  )
}
