import { age, exact } from '@/lib/platform/i18n/time'
import { cx } from '@/components/ui/cx'

/** How long ago, short; the exact instant with its zone when pointed at. `now` comes with the view, so that both ends agree. */
export function Ago({ at, now, className }: { at: string; now: string; className?: string }) {
  return (
    <time dateTime={at} title={exact(at)} dir="auto" className={cx('whitespace-nowrap tabular-nums', className)}>
      {age(at, now)}
    </time>
  )
}

/** The age as a sentence takes it: `now` is a word of its own there ("just now" instead of "now ago"). */
export function agoIn(at: string, now: string): string {
  return new Date(now).getTime() - new Date(at).getTime() < 60_000 ? 'now' : age(at, now)
}
