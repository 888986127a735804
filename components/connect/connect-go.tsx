'use client'
import '@/lib/platform/i18n/rooms/connect'
import '@/lib/platform/i18n/rooms/moving'
import { type ReactNode, useState } from 'react'
import { depart } from '@/components/live/departure'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import type { ProbeView } from '@/lib/features/instances/schema'
import { t } from '@/lib/platform/i18n/translate'
import { setUpWords } from './set-up-words'

interface Props {
  found: ProbeView
  onOther: () => void
}

/** Connects a console that belongs to nothing yet. */
export function ConnectGo({ found, onOther }: Props) {
  const connect = useCommand('instance.connect')
  const { origin, domain } = found
  return (
    <Go refusal={connect.refusal && setUpWords(connect.refusal)} onOther={onOther}>
      <Button
        kind="main"
        isBusy={connect.isRunning}
        onClick={() => void connect.run({ address: origin, confirmsPrivate: found.isPrivate })}
      >
        {t(connect.isRunning ? 'connect.going' : 'connect.go', { domain })}
      </Button>
    </Go>
  )
}

/** Moves a console from the instance that it leaves. A whole new page follows: nobody is signed in any more. */
export function MoveGo({ found, leaves, onOther }: Props & { leaves: string }) {
  const move = useCommand('instance.move')
  const [isSure, setSure] = useState(false)
  const { origin, domain } = found
  const go = async () => {
    if (await move.run({ address: origin, confirmsPrivate: found.isPrivate, leaves })) depart('/sign-in')
  }
  return (
    <>
      <Checkbox
        label={t('move.sure', { leaves, domain })}
        checked={isSure}
        onChange={(event) => setSure(event.target.checked)}
      />
      <Go refusal={move.refusal?.message ?? null} onOther={onOther}>
        <Button
          kind="dangerMain"
          why={isSure ? null : t('move.sureFirst')}
          isBusy={move.isRunning}
          onClick={() => void go()}
        >
          {t(move.isRunning ? 'connect.going' : 'move.go', { domain })}
        </Button>
      </Go>
    </>
  )
}

function Go({ refusal, onOther, children }: { refusal: string | null; onOther: () => void; children: ReactNode }) {
  return (
    <>
      {refusal && (
        <Notice tone="danger" live="assertive">
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2 phone:flex-col">
        {children}
        <Button kind="quiet" onClick={onOther}>
          {t('connect.other')}
        </Button>
      </div>
    </>
  )
}
