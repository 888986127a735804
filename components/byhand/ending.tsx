'use client'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Select, TextArea } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { HandView, Outcome } from '@/lib/features/byhand/schema'
import { t } from '@/lib/platform/i18n/translate'

const OUTCOMES: readonly Outcome[] = ['done', 'refused', 'withdrawn', 'notOurs', 'other']

interface Props {
  at: { caseId: string; version: number }
  view: HandView
}

/** How a case ended, or how it shall end. */
export function Ending({ at, view: { state, outcome, outcomeText, mayWork } }: Props) {
  const close = useCommand('byhand.close')
  const reopen = useCommand('byhand.reopen')
  const [chosen, setChosen] = useState<Outcome>('done')
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (text.trim()) await close.run({ ...at, outcome: chosen, text })
  }
  const refusal = close.refusal ?? reopen.refusal
  return (
    <Panel title={t('hand.end')} look="plain">
      {state === 'closed' && (
        <>
          <p className="font-medium">{outcome && t(`hand.outcome.${outcome}`)}</p>
          <p dir="auto" className="wrap-anywhere whitespace-pre-line">
            {outcomeText}
          </p>
          {mayWork && (
            <Button size="small" className="mt-2" isBusy={reopen.isRunning} onClick={() => void reopen.run(at)}>
              {t(reopen.isRunning ? 'hand.reopening' : 'hand.reopen')}
            </Button>
          )}
        </>
      )}
      {state === 'open' && mayWork && (
        <form onSubmit={(event) => void save(event)} className="flex flex-col gap-2">
          <Select
            label={t('hand.outcome')}
            value={chosen}
            onChange={(event) => setChosen(OUTCOMES.find((one) => one === event.target.value) ?? chosen)}
          >
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {t(`hand.outcome.${one}`)}
              </option>
            ))}
          </Select>
          <TextArea
            label={t('hand.outcomeText')}
            rows={2}
            maxLength={2000}
            error={isTried && !text.trim() ? t('hand.missing') : undefined}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" isBusy={close.isRunning} className="self-start">
            {t(close.isRunning ? 'hand.closing' : 'hand.close')}
          </Button>
        </form>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </Panel>
  )
}
