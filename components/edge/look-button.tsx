'use client'
import '@/lib/platform/i18n/rooms/edge'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** Looks from outside now. To block and to lift is decided by the acts of the case. */
export function LookButton(ids: { caseId: string; itemIds: string[] }) {
  const probe = useCommand('edge.probe')
  return (
    <>
      <Button size="small" className="self-start" isBusy={probe.isRunning} onClick={() => void probe.run(ids)}>
        {t(probe.isRunning ? 'edge.looking' : 'edge.look')}
      </Button>
      {probe.refusal && <RefusalNote refusal={probe.refusal} />}
    </>
  )
}
