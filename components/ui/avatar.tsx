import { cx } from './cx'

/** Initials instead of a picture: pictures of strangers are content, and content is covered until asked for. */
export function Avatar({ initials, size = 'row' }: { initials: string; size?: 'row' | 'small' }) {
  return (
    <span
      aria-hidden
      className={cx(
        'grid flex-none place-items-center border bg-sunk font-semibold text-ink-2 leading-none',
        size === 'row' ? 'size-8 rounded-lg text-row' : 'size-6 rounded text-[0.6875rem]',
      )}
    >
      {initials}
    </span>
  )
}
