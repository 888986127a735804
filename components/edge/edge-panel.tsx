'use client'
import '@/lib/platform/i18n/rooms/edge'
import Link from 'next/link'
import { agoIn } from '@/components/case/ago'
import { ExactTime } from '@/components/case/exact-time'
import { Notice } from '@/components/ui/notice'
import { Fact, Facts } from '@/components/ui/panel'
import { isOver } from '@/lib/features/edge/model'
import type { EdgeView } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'
import { EdgeAnswers } from './edge-answers'
import { LookButton } from './look-button'
import { edgeLine, placesIn } from './words'

interface Props {
  caseId: string
  itemId: string
  /** As the case numbers it. */
  number: number
  /** Null where this item was never blocked. */
  view: EdgeView | null
  may: { work: boolean }
  now: string
}

/** The edge block of one item: how it stands, what was seen, and a look now. */
export function EdgePanel({ caseId, itemId, number, view, may, now }: Props) {
  return (
    <div className="flex flex-col gap-2">
      {view ? <Standing view={view} now={now} /> : <p className="text-ink-2">{t('edge.none')}</p>}
      {view && may.work && !isOver(view.state) && <LookButton caseId={caseId} itemIds={[itemId]} />}
      {view?.probedAt && (
        <EdgeAnswers caseId={caseId} itemId={itemId} number={number} seenAt={`${view.probedAt} ${view.listsAt}`} />
      )}
    </div>
  )
}

function Standing({ view, now }: { view: EdgeView; now: string }) {
  return (
    <>
      {view.attention && (
        <Notice
          tone="danger"
          actions={
            <Link href="/settings/edge" prefetch={false} className="underline underline-offset-2">
              {t('edge.setUp')}
            </Link>
          }
        >
          {t(`edge.attention.${view.attention}`)}
        </Notice>
      )}
      <p>
        <strong className="font-semibold">{edgeLine(view)}</strong>{' '}
        <span className="text-ink-2">
          {view.probedAt ? t('edge.probed', { age: agoIn(view.probedAt, now) }) : t('edge.probedNever')}
        </span>
      </p>
      {!isOver(view.state) && <Honest view={view} />}
      <Facts>
        <Fact term={t('edge.asked')}>
          <ExactTime at={view.askedAt} />
        </Fact>
        <When term="edge.handedOut" at={view.handedOutAt} />
        <When term="edge.proved" at={view.provedAt} />
        <When term="edge.liftAsked" at={view.liftAskedAt} />
        <When term="edge.lifted" at={view.liftedAt} />
        <When term="edge.nextProbe" at={view.nextProbeAt} />
      </Facts>
    </>
  )
}

const HONEST = {
  text: { seen: 'edge.notDisabled', unseen: 'edge.notDisabledYet' },
  media: { seen: 'edge.media', unseen: 'edge.mediaYet' },
} as const

/** What the block does not do, and that it does nothing before it was seen. */
function Honest({ view }: { view: EdgeView }) {
  return (
    <Notice tone={view.kind === 'text' ? 'warn' : 'plain'}>
      <p>{t(HONEST[view.kind][view.state === 'proved' ? 'seen' : 'unseen'])}</p>
      {view.carriers.length > 0 && <p>{t('edge.stillIn', { places: placesIn(view.carriers) })}</p>}
      {view.listsAt && view.carriers.length === 0 && <p>{t('edge.nowhere')}</p>}
      {view.kind === 'text' && !view.listsAt && view.provedAt && <p>{t('edge.listsWait')}</p>}
    </Notice>
  )
}

type Moment = 'edge.handedOut' | 'edge.proved' | 'edge.liftAsked' | 'edge.lifted' | 'edge.nextProbe'

function When({ term, at }: { term: Moment; at: string | null }) {
  return at ? (
    <Fact term={t(term)}>
      <ExactTime at={at} />
    </Fact>
  ) : null
}
