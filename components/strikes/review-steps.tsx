'use client'
import '@/lib/platform/i18n/rooms/strikes'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Choices, Radio } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import { LetterPanel } from '@/components/letters/letter-panel'
import { useCommand } from '@/lib/client'
import type { AccountStrikes } from '@/lib/features/infringers/schema'
import type { LetterInput } from '@/lib/features/letters/schema'
import { t } from '@/lib/platform/i18n/translate'
import { EndAccount } from './end-account'

const KINDS = ['none', 'warn', 'proposed'] as const

/** What a person may do next about an account: each with reasons, and nothing by itself. */
export function ReviewSteps({ account }: { account: AccountStrikes }) {
  const { actions, accountId, reviews } = account
  const [open, setOpen] = useState<AccountStrikes['actions'][number] | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="mt-3 flex flex-col gap-3">
      {reviews[0]?.kind === 'terminate' && account.mayDecide && (
        <EndAccount accountId={accountId} handle={account.handle} />
      )}
      {!open && actions.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {actions.map((step) => (
            <Button key={step} size="small" onClick={() => setOpen(step)}>
              {t(`strikes.${step}`)}
            </Button>
          ))}
        </div>
      )}
      {open === 'decide' && <Decide account={account} onClose={close} />}
      {open === 'confirm' && <Confirm account={account} onClose={close} />}
      {open === 'appeal' && <Appeal accountId={accountId} onClose={close} />}
      {open === 'answer' && <Answer accountId={accountId} onClose={close} />}
    </div>
  )
}

interface Step {
  account: AccountStrikes
  onClose: () => void
}

function Decide({ account, onClose }: Step) {
  const decide = useCommand('strikes.decide')
  const [kind, setKind] = useState<(typeof KINDS)[number]>('warn')
  const [reasons, setReasons] = useState('')
  const [isReading, setReading] = useState(false)
  const { accountId, points, caseId } = account
  const save = (letter: LetterInput | null) => decide.run({ accountId, kind, reasons, points, letter })
  const saveAlone = async () => {
    if (await save(null)) onClose()
  }
  if (isReading && caseId && kind !== 'proposed')
    return (
      <LetterPanel
        wish={{ caseId, template: 'D12', accountId, review: { kind, reasons } }}
        onDecide={async (letter) => sent(await save(letter))}
        isRunning={decide.isRunning}
        refusal={decide.refusal}
        onClose={onClose}
      />
    )
  const why = reasons.trim() ? null : t('strikes.needed')
  return (
    <div className="flex flex-col gap-3">
      <Choices legend={t('strikes.kind')}>
        {KINDS.map((one) => (
          <Radio
            key={one}
            name={`kind-${accountId}`}
            label={t(`strikes.kind.${one}`)}
            checked={kind === one}
            onChange={() => setKind(one)}
          />
        ))}
      </Choices>
      <Reasons reasons={reasons} onChange={setReasons} />
      {decide.refusal && <RefusalNote refusal={decide.refusal} />}
      <div className="flex flex-wrap gap-2">
        {kind !== 'proposed' && (
          <Button kind="main" why={why} onClick={() => setReading(true)}>
            {t('strikes.letter')}
          </Button>
        )}
        <Button
          kind={kind === 'proposed' ? 'danger' : 'plain'}
          why={why}
          isBusy={decide.isRunning}
          onClick={() => void saveAlone()}
        >
          {t(kind === 'proposed' ? 'strikes.save' : 'strikes.without')}
        </Button>
        <Button onClick={onClose}>{t('strikes.cancel')}</Button>
      </div>
    </div>
  )
}

const sent = (answer: { text: string | null } | null) => answer && { text: answer.text ?? '' }

function Confirm({ account, onClose }: Step) {
  const confirm = useCommand('strikes.confirm')
  const { accountId, caseId, reviews } = account
  const [proposed] = reviews
  if (!proposed || !caseId) return null
  return (
    <div className="flex flex-col gap-3">
      <p className="wrap-anywhere">{t('strikes.confirmLead', { reasons: proposed.reasons })}</p>
      <LetterPanel
        wish={{ caseId, template: 'D12', accountId, review: { kind: 'terminate', reasons: proposed.reasons } }}
        onDecide={async (letter) => sent(await confirm.run({ reviewId: proposed.id, letter }))}
        isRunning={confirm.isRunning}
        refusal={confirm.refusal}
        onClose={onClose}
      />
    </div>
  )
}

function Appeal({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const appeal = useCommand('strikes.appeal')
  const [reasons, setReasons] = useState('')
  const save = async () => {
    if (await appeal.run({ accountId, reasons })) onClose()
  }
  return (
    <div className="flex flex-col gap-3">
      <TextArea label={t('strikes.appealText')} value={reasons} onChange={(event) => setReasons(event.target.value)} />
      {appeal.refusal && <RefusalNote refusal={appeal.refusal} />}
      <div className="flex flex-wrap gap-2">
        <Button
          kind="main"
          why={reasons.trim() ? null : t('strikes.needed')}
          isBusy={appeal.isRunning}
          onClick={() => void save()}
        >
          {t('strikes.appeal')}
        </Button>
        <Button onClick={onClose}>{t('strikes.cancel')}</Button>
      </div>
    </div>
  )
}

function Answer({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const answer = useCommand('strikes.answer')
  const [reasons, setReasons] = useState('')
  const save = async (kind: 'upheld' | 'overturned') => {
    if (await answer.run({ accountId, kind, reasons })) onClose()
  }
  const why = reasons.trim() ? null : t('strikes.needed')
  return (
    <div className="flex flex-col gap-3">
      <Reasons reasons={reasons} onChange={setReasons} />
      {answer.refusal && <RefusalNote refusal={answer.refusal} />}
      <div className="flex flex-wrap gap-2">
        {(['upheld', 'overturned'] as const).map((kind) => (
          <Button key={kind} why={why} isBusy={answer.isRunning} onClick={() => void save(kind)}>
            {t(`strikes.${kind}`)}
          </Button>
        ))}
        <Button onClick={onClose}>{t('strikes.cancel')}</Button>
      </div>
    </div>
  )
}

function Reasons({ reasons, onChange }: { reasons: string; onChange: (text: string) => void }) {
  return (
    <TextArea
      label={t('strikes.reasons')}
      hint={t('strikes.reasonsHint')}
      maxLength={4000}
      value={reasons}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
