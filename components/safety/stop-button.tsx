'use client'
import '@/lib/platform/i18n/rooms/safety'
import { useDesk } from '@/components/acts/desk'
import { cx } from '@/components/ui/cx'
import { t } from '@/lib/platform/i18n/translate'
import type { StopBecause } from './stop-panel'

/** On every report and every post. It only opens the question; nothing is stopped by one press. */
export function StopButton({ because }: { because: StopBecause }) {
  const desk = useDesk()
  return (
    <button
      type="button"
      aria-label={t(because.postId ? 'stop.buttonPost' : 'stop.buttonReport')}
      onClick={() => desk.show({ kind: 'stop', ...because })}
      className={cx(
        // In a row of buttons it is as high as they are.
        because.postId && 'phone:min-h-11',
        'relative min-h-7 rounded border border-line px-2 text-small whitespace-nowrap text-ink-2 hover:border-danger hover:bg-danger-ground hover:text-danger focus-visible:text-danger phone:before:absolute phone:before:-inset-x-1 phone:before:-inset-y-2.5',
      )}
    >
      {t('stop.button')}
    </button>
  )
}
