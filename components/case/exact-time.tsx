import { exact, exactSecond } from '@/lib/platform/i18n/time'

/** An instant with its zone. A direction of its own, or a right-to-left page would tear the day from its month. */
export function ExactTime({ at, isToSecond = false }: { at: string; isToSecond?: boolean }) {
  return (
    <time dateTime={at} dir="auto" className="inline-block whitespace-nowrap tabular-nums">
      {isToSecond ? exactSecond(at) : exact(at)}
    </time>
  )
}
