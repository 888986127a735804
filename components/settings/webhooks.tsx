import { agoIn } from '@/components/case/ago'
import { ExactTime } from '@/components/case/exact-time'
import { Refresher } from '@/components/shell/refresher'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { Fact, Facts, Panel } from '@/components/ui/panel'
import { OutsideLink } from '@/components/ui/outside-link'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { BackLink } from './back-link'
import { WebhookAddress, WebhookSecretForm, WebhookSecrets } from './webhook-secret'

export type WebhooksView = QueryOutput<'settings.webhooks'>

/** How the webhooks stand, and the way through Mastodon's own page: it has no API for them. */
export function Webhooks({ view }: { view: WebhooksView }) {
  return (
    <>
      <Refresher />
      <PageHead title={t('webhooks.title')} start={<BackLink />} />
      <div className="grid max-w-[76rem] grid-cols-[minmax(0,1fr)] items-start gap-4 px-4 pb-6 wide:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Standing view={view} />
          <Troubles view={view} />
          {view.state !== 'none' && <Going view={view} />}
          {view.secrets.length > 0 && <Secrets view={view} />}
        </div>
        <Steps view={view} />
      </div>
    </>
  )
}

function Standing({ view: { state, domain, lastAt, untold, now } }: { view: WebhooksView }) {
  if (state === 'stopped') {
    return (
      <Notice tone="warn" title={t(lastAt ? 'webhooks.stopped' : 'webhooks.never')}>
        {t('webhooks.stoppedText', { domain, n: untold })}
      </Notice>
    )
  }
  if (state === 'working' && lastAt) {
    return (
      <Notice tone="ok" title={t('webhooks.working')}>
        {t('webhooks.workingText', { age: agoIn(lastAt, now) })}
      </Notice>
    )
  }
  return (
    <Notice title={t(state === 'none' ? 'webhooks.none' : 'webhooks.waiting')}>
      {t(state === 'none' ? 'webhooks.noneText' : 'webhooks.waitingText', { domain })}
    </Notice>
  )
}

/** What was refused or dropped, and what to do about it. */
function Troubles({ view: { day } }: { view: WebhooksView }) {
  return (
    <>
      {day.wrongSignature > 0 && (
        <Notice tone="danger" title={t('webhooks.refused', { n: day.wrongSignature })}>
          {t('webhooks.refusedText')}
        </Notice>
      )}
      {day.noSecret > 0 && (
        <Notice tone="warn" title={t('webhooks.noSecretCame', { n: day.noSecret })}>
          {t('webhooks.noSecretCameText')}
        </Notice>
      )}
      {day.post > 0 && (
        <Notice tone="danger" title={t('webhooks.posts')}>
          {t('webhooks.postsText', { n: day.post })}
        </Notice>
      )}
      {day.strange > 0 && (
        <Notice tone="warn" title={t('webhooks.strange', { n: day.strange })}>
          {t('webhooks.strangeText')}
        </Notice>
      )}
    </>
  )
}

function unreadOf({ waiting, failure, waitsLongSince, domain, now }: WebhooksView): string | number {
  if (waiting > 0 && failure) return t('webhooks.unreadWhy', { n: waiting, domain })
  if (!waitsLongSince) return waiting
  return t('webhooks.unreadLong', { n: waiting, age: agoIn(waitsLongSince, now), domain })
}

function Going({ view }: { view: WebhooksView }) {
  const { lastAt, day, domain, listUrl } = view
  const refused = day.wrongSignature + day.unsigned + day.noSecret + day.endless
  return (
    <Panel title={t('webhooks.going')}>
      <Facts>
        <Fact term={t('webhooks.last')}>{lastAt ? <ExactTime at={lastAt} /> : t('webhooks.lastNever')}</Fact>
        <Fact term={t('webhooks.day')}>{t('webhooks.dayCount', { n: day.taken })}</Fact>
        <Fact term={t('webhooks.again')}>{t('webhooks.dayCount', { n: day.again })}</Fact>
        <Fact term={t('webhooks.refusedCount')}>{t('webhooks.dayCount', { n: refused })}</Fact>
        <Fact term={t('webhooks.unread')}>{unreadOf(view)}</Fact>
      </Facts>
      <p className="mt-2 text-small text-ink-2">{t('webhooks.hint')}</p>
      <OutsideLink href={listUrl}>{t('webhooks.list', { domain })}</OutsideLink>
    </Panel>
  )
}

function Secrets({ view }: { view: WebhooksView }) {
  return (
    <Panel title={t('webhooks.secrets')}>
      <WebhookSecrets secrets={view.secrets} />
      <p className="mt-2 text-small text-ink-2">{t('webhooks.rotate')}</p>
    </Panel>
  )
}

function Steps({ view: { domain, newUrl, address, events } }: { view: WebhooksView }) {
  return (
    <Panel title={t('webhooks.setUp')}>
      <p className="mb-3 text-ink-2">{t('webhooks.role')}</p>
      <ol className="ms-5 flex list-decimal flex-col gap-3">
        <li>
          <p>{t('webhooks.step.open')}</p>
          <OutsideLink href={newUrl}>{t('webhooks.step.openLink', { domain })}</OutsideLink>
        </li>
        <li>
          <p className="mb-1">{t('webhooks.step.address')}</p>
          <WebhookAddress address={address} />
        </li>
        <li>
          <p>{t('webhooks.step.events')}</p>
          <ul className="ms-5 list-disc">
            {events.map((event) => (
              <li key={event}>
                <code dir="ltr" className="font-mono text-small">
                  {event}
                </code>
              </li>
            ))}
          </ul>
        </li>
        <li>{t('webhooks.step.template')}</li>
        <li>
          <p className="mb-1">{t('webhooks.step.secret')}</p>
          <WebhookSecretForm />
        </li>
      </ol>
    </Panel>
  )
}
