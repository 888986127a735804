'use client'
import { useState } from 'react'
import { agoIn } from '@/components/case/ago'
import { Button } from '@/components/ui/button'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import type { ContactView } from '@/lib/features/contacts/schema'
import type { PersonView } from '@/lib/features/people/schema'
import { day, exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { LIFETIMES } from '@/lib/platform/privacy/lifetimes'
import { Refused } from './refused'
import { Related } from './related'
import { useAsked } from './use-asked'
import { whyNot } from './words'

interface Props {
  accountId: string
  contact: PersonView['contact']
  now: string
}

/** E-mail and IPs, behind a press: each is a row of the log. They are gone from the page when it is left. */
export function Contact({ accountId, contact, now }: Props) {
  const { run, isRunning, refusal } = useAsked('people.contact')
  const [seen, setSeen] = useState<ContactView | null>(null)
  const show = async () => {
    const found = await run({ accountId })
    if (found) setSeen(found)
  }
  return (
    <Panel title={t('people.contact')} look="plain">
      {contact.why ? (
        <p className="text-ink-2">{t(messageFor('off', contact.why, 'off.unknown'), { code: contact.why })}</p>
      ) : (
        <>
          <div aria-live="polite">{seen && <Shown seen={seen} now={now} />}</div>
          {!seen && (
            <p className="mb-1.5 text-small text-ink-2">
              {t('people.contactHint')}
              {contact.keptSince && ` ${t('people.contactKept', { age: agoIn(contact.keptSince, now) })}`}
            </p>
          )}
          <div className="flex flex-wrap gap-1.5">
            {seen ? (
              <Button size="small" onClick={() => setSeen(null)}>
                {t('people.contactHide')}
              </Button>
            ) : (
              <Button size="small" isBusy={isRunning} onClick={() => void show()}>
                {t('people.contactShow')}
              </Button>
            )}
          </div>
          <Refused refusal={refusal} />
          <Related accountId={accountId} />
        </>
      )}
    </Panel>
  )
}

const IPS_SHOWN = 5

function Shown({ seen, now }: { seen: ContactView; now: string }) {
  const [first, rest] = [seen.ips.slice(0, IPS_SHOWN), seen.ips.slice(IPS_SHOWN)]
  return (
    <div className="mb-2">
      {seen.failure && (
        <p className="mb-1 text-small text-warn">
          {t('people.contactFromKept', { why: whyNot(seen.failure), age: agoIn(seen.seenAt, now) })}
        </p>
      )}
      <Facts>
        <Fact term={t('people.email')}>
          <bdi dir="ltr" className="select-all">
            {seen.email ?? t('people.emailNone')}
          </bdi>
          {seen.isConfirmed !== null && (
            <span className="text-small text-ink-2">
              {' '}
              {t(seen.isConfirmed ? 'people.emailConfirmed' : 'people.emailUnconfirmed')}
            </span>
          )}
        </Fact>
        <Ips ips={first} />
      </Facts>
      {seen.ips.length === 0 && <p className="text-ink-2">{t('people.ipsNone')}</p>}
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-6 items-center rounded text-small text-accent underline underline-offset-2">
            {t('people.ipsMore', { n: rest.length })}
          </summary>
          <Facts>
            <Ips ips={rest} />
          </Facts>
        </details>
      )}
      <p className="mt-1 text-small text-ink-2">
        {seen.isKept ? t('people.contactStays', { days: LIFETIMES.contactDays }) : t('people.contactNotKept')}
      </p>
    </div>
  )
}

function Ips({ ips }: { ips: ContactView['ips'] }) {
  return ips.map(({ ip, usedAt }) => (
    <Fact key={ip + usedAt} term={t('people.ip')}>
      <bdi dir="ltr" className="font-mono text-small select-all">
        {ip}
      </bdi>{' '}
      <span className="text-small text-ink-2" title={exact(usedAt)}>
        {t('people.ipUsed', { day: day(usedAt) })}
      </span>
    </Fact>
  ))
}
