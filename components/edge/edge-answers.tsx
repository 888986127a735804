'use client'
import '@/lib/platform/i18n/rooms/edge'
import { useEffect, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { cx } from '@/components/ui/cx'
import { Cell, Row, Table } from '@/components/ui/table'
import type { AnswerSeen } from '@/lib/features/edge/schema'
import { ask, Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'

const HEAD = ['place', 'answer', 'carries', 'address', 'at'] as const

interface Props {
  caseId: string
  itemId: string
  /** As the case numbers it. */
  number: number
  /** Of the last look: another one is asked for anew. */
  seenAt: string
}

/** The proof: each address that was asked at the last look, and what it answered. Fetched when it is opened. */
export function EdgeAnswers({ caseId, itemId, number, seenAt }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="min-h-6 cursor-pointer text-small font-medium text-accent phone:min-h-11 phone:py-2.5">
        {t('edge.answers')}
      </summary>
      {isOpen && <Answers caseId={caseId} itemId={itemId} number={number} seenAt={seenAt} />}
    </details>
  )
}

function Answers({ caseId, itemId, number, seenAt }: Props) {
  const [answers, setAnswers] = useState<readonly AnswerSeen[] | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  useEffect(() => {
    let isCurrent = true
    ask('edge.answers', { caseId, itemId }).then(
      (found) => isCurrent && setAnswers(found.answers),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (isCurrent) setRefusal(error)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [caseId, itemId, seenAt])
  if (refusal) return <RefusalNote refusal={refusal} />
  if (!answers) return <p role="status">{t('edge.answersLoading')}</p>
  return (
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
  )
}
