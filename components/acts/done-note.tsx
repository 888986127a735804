'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { isolate } from '@/components/ui/isolate'
import { useKeys } from '@/components/ui/use-keys'
import { cx } from '@/components/ui/cx'
import { clock } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { isUndoneByKey } from '@/lib/features/acts/model'
import { type Done, forgetDone, useDone } from './done'
import { RefusalNote } from './refusal-note'
import { type Progress, useProgress } from './use-progress'
import { useUndo } from './use-undo'

/** "Closed: somebody. Undo." Stays until the next thing is done. `caseId` is the case on the page, if it is one. */
export function DoneNote({ caseId }: { caseId?: string }) {
  const done = useDone()
  const progress = useProgress(done)
  const isTrouble = progress?.state === 'failed' || progress?.state === 'notConfirmed'
  const { undo, isRunning, refusal, clear } = useUndo()
  const isWaiting = progress?.state === 'asked' && progress.waits !== null
  // What waits has not left yet: even a warning can be taken back.
  const isOn = !isTrouble && done !== null && !done.isUndone && (isWaiting || isUndoneByKey(done.kind))
  useKeys(isOn ? { u: () => void undo(done) } : {})
  return (
    <div aria-live="polite">
      {refusal && <RefusalNote refusal={refusal} isFlat onShown={clear} />}
      {done && (
        <div
          className={cx(
            'flex min-h-10 items-center gap-3 border-t px-4 py-1 text-row',
            isTrouble
              ? 'bg-danger-ground text-danger'
              : isWaiting
                ? 'bg-warn-ground text-warn'
                : 'bg-ok-ground text-ok',
          )}
        >
          <Sentence done={done} progress={progress} isHere={done.caseId === caseId} />
          {isOn && (
            <Button size="small" keys="u" isBusy={isRunning} onClick={() => void undo(done)}>
              {t(isWaiting ? 'done.cancel' : 'done.undo')}
            </Button>
          )}
          <button
            type="button"
            aria-label={t('done.dismiss')}
            onClick={forgetDone}
            className="ms-auto grid size-7 flex-none place-items-center rounded hover:bg-sheet phone:size-11"
          >
            <span aria-hidden>×</span>
          </button>
        </div>
      )}
    </div>
  )
}

function wordsOf(done: Done, progress: Progress | null, name: string): string {
  if (progress?.state === 'notConfirmed') return t('done.notConfirmed', { name })
  if (progress?.state === 'failed') {
    const why = t(messageFor('failure', progress.failure ?? '', 'failure.unknown'), { code: progress.failure ?? '' })
    return t('done.failed', { name, why })
  }
  const { state, waits } = progress ?? { state: null, waits: null }
  if (state === 'asked' && waits) return t('done.waits', { name, at: clock(waits.nextAt) })
  const words = t(done.isCancelled ? 'done.cancelled' : done.isUndone ? 'done.undone' : `done.${done.kind}`, { name })
  return progress?.state === 'confirmed' ? t('done.confirmed', { words }) : words
}

function Sentence({ done, progress, isHere }: { done: Done; progress: Progress | null; isHere: boolean }) {
  const name = isolate(done.name)
  const words = wordsOf(done, progress, name)
  // When it is tried again stands at the end, which must not be cut off.
  const look = cx('min-w-0 font-medium', progress?.waits ? 'wrap-anywhere' : 'truncate')
  if (isHere) return <p className={look}>{words}</p>
  return (
    <p className={look}>
      <Link
        href={`/reports/${done.caseId}`}
        prefetch={false}
        title={t('done.see', { name })}
        className="underline underline-offset-2"
      >
        {words}
      </Link>
    </p>
  )
}
