import { Chip } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { Hash } from './hash'

type Chain = QueryOutput<'audit.list'>['chain']

/** Whether the whole log still fits together, recomputed for this page; else the first place where it does not. */
export function ChainLine({ chain }: { chain: Chain }) {
  const { rows, head, fault } = chain
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
      <span className="tabular-nums">{t('audit.chain.rows', { rows })}</span>
      <Hash hash={head} />
    </p>
  )
}
