import { Chip, type Tone } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { AddForm } from './add-form'
import { RetractForm } from './retract-form'

type Case = QueryOutput<'following.case'>

/** What somebody who sent a notice sees of it, by the secret link: where it stands, what is missing, what became of each address. */
export function FollowedCase({ view, token, isAdded }: { view: Case; token: string; isAdded: boolean }) {
  const missing = view.elements.filter(({ isThere }) => !isThere).map(({ element }) => element)
  const sentence = messageFor(
    view.kind === 'notice' ? 'following.state' : 'following.other',
    view.state,
    'following.other.open',
  )
  return (
    <div className="mx-auto flex max-w-[44rem] flex-col gap-5">
      <header>
        <h1 className="text-title font-semibold">{t('following.title', { number: view.number })}</h1>
        <p className="text-row text-ink-2">{t('following.received', { at: exact(view.receivedAt, view.zone) })}</p>
      </header>
      {isAdded && (
        <Notice tone="ok" live="polite">
          {t('following.added')}
        </Notice>
      )}
      <p>{t(sentence)}</p>
      {view.became && (
        <Notice>
          {t('following.became', { number: view.became.number })}
          {view.became.by && ` ${t('following.becameBy', { by: exact(view.became.by, view.zone) })}`}
        </Notice>
      )}
      {!view.isConfirmed && (
        <Notice tone="warn">{t(view.isAsked ? 'following.unconfirmed' : 'following.unconfirmedNoMail')}</Notice>
      )}
      <p className="text-small text-ink-2">{t('following.keep')}</p>
      {view.kind === 'notice' && (
        <>
          <Panel title={t('following.elements')}>
            <ul className="flex flex-col gap-1.5">
              {view.elements.map(({ element, isThere }) => (
                <li key={element} className="flex items-baseline justify-between gap-3 text-row">
                  <span>{t(`following.element.${element}`)}</span>
                  <Chip tone={isThere ? 'ok' : 'warn'}>{t(isThere ? 'following.there' : 'following.missing')}</Chip>
                </li>
              ))}
            </ul>
          </Panel>
          <Items items={view.items} addresses={view.addresses} zone={view.zone} />
        </>
      )}
      {view.mayAdd && <AddForm token={token} missing={missing} />}
      {view.mayRetract && <RetractForm token={token} />}
    </div>
  )
}

const TONES: Partial<Record<string, Tone>> = {
  disabled: 'ok',
  removed: 'ok',
  restored: 'accent',
  refused: 'warn',
  notFound: 'warn',
}

function Items({ items, addresses, zone }: Pick<Case, 'items' | 'addresses' | 'zone'>) {
  const title = `${t('following.items')} · ${t('following.itemsCount', { n: addresses })}`
  return (
    <Panel title={title}>
      {items.length === 0 ? (
        <p className="text-row text-ink-2">{t('following.noItems')}</p>
      ) : (
        <ol className="flex max-h-96 flex-col gap-2 overflow-y-auto" tabIndex={0} aria-label={t('following.items')}>
          {items.map(({ number, url, state, why, seenAt }) => (
            <li key={number} className="flex flex-col gap-0.5 border-b pb-2 text-row last:border-b-0">
              <bdi className="wrap-anywhere">{url}</bdi>
              <span className="flex flex-wrap items-baseline gap-2">
                <Chip tone={TONES[state] ?? 'plain'}>
                  {t(messageFor('following.item', state, 'following.item.waiting'))}
                </Chip>
                {why && <span className="text-small text-ink-2">{t(`itemWhy.${why}`)}</span>}
                {why === 'postUnknown' && seenAt && (
                  <span className="text-small text-ink-2">{t('following.fileSeen', { at: exact(seenAt, zone) })}</span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
