'use client'
import '@/lib/platform/i18n/rooms/staff'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

/** For somebody who lost theirs: the next sign-in enrols a first one again. */
export function RemovePasskeys({ personId, acct }: { personId: string; acct: string }) {
  const remove = useCommand('passkeys.removeOf')
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      <Button kind="danger" size="small" isBusy={remove.isRunning} onClick={() => void remove.run({ personId })}>
        {t('staff.passkeys.remove', { handle: `@${acct}` })}
      </Button>
      {remove.refusal && <RefusalNote refusal={remove.refusal} />}
    </div>
  )
}
