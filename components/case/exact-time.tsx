'use client'
import { useZone } from '@/components/shell/zone'
import { exact, exactSecond } from '@/lib/platform/i18n/time'

/**
 * An instant with its zone: the reader's own, or the one that is given. A direction of its own, or a right-to-left page would
 * tear the day from its month. How a zone or a month is called hangs on the data of each browser: React leaves the server's word.
 */
export function ExactTime({ at, isToSecond = false, zone }: { at: string; isToSecond?: boolean; zone?: string }) {
  const own = useZone()
  return (
    <time suppressHydrationWarning dateTime={at} dir="auto" className="inline-block whitespace-nowrap tabular-nums">
      {isToSecond ? exactSecond(at, zone ?? own) : exact(at, zone ?? own)}
    </time>
  )
}
