import '@/lib/platform/i18n/rooms/edge'
import type { Carrier, EdgeView } from '@/lib/features/edge/schema'
import { agoIn } from '@/components/case/ago'
import { t } from '@/lib/platform/i18n/translate'

type Line = Pick<EdgeView, 'kind' | 'state' | 'carriers' | 'listsAt' | 'isKept'>
/** How a block stands, in a few words. */
export function edgeLine({ kind, state, carriers, listsAt, isKept }: Line): string {
  if (isKept) return t('edge.state.kept')
  if (kind !== 'text' || state !== 'proved') return t(`edge.state.${state}`)
  if (!listsAt) return t('edge.text.provedListsWait')
  return t(carriers.length > 0 ? 'edge.text.proved' : 'edge.text.provedNowhere')
}

/** Which lever was chosen, and how far it has come: it is not called a block before it was seen. */
export const edgeLever = ({ state }: Pick<EdgeView, 'state'>): string => t(`edge.lever.${state}`)

export const placesIn = (carriers: readonly Carrier[]): string =>
  new Intl.ListFormat('en').format(carriers.map((carrier) => t(`edge.carrier.${carrier}`)))

/** For a cell of a table: `451 · probed 4 min ago`, and of text where it still stands. */
export function edgeCell(view: EdgeView, now: string): string[] {
  const probed = view.probedAt ? t('edge.probed', { age: agoIn(view.probedAt, now) }) : t('edge.probedNever')
  const status = view.state === 'proved' && view.status ? String(view.status) : t(`edge.state.${view.state}`)
  const isStill = view.kind === 'text' && view.state === 'proved' && view.carriers.length > 0
  return [
    t('edge.short', { status, probed }),
    ...(isStill ? [t('edge.stillIn', { places: placesIn(view.carriers) })] : []),
  ]
}
