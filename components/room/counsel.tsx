import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { CommentView } from '@/lib/features/counsel/schema'
import { t } from '@/lib/platform/i18n/translate'
import { CommentForm } from './comment-form'

interface Props {
  caseId: string
  comments: readonly CommentView[]
  mayWrite: boolean
}

/** What counsel says on the case: marked as privileged wherever it is seen. */
export function Counsel({ caseId, comments, mayWrite }: Props) {
  return (
    <Panel title={t('counsel.title')} end={<Chip tone="sealed">{t('counsel.privileged')}</Chip>}>
      <p className="mb-2 text-small text-ink-2">{t('counsel.who')}</p>
      {comments.length === 0 && <p className="mb-2 text-ink-2">{t('counsel.none')}</p>}
      <ul className="flex flex-col gap-3">
        {comments.map(({ id, by, isYours, kind, text, at }) => (
          <li key={id} className="border-s-2 border-sealed ps-3">
            <p className="flex flex-wrap items-baseline gap-x-2 text-small text-ink-2">
              <bdi className="font-medium text-ink">{isYours ? t('counsel.you') : by}</bdi>
              <span>{t(`counsel.kind.${kind}`)}</span>
              <ExactTime at={at} />
            </p>
            <p dir="auto" className="wrap-anywhere whitespace-pre-line">
              {text ?? t('counsel.erased')}
            </p>
          </li>
        ))}
      </ul>
      {mayWrite && <CommentForm caseId={caseId} />}
      <p className="mt-3">
        <Link
          href={`/room/${caseId}/privilege`}
          prefetch={false}
          className="inline-flex min-h-6 items-center text-accent underline underline-offset-2 phone:min-h-11"
        >
          {t('counsel.log')}
        </Link>
      </p>
    </Panel>
  )
}
