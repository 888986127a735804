import Link from 'next/link'
import type { ReactNode } from 'react'
import { t } from '@/lib/platform/i18n/translate'

/** From every form about notices, but not from that page itself, to whoever receives them (17 USC 512(c)(2)). */
export default function CopyrightFormsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <p className="mx-auto mt-8 max-w-[42rem] text-small">
        <Link href="/dmca/agent" prefetch={false} className="text-accent underline underline-offset-2 phone:py-2.5">
          {t('agent.publicTitle')}
        </Link>
      </p>
    </>
  )
}
