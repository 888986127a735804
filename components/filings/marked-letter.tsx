'use client'
import '@/lib/platform/i18n/rooms/filings'
import { Panel } from '@/components/ui/panel'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Letter = QueryOutput<'entering.read'>
type Element = Letter['elements'][number]['element']

/** The letter as it is, with what was found marked where it stands. */
export function MarkedLetter({ letter }: { letter: Letter }) {
  return (
    <Panel title={t('entering.letter')}>
      <div
        className="max-h-[32rem] overflow-y-auto text-said whitespace-pre-wrap wrap-anywhere"
        dir="auto"
        tabIndex={0}
        role="group"
        aria-label={t('entering.letter')}
      >
        {partsOf(letter).map(({ text, element, start }) =>
          element ? (
            <mark key={start} id={`span-${element}-${start}`} className="rounded bg-accent-ground px-0.5 text-ink">
              {text}
              <span className="ms-1 rounded bg-sheet px-1 text-small text-accent select-none">
                {t(`following.element.${element}`)}
              </span>
            </mark>
          ) : (
            text
          ),
        )}
      </div>
      {letter.quoted && (
        <details className="mt-3">
          <summary className="cursor-pointer text-small text-ink-2">{t('entering.quoted')}</summary>
          <p
            className="mt-1 max-h-60 overflow-y-auto text-small whitespace-pre-wrap text-ink-2 wrap-anywhere"
            dir="auto"
          >
            {letter.quoted}
          </p>
        </details>
      )}
    </Panel>
  )
}

interface Part {
  text: string
  element: Element | null
  start: number
}

/** In order; what lies within another's words is not marked once more. */
function partsOf({ text, elements }: Letter): Part[] {
  const spans = elements
    .flatMap(({ element, spans: found }) => found.map((span) => ({ ...span, element })))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const parts: Part[] = []
  let at = 0
  for (const { start, end, element } of spans) {
    if (start < at) continue
    if (start > at) parts.push({ text: text.slice(at, start), element: null, start: at })
    parts.push({ text: text.slice(start, end), element, start })
    at = end
  }
  return [...parts, { text: text.slice(at), element: null, start: at }]
}
