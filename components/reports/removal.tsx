'use client'
import '@/lib/platform/i18n/rooms/removals'
import { useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { agoIn } from '@/components/case/ago'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { useCommand } from '@/lib/client'
import type { RemovalView } from '@/lib/features/removals/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { useStanding } from './now'
import { RemovalSteps } from './removal-steps'

interface Props {
  caseId: string
  postId: string
  removal: RemovalView | null
  mayAct: boolean
  now: string
}

/** The guided step past what no API can do: Mastodon's own page, then a look whether it shows. */
export function Removal({ caseId, postId, removal, mayAct, now }: Props) {
  const begin = useCommand('removals.begin')
  const check = useCommand('removals.check')
  const say = useCommand('removals.say')
  const [isShown, setShown] = useState(false)
  const isGone = useStanding(postId) === 'gone'
  const ref = { caseId, postId }
  const start = async () => {
    check.clear()
    say.clear()
    if (await begin.run(ref)) setShown(true)
  }
  const refusal = begin.refusal ?? check.refusal ?? say.refusal
  // Of what is gone nothing is left to remove.
  if (!removal && (!mayAct || isGone)) return null
  const isDone = removal !== null && ['removed', 'said'].includes(removal.state)
  const hasSteps = removal?.state === 'begun' || (isShown && removal !== null && !isDone)
  return (
    <div className={cx('min-w-0', removal && 'basis-full')}>
      {(!removal || (mayAct && ['stillThere', 'saidNot'].includes(removal.state) && !hasSteps)) && (
        <Button size="small" isBusy={begin.isRunning} onClick={() => void start()}>
          {t(removal ? 'removal.again' : 'removal.begin')}
        </Button>
      )}
      <div aria-live="polite">{removal && <Standing removal={removal} now={now} />}</div>
      {removal && mayAct && hasSteps && (
        <RemovalSteps
          removal={removal}
          isBusy={check.isRunning || removal.state === 'checking'}
          onCheck={() => void check.run(ref)}
        />
      )}
      {removal && mayAct && ['cannotTell', 'said'].includes(removal.state) && (
        <div className="mt-1 flex flex-wrap gap-1.5">
          <Button size="small" isBusy={check.isRunning} onClick={() => void check.run(ref)}>
            {t('removal.checkAgain')}
          </Button>
          {removal.state === 'cannotTell' && (
            <Button size="small" isBusy={say.isRunning} onClick={() => void say.run({ ...ref, seen: 'removed' })}>
              {t('removal.sayRemoved')}
            </Button>
          )}
          <Button size="small" isBusy={say.isRunning} onClick={() => void say.run({ ...ref, seen: 'notRemoved' })}>
            {t('removal.sayNotRemoved')}
          </Button>
        </div>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </div>
  )
}

/** "Removed" only where it was proved; who says it where it was not. */
function Standing({ removal: { state, why, by, at }, now }: { removal: RemovalView; now: string }) {
  const reason = why ? t(messageFor('removal.why', why, 'removal.why.unknown'), { code: why }) : ''
  const isLoud = state === 'removed' || state === 'stillThere'
  return (
    <p className={isLoud ? 'text-small font-medium' : 'text-small text-ink-2'}>
      {t(`removal.state.${state}`, { why: reason, by, age: agoIn(at, now) })}
    </p>
  )
}
