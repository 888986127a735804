'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Notice } from '@/components/ui/notice'
import type { Refusal } from '@/lib/client'
import { isMessage, t } from '@/lib/platform/i18n/translate'

interface Props {
  refusal: Refusal
  /** Along the edge of a strip instead of a box of its own. */
  isFlat?: boolean
  onShown?: () => void
  /** Offered where somebody else has the case. */
  onTakeOver?: (() => void) | undefined
}

/** Why something was refused, in words; where somebody was faster, who did what, and a way to see it. */
export function RefusalNote({ refusal, isFlat = false, onShown, onTakeOver }: Props) {
  const router = useRouter()
  const [isShowing, startShowing] = useTransition()
  const show = () => {
    startShowing(() => router.refresh())
    onShown?.()
  }
  const isStale = refusal.code === 'case.stale'
  const isTaken = refusal.code === 'case.ownedBy' && onTakeOver !== undefined
  return (
    <Notice
      tone={isStale || isTaken ? 'warn' : 'danger'}
      live="assertive"
      className={cx(isFlat && 'rounded-none border-x-0 border-b-0 px-4')}
      actions={
        (isStale || isTaken) && (
          <>
            <Button size="small" isBusy={isShowing} onClick={show}>
              {t('refusal.show')}
            </Button>
            {isTaken && (
              <Button size="small" onClick={onTakeOver}>
                {t('refusal.takeOver')}
              </Button>
            )}
          </>
        )
      }
    >
      {sentenceOf(refusal)}
    </Notice>
  )
}

function sentenceOf(refusal: Refusal): string {
  if (refusal.code === 'case.stale') return staleness(refusal)
  const off = `off.${String(refusal.values.why)}`
  return refusal.code === 'act.off' && isMessage(off) ? t(off) : refusal.message
}

function staleness({ values }: Refusal): string {
  const did = `did.${String(values.what)}`
  const isByUs = String(values.who).startsWith('docket:')
  if (!values.who || isByUs || !isMessage(did)) return t('refusal.staleUnknown')
  const minutes = Number(values.minutes ?? 0)
  if (values.isOwn) return t('refusal.staleOwn', { what: t(did, { n: 1 }), minutes })
  return t('refusal.stale', { who: values.who, what: t(did, { n: 1 }), minutes })
}
