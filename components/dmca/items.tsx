'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/filings'
import { RefusalNote } from '@/components/acts/refusal-note'
import { agoIn } from '@/components/case/ago'
import { ExactTime } from '@/components/case/exact-time'
import { edgeLever } from '@/components/edge/words'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { OutsideLink } from '@/components/ui/outside-link'
import { Cell, Row, Table } from '@/components/ui/table'
import { useCommand } from '@/lib/client'
import type { DmcaView, ItemView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { itemWhy, toneOfItem } from './words'

interface Props {
  view: DmcaView
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
}

const isOpenItem = (item: ItemView): boolean => item.may.length > 0

/** One line for each address, with a fate of its own: by which lever, and what was seen of it from outside. */
export function Items({ view, chosen, onChoose }: Props) {
  const { items, may, isOpen, now } = view
  const able = may.work && isOpen ? items.filter(isOpenItem) : []
  const isAll = able.length > 0 && able.every((item) => chosen.includes(item.id))
  const all = () => onChoose(isAll ? [] : able.map((item) => item.id))
  const head = [
    able.length > 0 ? (
      <input
        key="all"
        type="checkbox"
        aria-label={t('dmca.item.all')}
        className="size-4 accent-accent phone:size-5"
        checked={isAll}
        onChange={all}
      />
    ) : (
      ''
    ),
    t('dmca.item.address'),
    t('dmca.item.lever'),
    t('dmca.item.seen'),
  ]
  return (
    <div>
      <h2 className="mb-1 text-small font-semibold text-ink-2">{t('dmca.items')}</h2>
      <Table caption={t('dmca.items')} head={able.length > 0 ? head : head.slice(1)}>
        {items.map((item) => (
          <Row key={item.id}>
            {able.length > 0 && (
              <Cell className="w-8">
                {able.includes(item) && (
                  <input
                    type="checkbox"
                    aria-label={t('dmca.item.choose', { number: item.number })}
                    className="size-4 accent-accent phone:size-5"
                    checked={chosen.includes(item.id)}
                    onChange={({ target }) =>
                      onChoose(target.checked ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))
                    }
                  />
                )}
              </Cell>
            )}
            <Cell className="phone:basis-[85%]">
              <Address item={item} />
            </Cell>
            <Cell>
              <LeverOf item={item} />
              {item.lever && view.may.act && <Removing view={view} item={item} />}
            </Cell>
            <Cell>
              <Seen item={item} now={now} />
            </Cell>
          </Row>
        ))}
      </Table>
    </div>
  )
}

function Address({ item: { number, url, handle, isLocal, work, sameAs, why, seenAt, fairUse } }: { item: ItemView }) {
  return (
    <>
      <span className="me-1.5 text-small text-ink-2 tabular-nums">{number}</span>
      <bdi dir="ltr" className="font-mono text-small break-all">
        {url.replace(/^https?:\/\//, '')}
      </bdi>
      <p className="text-small wrap-anywhere text-ink-2">
        {handle && <bdi dir="ltr">{isLocal ? handle : t('dmca.item.elsewhere', { handle })} </bdi>}
        {sameAs !== null && <span>{t('dmca.item.sameAs', { number: sameAs })} </span>}
        {work !== null && <span>{t('dmca.item.work', { number: work })} </span>}
        {why && <bdi>{itemWhy(why)} </bdi>}
        {seenAt && <Asked why={why} at={seenAt} />}
        {fairUse && <bdi>{fairUse}</bdi>}
      </p>
    </>
  )
}

function LeverOf({ item: { lever, edge } }: { item: ItemView }) {
  if (lever === 'edgeBlock' && edge) return edgeLever(edge)
  return lever ? t(`dmca.lever.${lever}`) : <span className="text-ink-2">{t('dmca.lever.none')}</span>
}

/** A file whose post is not known: when it was seen to be there, or not to be. */
function Asked({ why, at }: { why: string; at: string }) {
  return (
    <span className="whitespace-nowrap">
      {t(why === 'postUnknown' ? 'dmca.item.fileSeen' : 'dmca.item.fileAsked')} <ExactTime at={at} />{' '}
    </span>
  )
}

/** Only what was seen: of a text post that its addresses are shut, and where it is carried still. */
function Seen({ item: { state, edge }, now }: { item: ItemView; now: string }) {
  return (
    <span className="flex flex-wrap gap-1">
      <Chip tone={edge?.isKept ? 'warn' : toneOfItem(state)}>
        {t(edge?.isKept ? 'dmca.item.state.letGo' : `dmca.item.state.${state}`)}
      </Chip>
      {edge && edge.probedAt && (
        <Chip tone={edge.status === 451 || state === 'restored' ? 'ok' : 'warn'}>
          {t('dmca.seen.probe', { status: edge.status ?? '?', ago: agoIn(edge.probedAt, now) })}
        </Chip>
      )}
      {edge && !edge.probedAt && !edge.liftedAt && <Chip tone="warn">{t('dmca.seen.unproved')}</Chip>}
      {edge && !edge.liftedAt && edge.carriers.length > 0 && (
        <Chip tone="warn">
          {t('dmca.seen.carriers', { where: edge.carriers.map((one) => t(`dmca.carrier.${one}`)).join(', ') })}
        </Chip>
      )}
    </span>
  )
}

/** The guided way to Mastodon's own page, or the look whether the author removed it. */
function Removing({ view, item }: { view: DmcaView; item: ItemView }) {
  const begin = useCommand('removals.begin')
  const check = useCommand('removals.check')
  const say = useCommand('removals.say')
  if ((item.lever !== 'mastodonPage' && item.lever !== 'author') || !item.postId) return null
  const at = { caseId: view.caseId, postId: item.postId }
  const { removal } = item
  const isDone = removal?.state === 'removed' || removal?.state === 'said'
  const refusal = begin.refusal ?? check.refusal ?? say.refusal
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {!removal && (
        <Button size="small" isBusy={begin.isRunning} onClick={() => void begin.run(at)}>
          {t('dmca.removalBegin')}
        </Button>
      )}
      {removal && !isDone && (
        <>
          {item.lever === 'mastodonPage' && <OutsideLink href={removal.url}>{t('dmca.removal')}</OutsideLink>}
          <Button
            size="small"
            isBusy={check.isRunning || removal.state === 'checking'}
            onClick={() => void check.run(at)}
          >
            {t(removal.state === 'checking' ? 'dmca.removalBusy' : 'dmca.removalCheck')}
          </Button>
          {removal.state === 'cannotTell' && (
            <Button size="small" isBusy={say.isRunning} onClick={() => void say.run({ ...at, seen: 'removed' })}>
              {t('dmca.removalSay')}
            </Button>
          )}
        </>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </span>
  )
}
