'use client'
import '@/lib/platform/i18n/rooms/settings'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Checkbox, Choices } from '@/components/ui/choice'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** How the mail stands at first on the panel of an act. Shown as pressed at once, and as it was again when it was refused. */
export function MailSwitch({ sendsMail }: { sendsMail: boolean }) {
  const mail = useCommand('staff.setMail')
  const [pressed, setPressed] = useState(sendsMail)
  const [isSaved, setSaved] = useState(false)
  const change = async (wanted: boolean) => {
    if (mail.isRunning) return
    setPressed(wanted)
    setSaved(false)
    setSaved((await mail.run({ sendsMail: wanted })) !== null)
  }
  return (
    <div>
      <Choices legend={t('settings.mail.title')}>
        <Checkbox
          label={t('settings.mail.tick')}
          hint={t('settings.mail.hint')}
          checked={mail.isRunning ? pressed : sendsMail}
          aria-disabled={mail.isRunning || undefined}
          onChange={(event) => void change(event.target.checked)}
        />
      </Choices>
      <p role="status" className="ms-6 min-h-4 text-small text-ok">
        {mail.isRunning ? t('settings.mail.saving') : isSaved && t('settings.mail.saved')}
      </p>
      {mail.refusal && <RefusalNote refusal={mail.refusal} />}
    </div>
  )
}
