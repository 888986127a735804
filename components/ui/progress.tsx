/** How far something is; the words beside it say of what. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      className="h-1 overflow-hidden rounded-full bg-line"
    >
      <div className="h-full bg-accent" style={{ inlineSize: `${Math.min(100, (100 * value) / Math.max(1, max))}%` }} />
    </div>
  )
}
