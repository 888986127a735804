'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { useState } from 'react'
import { LetterPanel } from '@/components/letters/letter-panel'
import { Choices, Radio } from '@/components/ui/choice'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  view: DmcaView
  onDone: () => void
}

/** The letters that are owed, each read before it goes. What a letter brings about comes with it. */
export function LetterForm({ view, onDone }: Props) {
  const send = useCommand('notices.sendLetter')
  const { caseId, version } = view
  // What was owed when the panel was opened: a letter that went is no longer, and is still to be copied.
  const [owed] = useState(view.due)
  const [place, setPlace] = useState(0)
  const due = owed[place]
  if (!due) return null
  const { template, accountId } = due
  return (
    <div className="flex flex-col gap-3">
      {owed.length > 1 && (
        <Choices legend={t('dmca.lettersDue')}>
          {owed.map((one, at) => (
            <Radio
              key={`${one.template} ${one.accountId}`}
              name="letter"
              label={[t(`dmca.letter.${one.template}`), one.handle].filter(Boolean).join(' · ')}
              checked={at === place}
              onChange={() => setPlace(at)}
            />
          ))}
        </Choices>
      )}
      <LetterPanel
        key={`${template} ${accountId}`}
        wish={{ caseId, template, ...(accountId ? { accountId } : {}) }}
        onDecide={(letter) => send.run({ caseId, version, letter })}
        isRunning={send.isRunning}
        refusal={send.refusal}
        onClose={onDone}
      />
    </div>
  )
}
