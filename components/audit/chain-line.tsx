import Link from 'next/link'
import { Chip } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { Hash } from './hash'

type Chain = QueryOutput<'audit.list'>['chain']
type Proven = QueryOutput<'audit.list'>['proven']

/** Whether the whole log still fits together, recomputed for this page; else the first place where it does not. */
export function ChainLine({ chain, proven }: { chain: Chain; proven: Proven }) {
  const { rows, head, fault, checkedAt } = chain
  if (fault) {
    const words = t(messageFor('audit.fault', fault.fault, 'audit.fault.unknown'))
    return (
      <Notice tone="danger" live="assertive" title={t('audit.chain.faultTitle', { seq: fault.seq })}>
        {t('audit.chain.faultText', { fault: words })}
      </Notice>
    )
  }
  return (
    <p
      aria-label={t('audit.chain.label')}
      role="group"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2"
    >
      <Chip tone="ok">{t('audit.chain.whole')}</Chip>
      <span className="tabular-nums">{t('audit.chain.rows', { rows, at: exact(checkedAt) })}</span>
      <Hash hash={head} />
      <ProvenUpTo proven={proven} />
    </p>
  )
}

/** How far somebody outside has said when; without it the log proves nothing against whoever keeps it. */
function ProvenUpTo({ proven: { stamped, isOverdue } }: { proven: Proven }) {
  return (
    <>
      <Chip tone={stamped ? (isOverdue ? 'warn' : 'ok') : 'warn'}>
        {stamped ? t('audit.proven', { seq: stamped.seq, at: exact(stamped.at) }) : t('audit.notProven')}
      </Chip>
      <Link
        href="/settings/proof"
        prefetch={false}
        className="inline-block min-h-6 text-accent underline underline-offset-2"
      >
        {t('audit.provenMore')}
      </Link>
    </>
  )
}
