'use client'
import '@/lib/platform/i18n/rooms/agent'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { LetterPanel } from './letter-panel'

/** To the agent: until when the designation lasts, and how it is renewed. */
export function SendD13({ at }: { at: { caseId: string; version: number } }) {
  const send = useCommand('letters.send')
  return (
    <Panel title={t('agent.d13')}>
      <LetterPanel
        wish={{ caseId: at.caseId, template: 'D13' }}
        onDecide={(letter) => send.run({ ...at, letter })}
        isRunning={send.isRunning}
        refusal={send.refusal}
      />
    </Panel>
  )
}
