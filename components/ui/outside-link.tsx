import type { ReactNode } from 'react'

/** Leaves the console for another site, which learns nothing of where one came from. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex min-h-6 items-center text-accent underline underline-offset-2 phone:min-h-11"
    >
      {children}
    </a>
  )
}
