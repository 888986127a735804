'use client'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { cx } from '@/components/ui/cx'
import { TextArea, TextField } from '@/components/ui/field'
import type { Consequences } from '@/lib/features/acts/schema'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { type ActDraft, wrongTerritory } from './act-draft'

interface Props {
  draft: ActDraft
  change: (part: Partial<ActDraft>) => void
  consequences: Pick<Consequences, 'rules' | 'needsGround'>
  error: Message | null
  /** Confirming was tried: what is wrong is said. */
  isTried: boolean
}

/** On what ground: rules of the instance, or a law and why it applies. What the reports name stands first. */
export function GroundField({ draft, change, consequences, error, isTried }: Props) {
  const wrongPlace = isTried ? wrongTerritory(draft) : null
  const { rules, needsGround } = consequences
  const kinds = (['rule', 'law', 'none'] as const).filter((kind) => kind !== 'none' || !needsGround)
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
      {draft.groundKind === 'rule' && <Rules draft={draft} change={change} rules={rules} />}
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
          <TextField
            label={t('panel.territory')}
            hint={t('panel.territoryHint')}
            error={wrongPlace && t(wrongPlace)}
            maxLength={240}
            value={draft.territory}
            onChange={(event) => change({ territory: event.target.value })}
          />
        </div>
      )}
    </div>
  )
}

const COLUMNS = 'grid gap-x-4 gap-y-1 wide:grid-cols-2'

function Rules({ draft, change, rules }: Pick<Props, 'draft' | 'change'> & { rules: Consequences['rules'] }) {
  const reported = rules.filter((rule) => rule.isReported)
  const others = rules.filter((rule) => !rule.isReported)
  const toggle = (id: string, isOn: boolean) =>
    change({ ruleIds: isOn ? [...draft.ruleIds, id] : draft.ruleIds.filter((other) => other !== id) })
  const boxes = (some: Consequences['rules']) =>
    some.map((rule) => (
      <Checkbox
        key={rule.id}
        label={<bdi>{rule.text}</bdi>}
        checked={draft.ruleIds.includes(rule.id)}
        onChange={(event) => toggle(rule.id, event.target.checked)}
      />
    ))
  return (
    <Choices legend={t('panel.ground.rules')} isLegendHidden className="ps-6">
      {rules.length === 0 && <p className="text-ink-2">{t('panel.ground.noRules')}</p>}
      <div className={COLUMNS}>{boxes(reported.length > 0 ? reported : others)}</div>
      {reported.length > 0 && others.length > 0 && (
        // Open where one of them is chosen already.
        <details open={others.some(({ id }) => draft.ruleIds.includes(id))}>
          <summary className="inline-flex min-h-6 items-center rounded text-small text-accent underline underline-offset-2">
            {t('panel.ground.otherRules', { n: others.length })}
          </summary>
          <div className={cx('mt-1', COLUMNS)}>{boxes(others)}</div>
        </details>
      )}
    </Choices>
  )
}
