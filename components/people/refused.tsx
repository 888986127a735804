import { Notice } from '@/components/ui/notice'
import type { Refusal } from '@/lib/client'
import { isMessage, t } from '@/lib/platform/i18n/translate'

/** Why something was not shown, in words. */
export function Refused({ refusal }: { refusal: Refusal | null }) {
  if (!refusal) return null
  const off = `off.${String(refusal.values.why)}`
  return (
    <Notice tone="warn" live="assertive" className="mt-2">
      {(refusal.code === 'people.off' || refusal.code === 'act.off') && isMessage(off) ? t(off) : refusal.message}
    </Notice>
  )
}
