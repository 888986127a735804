'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Cell, Row, Table } from '@/components/ui/table'
import { useCommand } from '@/lib/client'
import type { DmcaView } from '@/lib/features/dmca/schema'
import { t } from '@/lib/platform/i18n/translate'
import { toneOfStanding } from './words'

const ORDER = ['work', 'material', 'contact', 'goodFaith', 'accuracy', 'signature'] as const

/** What the notice says of each element of 512(c)(3)(A), in its own words, and what a person says of it. */
export function Elements({ view }: { view: DmcaView }) {
  const judge = useCommand('notices.judge')
  const { caseId, version, elements, state, may, isOpen, verdict } = view
  const isJudging = may.work && isOpen && ['received', 'defectiveCore', 'defectiveCurable'].includes(state)
  const rows = ORDER.flatMap((name) => elements.find((one) => one.element === name) ?? [])
  // Only what was found: that a search did not find something is no reason to call it missing.
  const found = rows.filter(({ standing }) => standing === 'found')
  const write = (given: { element: (typeof ORDER)[number]; standing: 'there' | 'missing' | 'cured' }[]) =>
    void judge.run({ caseId, version, elements: given })
  const takeOver = () => write(found.map(({ element }) => ({ element, standing: 'there' })))
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-small font-semibold text-ink-2">{t('dmca.elements')}</h2>
        {isJudging && found.length > 0 && (
          <Button size="small" isBusy={judge.isRunning} onClick={takeOver}>
            {t('dmca.judgeFound')}
          </Button>
        )}
      </div>
      <Table
        caption={t('dmca.elements')}
        head={(['name', 'words', 'stands'] as const).map((column) => t(`dmca.element.col.${column}`))}
      >
        {rows.map(({ element, standing, quote, by }) => (
          <Row key={element}>
            <Cell className="whitespace-nowrap">{t(`dmca.element.${element}`)}</Cell>
            <Cell className="wrap-anywhere phone:order-1 phone:basis-full">
              {quote ? (
                <bdi className="line-clamp-3">{t('dmca.element.quote', { quote })}</bdi>
              ) : (
                <span className="text-ink-2">{t('dmca.element.none')}</span>
              )}
            </Cell>
            <Cell>
              <span className="flex flex-wrap items-center gap-1">
                <Chip tone={toneOfStanding(standing)} title={by ? `@${by}` : undefined}>
                  {t(`dmca.standing.${standing}`)}
                </Chip>
                {isJudging &&
                  (['there', 'missing', ...(state === 'received' ? [] : (['cured'] as const))] as const)
                    .filter((one) => one !== standing)
                    .map((one) => (
                      <Button
                        key={one}
                        size="small"
                        kind="quiet"
                        isBusy={judge.isRunning}
                        aria-label={t('dmca.judgeOf', {
                          element: t(`dmca.element.${element}`),
                          standing: t(JUDGES[one]),
                        })}
                        onClick={() => write([{ element, standing: one }])}
                      >
                        {t(JUDGES[one])}
                      </Button>
                    ))}
              </span>
            </Cell>
          </Row>
        ))}
      </Table>
      <p className="mt-1 text-small text-ink-2">{t(`dmca.verdict.${verdict}`)}</p>
      {judge.refusal && <RefusalNote refusal={judge.refusal} />}
    </div>
  )
}

const JUDGES = {
  there: 'dmca.judgeThere',
  missing: 'dmca.judgeMissing',
  cured: 'dmca.judgeCured',
} as const
