'use client'
import '@/lib/platform/i18n/rooms/connect'
import '@/lib/platform/i18n/rooms/moving'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { ProbeResult } from './probe-result'
import { setUpWords } from './set-up-words'
import { useProbe } from './use-probe'
import { WayTitle } from './way-title'

interface Props {
  why: string | null
  /** The domain of the instance that is left, when the console moves. */
  leaves?: string
}

/** An address, what stands there, and only then the connection. */
export function OwnWay({ why, leaves }: Props) {
  const probe = useProbe(leaves === undefined ? 'instance.probe' : 'instance.probeNext')
  const [address, setAddress] = useState('')
  const [isMine, setMine] = useState(false)
  const [isEmpty, setEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const change = (typed: string) => {
    setAddress(typed)
    setMine(false)
    setEmpty(false)
    if (probe.state !== 'looking') probe.clear()
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const isBlank = address.trim() === ''
    setEmpty(isBlank)
    if (isBlank) return field.current?.focus()
    void probe.look(address, isMine)
  }
  const take = (suggestion: string) => {
    change(suggestion)
    void probe.look(suggestion, false)
  }
  return (
    <>
      <Panel title={<WayTitle>{t(leaves === undefined ? 'connect.own.title' : 'move.where')}</WayTitle>} level={3}>
        <p>{t('connect.own.text')}</p>
        <form onSubmit={send} className="mt-3 flex flex-col gap-2">
          <TextField
            ref={field}
            label={t('connect.own.label')}
            hint={t('connect.own.hint')}
            error={isEmpty ? t('connect.own.empty') : undefined}
            value={address}
            onChange={(event) => change(event.target.value)}
            readOnly={probe.state === 'looking'}
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={2000}
            dir="ltr"
          />
          {probe.refusal && (
            <Refused refusal={probe.refusal} isSetUp={leaves === undefined} take={take}>
              <Mine refusal={probe.refusal} isMine={isMine} onChange={setMine} />
            </Refused>
          )}
          {!probe.found && (
            <Button type="submit" why={why} isBusy={probe.state === 'looking'} className="desk:self-start">
              {probe.state === 'looking' ? t('connect.own.looking', { address }) : t('connect.own.look')}
            </Button>
          )}
        </form>
      </Panel>
      {probe.found && <ProbeResult found={probe.found} onOther={() => change('')} leaves={leaves ?? null} />}
    </>
  )
}

const PRIVATE = 'connect.privateAddress'

interface RefusedProps {
  refusal: Refusal
  isSetUp: boolean
  take: (suggestion: string) => void
  children: ReactNode
}

/** Why not, and where the answer itself names a better address, one press to try that. */
function Refused({ refusal, isSetUp, take, children }: RefusedProps) {
  const { suggestion, where } = refusal.values
  const better = [suggestion, where].find((value) => typeof value === 'string' && value !== '')
  return (
    <Notice
      tone={refusal.code === PRIVATE ? 'warn' : 'danger'}
      live="assertive"
      actions={
        typeof better === 'string' && (
          <Button size="small" onClick={() => take(better)}>
            {t('connect.own.use', { suggestion: better })}
          </Button>
        )
      }
    >
      {isSetUp ? setUpWords(refusal) : refusal.message}
      {children}
    </Notice>
  )
}

interface MineProps {
  refusal: Refusal
  isMine: boolean
  onChange: (isMine: boolean) => void
}

function Mine({ refusal, isMine, onChange }: MineProps) {
  if (refusal.code !== PRIVATE) return null
  return (
    <div className="mt-2 text-ink">
      <Checkbox
        label={t('connect.private.tick', { origin: refusal.values.origin ?? '' })}
        hint={t('connect.private.hint')}
        checked={isMine}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  )
}
