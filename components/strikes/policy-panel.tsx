'use client'
import '@/lib/platform/i18n/rooms/agent'
import '@/lib/platform/i18n/rooms/strikes'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { TextArea, TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { PolicyView } from '@/lib/features/infringers/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'

interface Props {
  policy: PolicyView
  policies: readonly PolicyView[]
  mayDecide: boolean
}

/** The policy in force and those before it: what was in force when something was decided is part of the proof. */
export function PolicyPanel({ policy, policies, mayDecide }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel title={t('strikes.policy', { number: policy.number })}>
      <p>{textOf(policy)}</p>
      <p className="text-small text-ink-2">{originOf(policy)}</p>
      {policy.toldAt && (
        <p className="text-small wrap-anywhere text-ink-2">{t('strikes.policyTold', { where: policy.toldAt })}</p>
      )}
      {policies.length > 1 && (
        <details className="mt-2">
          <summary className="text-small text-ink-2">{t('agent.history')}</summary>
          <ol className="mt-1 flex flex-col gap-2 text-small">
            {policies.map((one) => (
              <li key={one.number}>
                <span className="font-medium">{t('strikes.policy', { number: one.number })}</span> {textOf(one)}{' '}
                <span className="text-ink-2">{originOf(one)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {mayDecide && !isOpen && (
        <Button size="small" className="mt-3" onClick={() => setOpen(true)}>
          {t('strikes.setPolicy')}
        </Button>
      )}
      {isOpen && <PolicyForm policy={policy} onClose={() => setOpen(false)} />}
    </Panel>
  )
}

const textOf = ({ points, decayMonths, threshold }: PolicyView): string =>
  t('strikes.policyText', { points, months: decayMonths, threshold })
const originOf = ({ inForceAt, by, why }: PolicyView): string =>
  inForceAt ? t('strikes.policyBy', { at: exact(inForceAt), by: by ? `@${by}` : '?', why }) : t('strikes.policyUsual')

const NUMBERS = ['points', 'decayMonths', 'threshold'] as const

function PolicyForm({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
  const set = useCommand('strikes.setPolicy')
  const [numbers, setNumbers] = useState({
    points: String(policy.points),
    decayMonths: String(policy.decayMonths),
    threshold: String(policy.threshold),
  })
  const [toldAt, setToldAt] = useState(policy.toldAt)
  const [why, setWhy] = useState('')
  const [isTried, setTried] = useState(false)
  const isWhole = why.trim() !== '' && NUMBERS.every((name) => /^[1-9]\d{0,2}$/.test(numbers[name]))
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const [points, decayMonths, threshold] = NUMBERS.map((name) => Number(numbers[name]))
    const chosen = { points: points ?? 1, decayMonths: decayMonths ?? 12, threshold: threshold ?? 3 }
    if (await set.run({ ...chosen, toldAt, why, after: policy.number })) onClose()
  }
  return (
    <form onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-3">
      {NUMBERS.map((name) => (
        <TextField
          key={name}
          label={t(`strikes.field.${name}`)}
          inputMode="numeric"
          error={isTried && !/^[1-9]\d{0,2}$/.test(numbers[name]) ? t('strikes.needed') : undefined}
          value={numbers[name]}
          onChange={(event) => setNumbers({ ...numbers, [name]: event.target.value })}
        />
      ))}
      <TextField label={t('strikes.field.toldAt')} value={toldAt} onChange={(event) => setToldAt(event.target.value)} />
      <TextArea
        label={t('strikes.field.why')}
        rows={2}
        error={isTried && !why.trim() ? t('strikes.needed') : undefined}
        value={why}
        onChange={(event) => setWhy(event.target.value)}
      />
      {set.refusal && <RefusalNote refusal={set.refusal} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="main" isBusy={set.isRunning}>
          {t(set.isRunning ? 'strikes.saving' : 'strikes.savePolicy')}
        </Button>
        <Button onClick={onClose}>{t('strikes.cancel')}</Button>
      </div>
    </form>
  )
}
