'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Choices, Radio } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'

const STEPS = ['edgeBlock', 'author', 'mastodonPage', 'accountAct', 'alreadyGone', 'refuse'] as const
type Step = (typeof STEPS)[number]
const isLever = (step: Step) => step !== 'alreadyGone' && step !== 'refuse'

interface Props {
  view: DmcaView
  chosen: readonly string[]
  onDone: () => void
}

/** What becomes of the chosen addresses: each lever says what it can undo before it is pulled. */
export function ItemsForm({ view, chosen, onDone }: Props) {
  const decide = useCommand('takedowns.decide')
  const able = view.items.filter((item) => item.may.length > 0)
  // Where there is one, nobody has to choose it.
  const items = chosen.length > 0 ? able.filter((item) => chosen.includes(item.id)) : able.length === 1 ? able : []
  const open = STEPS.filter((step) => items.length > 0 && items.every((item) => item.may.includes(step)))
  const [picked, setPicked] = useState<Step | null>(null)
  const step = picked && open.includes(picked) ? picked : (open[0] ?? null)
  const [words, setWords] = useState('')
  const [isTried, setTried] = useState(false)
  const isMissing = step === 'refuse' && words.trim() === ''
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!step || isMissing) return
    const decision = step === 'refuse' || step === 'alreadyGone' ? { step, reason: words } : { step, fairUse: words }
    const itemIds = items.map((item) => item.id)
    if (await decide.run({ caseId: view.caseId, version: view.version, itemIds, decision })) onDone()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <p>{t('dmca.items.chosen', { n: items.length })}</p>
      {open.length > 0 && (
        <Choices legend={t('dmca.items.what')}>
          {open.map((one) => (
            <Radio
              key={one}
              name="step"
              label={t(`dmca.items.${one}`)}
              hint={one === 'alreadyGone' || one === 'refuse' ? undefined : t(`dmca.undoes.${one}`)}
              checked={step === one}
              onChange={() => setPicked(one)}
            />
          ))}
        </Choices>
      )}
      {step && (
        <TextArea
          label={t(isLever(step) ? 'dmca.items.fairUse' : 'dmca.decide.reason')}
          hint={isLever(step) ? t('dmca.items.fairUseHint') : undefined}
          maxLength={2000}
          error={isTried && isMissing ? t('dmca.missingField') : undefined}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      {decide.refusal && <RefusalNote refusal={decide.refusal} />}
      {step && (
        <Button
          type="submit"
          kind={step === 'mastodonPage' || step === 'accountAct' ? 'dangerMain' : 'main'}
          isBusy={decide.isRunning}
        >
          {t(decide.isRunning ? 'dmca.busy' : 'dmca.items.do')}
        </Button>
      )}
    </form>
  )
}
