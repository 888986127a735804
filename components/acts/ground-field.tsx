'use client'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import type { Consequences } from '@/lib/features/acts/schema'
import { type Message, t } from '@/lib/platform/i18n/translate'
import type { ActDraft } from './act-draft'

interface Props {
  draft: ActDraft
  change: (part: Partial<ActDraft>) => void
  consequences: Pick<Consequences, 'rules' | 'needsGround'>
  error: Message | null
}

/** On what ground: rules of the instance, or a law and why it applies. What the reports name stands first. */
export function GroundField({ draft, change, consequences, error }: Props) {
  const { rules, needsGround } = consequences
  const kinds = (['rule', 'law', 'none'] as const).filter((kind) => kind !== 'none' || !needsGround)
  const sorted = rules.toSorted((a, b) => Number(b.isReported) - Number(a.isReported))
  const toggle = (id: string, isOn: boolean) =>
    change({ ruleIds: isOn ? [...draft.ruleIds, id] : draft.ruleIds.filter((other) => other !== id) })
  return (
    <div data-ground className="flex flex-col gap-2">
      <Choices legend={t('panel.ground')} isRow error={error && t(error)}>
        {kinds.map((kind) => (
          <Radio
            key={kind}
            name="ground"
            label={t(`panel.ground.${kind}`)}
            checked={draft.groundKind === kind}
            onChange={() => change({ groundKind: kind })}
          />
        ))}
      </Choices>
      {draft.groundKind === 'rule' && (
        <Choices legend={t('panel.ground.rules')} isLegendHidden className="ps-6">
          {sorted.length === 0 && <p className="text-ink-2">{t('panel.ground.noRules')}</p>}
          {sorted.map((rule) => (
            <Checkbox
              key={rule.id}
              label={<bdi>{rule.text}</bdi>}
              hint={rule.isReported ? t('panel.ground.reported') : undefined}
              checked={draft.ruleIds.includes(rule.id)}
              onChange={(event) => toggle(rule.id, event.target.checked)}
            />
          ))}
        </Choices>
      )}
      {draft.groundKind === 'law' && (
        <div className="flex flex-col gap-2 ps-6">
          <TextField
            label={t('panel.ground.whichLaw')}
            hint={t('panel.ground.lawHint')}
            maxLength={200}
            value={draft.law}
            onChange={(event) => change({ law: event.target.value })}
          />
          <TextArea
            label={t('panel.ground.why')}
            rows={2}
            maxLength={2000}
            value={draft.why}
            onChange={(event) => change({ why: event.target.value })}
          />
        </div>
      )}
    </div>
  )
}
