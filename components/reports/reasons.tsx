import { Chip, type Tone } from '@/components/ui/chip'
import type { Category, QueueRow } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'

export const TONE_OF: Record<Category, Tone> = { spam: 'plain', legal: 'sealed', rule: 'warn', other: 'plain' }

/** Why somebody was reported, and how often. */
export function Reasons({ reasons }: { reasons: QueueRow['reasons'] }) {
  return (
    <span className="flex min-w-0 flex-wrap gap-1 overflow-hidden">
      {reasons.map((reason) => (
        <Chip key={reason.category} tone={TONE_OF[reason.category]} title={reason.label || undefined}>
          {inWords(reason)}
        </Chip>
      ))}
    </span>
  )
}

function inWords({ category, count, label }: QueueRow['reasons'][number]): string {
  if (category === 'rule') return t(label ? 'reason.rule' : 'reason.ruleUnnamed', { n: count, rules: label })
  return t(`reason.${category}`, { n: count })
}
