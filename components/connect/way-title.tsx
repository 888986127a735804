import type { ReactNode } from 'react'

/** A way to go is read before its panel: larger than the names of panels elsewhere. */
export function WayTitle({ children }: { children: ReactNode }) {
  return <span className="text-said font-semibold text-ink">{children}</span>
}
