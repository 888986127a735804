'use client'
import '@/lib/platform/i18n/rooms/destruction'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Chip, type Tone } from '@/components/ui/chip'
import { TextField } from '@/components/ui/field'
import { isolate } from '@/components/ui/isolate'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { ErasureList, ErasureView } from '@/lib/features/erasure/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

/** Erasing a person: proposed by one, confirmed by another, forgotten when it is done. */
export function Erasures({ view }: { view: ErasureList }) {
  return (
    <Panel title={t('erasure.title')}>
      <p className="max-w-[68ch] text-ink-2">{t('erasure.text')}</p>
      <ErasureForm />
      {view.rows.length === 0 && <p className="mt-3 text-ink-2">{t('erasure.none')}</p>}
      <ul className="mt-2">
        {view.rows.map((row) => (
          <li key={row.id} className="border-b py-2.5 last:border-0">
            <Line row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function ErasureForm() {
  const { run, isRunning, refusal } = useCommand('erasure.propose')
  const [account, setAccount] = useState('')
  const [basis, setBasis] = useState('')
  const [isTried, setTried] = useState(false)
  const missing = (value: string) => (isTried && value.trim() === '' ? t('erasure.missing') : undefined)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!account.trim() || !basis.trim()) return
    if (!(await run({ account, basis }))) return
    setAccount('')
    setBasis('')
    setTried(false)
  }
  return (
    <form className="mt-3 flex flex-col items-start gap-2" onSubmit={(event) => void send(event)}>
      <div className="grid w-full gap-3 desk:grid-cols-2">
        <TextField
          label={t('erasure.who')}
          dir="ltr"
          error={missing(account)}
          maxLength={300}
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        />
        <TextField
          label={t('erasure.basis')}
          error={missing(basis)}
          maxLength={500}
          value={basis}
          onChange={(event) => setBasis(event.target.value)}
        />
      </div>
      <Button type="submit" kind="danger" isBusy={isRunning}>
        {t('erasure.propose')}
      </Button>
      {refusal && <RefusalNote refusal={refusal} />}
    </form>
  )
}

const TONES: Record<ErasureView['state'], Tone> = {
  proposed: 'warn',
  confirmed: 'accent',
  done: 'plain',
  withdrawn: 'plain',
}

function Line({ row }: { row: ErasureView }) {
  const confirm = useCommand('erasure.confirm')
  const withdraw = useCommand('erasure.withdraw')
  const who = row.handle ?? row.accountId
  const refusal = confirm.refusal ?? withdraw.refusal
  const told = [
    t('erasure.proposedBy', { by: isolate(`@${row.proposedBy}`), at: exact(row.proposedAt) }),
    ...(row.confirmedBy ? [t('erasure.confirmedBy', { by: isolate(`@${row.confirmedBy}`) })] : []),
    ...(row.doneAt ? [t('erasure.doneAt', { at: exact(row.doneAt) })] : []),
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{who ? <bdi dir="ltr">{who}</bdi> : t('erasure.forgotten')}</span>
        <Chip tone={TONES[row.state]}>{t(`erasure.state.${row.state}`)}</Chip>
        <span className="ms-auto flex gap-1.5">
          {row.mayConfirm && (
            <Button
              size="small"
              kind="danger"
              isBusy={confirm.isRunning}
              aria-label={t('erasure.confirmLong', { who: who ?? '' })}
              onClick={() => void confirm.run({ id: row.id })}
            >
              {t('erasure.confirm')}
            </Button>
          )}
          {row.mayWithdraw && (
            <Button
              size="small"
              isBusy={withdraw.isRunning}
              aria-label={t('erasure.withdrawLong', { who: who ?? '' })}
              onClick={() => void withdraw.run({ id: row.id })}
            >
              {t('erasure.withdraw')}
            </Button>
          )}
        </span>
      </div>
      <p dir="auto" className="wrap-anywhere">
        {row.basis}
      </p>
      <p className="text-small text-ink-2">{told.join('; ')}</p>
      {row.isHeld && <p className="text-small text-ink-2">{t('erasure.heldNow')}</p>}
      {row.isInCase && <p className="text-small text-ink-2">{t('erasure.openNow')}</p>}
      {refusal && <RefusalNote refusal={refusal} />}
    </>
  )
}
