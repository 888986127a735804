'use client'
import '@/lib/platform/i18n/rooms/edge'
import { ExactTime } from '@/components/case/exact-time'
import { cx } from '@/components/ui/cx'
import { Cell, Row, Table } from '@/components/ui/table'
import type { AnswerSeen } from '@/lib/features/edge/schema'
import { t } from '@/lib/platform/i18n/translate'

const HEAD = ['place', 'answer', 'carries', 'address', 'at'] as const

/** The proof: each address that was asked at the last look, and what it answered. */
export function EdgeAnswers({ answers, number }: { answers: readonly AnswerSeen[]; number: number }) {
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-small font-medium text-accent phone:min-h-11 phone:py-2.5">
        {t('edge.answers')}
      </summary>
      <Table caption={t('edge.answersOf', { number })} head={HEAD.map((column) => t(`edge.column.${column}`))}>
        {answers.map((answer) => (
          <Row key={`${answer.place} ${answer.address}`}>
            <Cell>{t(`edge.place.${answer.place}`)}</Cell>
            <Cell className={cx('whitespace-nowrap', answer.status === 451 && 'text-ok')}>
              {answer.status ?? t('edge.noAnswer', { why: answer.failure ?? '' })}
            </Cell>
            <Cell>{answer.carries !== null && t(answer.carries ? 'edge.carries.yes' : 'edge.carries.no')}</Cell>
            <Cell className="wrap-anywhere">
              <bdi dir="ltr">{answer.address}</bdi>
            </Cell>
            <Cell>
              <ExactTime at={answer.at} isToSecond />
            </Cell>
          </Row>
        ))}
      </Table>
    </details>
  )
}
