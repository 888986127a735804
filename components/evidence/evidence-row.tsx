import { Hash } from '@/components/audit/hash'
import { Chip, type Tone } from '@/components/ui/chip'
import type { EvidenceView } from '@/lib/features/evidence/schema'
import { exact } from '@/lib/platform/i18n/time'
import { isMessage, t } from '@/lib/platform/i18n/translate'
import { Judge } from './judge'

const TONES: Record<EvidenceView['state'], Tone> = {
  sealed: 'ok',
  hashOnly: 'plain',
  missing: 'warn',
  refused: 'warn',
  intimate: 'sealed',
  expired: 'plain',
  destroyed: 'plain',
}

interface Props {
  row: EvidenceView
  caseId: string
  mayJudge: boolean
  /** Counsel and auditors take the bytes out as a bundle, or not at all. */
  mayOpen?: boolean
}

/** One piece: what it is, when it was seen beside when it was posted and reported, and how it can be known again. */
export function EvidenceRow({ row, caseId, mayJudge, mayOpen = true }: Props) {
  const isQuarantined = row.state === 'sealed' && row.class === 'quarantine'
  const kind = t(`evidence.kind.${row.kind}`)
  const isFile = row.kind === 'media'
  return (
    <li className="border-b py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="font-medium">
          {kind} <bdi dir="ltr">{row.remoteId}</bdi>
        </span>
        <Chip tone={isQuarantined ? 'sealed' : TONES[row.state]}>
          {t(isQuarantined ? 'evidence.state.quarantine' : `evidence.state.${row.state}`)}
        </Chip>
        <span className="text-small text-ink-2">{t(`evidence.cause.${row.cause}`)}</span>
        {mayOpen && row.state === 'sealed' && row.class === 'ordinary' && !isFile && (
          <a
            href={`/api/evidence/${row.id}?case=${caseId}`}
            download
            aria-label={t('evidence.openLong', { kind, id: row.remoteId })}
            className="ms-auto rounded text-small text-accent underline underline-offset-2"
          >
            {t('evidence.open')}
          </a>
        )}
      </div>
      <p className="flex flex-wrap gap-x-3 text-small text-ink-2 tabular-nums">
        <span>{t(row.sha256 ? 'evidence.seen' : 'evidence.asked', { at: exact(row.seenAt) })}</span>
        {row.reportedAt && <span>{t('evidence.reported', { at: exact(row.reportedAt) })}</span>}
        {row.postedAt && <span>{t('evidence.posted', { at: exact(row.postedAt) })}</span>}
        {row.size !== null && <span>{t('evidence.size', { n: row.size })}</span>}
        {isFile && row.contentType && <span dir="ltr">{row.contentType}</span>}
        {row.sha256 && (
          <span>
            {t('evidence.hash')} <Hash hash={row.sha256} />
          </span>
        )}
      </p>
      {row.why && <p className="text-small">{whyOf(row.why)}</p>}
      {row.cut.length > 0 && (
        <p className="text-small text-ink-2">
          {t('evidence.cut')} <bdi dir="ltr">{row.cut.join(', ')}</bdi>
        </p>
      )}
      {row.judgedBy && row.judgedAt && (
        <p className="text-small text-ink-2">{t('evidence.judgedBy', { by: row.judgedBy, at: exact(row.judgedAt) })}</p>
      )}
      {isQuarantined && mayJudge && <Judge caseId={caseId} evidenceId={row.id} about={row.remoteId} />}
    </li>
  )
}

function whyOf(why: string): string {
  const key = `evidence.why.${why}`
  return isMessage(key) ? t(key) : t('evidence.why.other', { why })
}
