import Link from 'next/link'
import type { PublicAgent as View } from '@/lib/features/agent/schema'
import { t } from '@/lib/platform/i18n/translate'

/** Who receives notices, for anybody. */
export function PublicAgent({ view: { domain, agent, isInForce } }: { view: View }) {
  return (
    <div className="mx-auto flex max-w-[42rem] flex-col gap-3">
      <h1 className="text-title font-semibold">{t('agent.publicTitle')}</h1>
      {!agent && <p>{t('agent.publicNone', { domain })}</p>}
      {agent && (
        <>
          <p>{t(isInForce ? 'agent.publicLead' : 'agent.publicLeadLapsed', { domain })}</p>
          <address className="rounded border bg-sheet p-4 whitespace-pre-line not-italic wrap-anywhere">
            {[agent.name, agent.organisation, agent.address, agent.phone, agent.email].filter(Boolean).join('\n')}
          </address>
          <p className="text-small text-ink-2">
            {t(isInForce ? 'agent.publicFoot' : 'agent.publicFootLapsed', {
              number: agent.registrationNumber,
              provider: agent.provider,
            })}
          </p>
        </>
      )}
      <Link href="/dmca/new" prefetch={false} className="text-accent underline underline-offset-2">
        {t('agent.publicForm')}
      </Link>
    </div>
  )
}
