'use client'
import '@/lib/platform/i18n/rooms/safety'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { forgetCase } from '@/components/acts/forget-case'
import { PanelFrame } from '@/components/acts/panel-frame'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { command, Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** What made somebody stop: a report, a post, or the case as a whole. */
export interface StopBecause {
  reportId: string | null
  postId: string | null
  /** How the panel names it. */
  about: string | null
}

const DOES = ['covers', 'leaves', 'blocks', 'records'] as const

/** Asks once, in plain words, and then stops the case for child safety. Afterwards the page with what to do next. */
export function StopPanel({ caseId, because, onClose }: { caseId: string; because: StopBecause; onClose: () => void }) {
  const router = useRouter()
  const [isRunning, setRunning] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const stop = async () => {
    setRunning(true)
    setRefusal(null)
    try {
      await command('safety.stop', {
        caseId,
        reportId: because.reportId,
        postId: because.postId,
      })
      forgetCase(caseId)
      // Not a refresh: this page is covered from now on, for this person too.
      router.replace(`/reports/stopped?case=${caseId}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
      setRunning(false)
    }
  }
  const foot = (
    <div className="flex flex-col gap-2">
      {refusal && (
        <Notice tone="danger" live="assertive" title={t('stop.failed')}>
          {refusal.message}
        </Notice>
      )}
      <Button kind="dangerMain" isBusy={isRunning} onClick={() => void stop()}>
        {t(isRunning ? 'stop.doing' : 'stop.confirm')}
      </Button>
      <Button onClick={onClose}>{t('stop.back')}</Button>
    </div>
  )
  return (
    <PanelFrame title={t('stop.title')} onClose={onClose} foot={foot}>
      <p className="mb-3 text-said">{t('stop.when')}</p>
      <section aria-labelledby="stop-does" className="rounded border border-danger bg-danger-ground px-3 py-2">
        <h3 id="stop-does" className="mb-1 text-small font-semibold text-danger">
          {t('stop.does')}
        </h3>
        <ul className="flex list-disc flex-col gap-1 ps-4 marker:text-danger">
          {DOES.map((what) => (
            <li key={what}>{t(`stop.does.${what}`)}</li>
          ))}
        </ul>
      </section>
      <p className="mt-3 text-ink-2">{aboutWhat(because)}</p>
    </PanelFrame>
  )
}

function aboutWhat({ reportId, postId, about }: StopBecause): string {
  if (reportId) return t('stop.aboutReport', { id: reportId })
  return postId ? t('stop.aboutPost', { when: about ?? '' }) : t('stop.aboutCase')
}
