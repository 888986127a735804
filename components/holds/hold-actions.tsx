'use client'
import '@/lib/platform/i18n/rooms/holds'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { dayOf } from '@/lib/features/holds/model'
import type { HoldView } from '@/lib/features/holds/schema'
import { t } from '@/lib/platform/i18n/translate'

type Name = HoldView['actions'][number]['name']

/** What somebody may do with a hold: make it longer, propose to release it, or answer such a proposal. */
export function HoldActions({ hold }: { hold: HoldView }) {
  const confirm = useCommand('holds.confirmRelease')
  const withdraw = useCommand('holds.withdrawRelease')
  const [open, setOpen] = useState<'propose' | 'extend' | null>(null)
  if (hold.actions.length === 0) return null
  const { id, version, reference } = hold
  const press: Record<Name, () => void> = {
    propose: () => setOpen('propose'),
    extend: () => setOpen('extend'),
    confirm: () => void confirm.run({ id, version }),
    withdraw: () => void withdraw.run({ id, version }),
  }
  const refusal = confirm.refusal ?? withdraw.refusal
  return (
    <div className="mt-2 flex flex-col gap-2">
      {open === null && (
        <div className="flex flex-wrap gap-1.5">
          {hold.actions.map(({ name, why }) => (
            <Button
              key={name}
              size="small"
              kind={name === 'confirm' ? 'danger' : 'plain'}
              why={why ? t('holds.needsOther') : null}
              isBusy={name === 'confirm' ? confirm.isRunning : name === 'withdraw' && withdraw.isRunning}
              aria-label={t('holds.actionLong', { action: t(`holds.action.${name}`), reference })}
              onClick={press[name]}
            >
              {t(`holds.action.${name}`)}
            </Button>
          ))}
        </div>
      )}
      {hold.actions.some(({ why }) => why) && <p className="text-small text-ink-2">{t('holds.needsOther')}</p>}
      {open && <OneField hold={hold} step={open} onClose={() => setOpen(null)} />}
      {refusal && <RefusalNote refusal={refusal} />}
    </div>
  )
}

function OneField({ hold, step, onClose }: { hold: HoldView; step: 'propose' | 'extend'; onClose: () => void }) {
  const propose = useCommand('holds.proposeRelease')
  const extend = useCommand('holds.extend')
  const [value, setValue] = useState(step === 'extend' && hold.keepUntil ? dayOf(new Date(hold.keepUntil)) : '')
  const [isTried, setTried] = useState(false)
  const ref = { id: hold.id, version: hold.version }
  const isMissing = step === 'propose' && value.trim() === ''
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isMissing) return
    const done =
      step === 'propose'
        ? await propose.run({ ...ref, why: value })
        : await extend.run({ ...ref, keepUntil: value || null })
    if (done) onClose()
  }
  const refusal = propose.refusal ?? extend.refusal
  return (
    <form
      className="flex max-w-[34rem] flex-col gap-2"
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextField
        autoFocus
        type={step === 'propose' ? 'text' : 'date'}
        label={t(step === 'propose' ? 'holds.why' : 'holds.extendTo')}
        maxLength={500}
        error={isTried && isMissing ? t('holds.missing') : undefined}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" kind="main" isBusy={propose.isRunning || extend.isRunning}>
          {t(step === 'propose' ? 'holds.propose' : 'holds.extend')}
        </Button>
        <Button size="small" kind="quiet" onClick={onClose}>
          {t('holds.cancel')}
        </Button>
      </div>
      {refusal && <RefusalNote refusal={refusal} />}
    </form>
  )
}
