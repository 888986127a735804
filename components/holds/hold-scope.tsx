import '@/lib/platform/i18n/rooms/holds'
import { Checkbox, Choices } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'
import type { Draft } from './hold-form'

interface Props {
  scope: Draft
  onChange: (change: Partial<Draft>) => void
  errors: { cases: string | undefined; everything: string | undefined }
}

/** What a hold keeps: named, or said to be everything. */
export function HoldScope({ scope, onChange, errors }: Props) {
  return (
    <fieldset className="flex flex-col gap-3 border-s ps-3">
      <legend className="text-small font-semibold text-ink-2">{t('holds.keeps')}</legend>
      <TextField
        label={t('holds.cases')}
        hint={t('holds.casesHint')}
        error={errors.cases}
        inputMode="numeric"
        value={scope.cases}
        onChange={(event) => onChange({ cases: event.target.value })}
      />
      <div className="grid gap-3 desk:grid-cols-2">
        <TextArea
          label={t('holds.accounts')}
          hint={t('holds.accountsHint')}
          dir="ltr"
          value={scope.accounts}
          onChange={(event) => onChange({ accounts: event.target.value })}
        />
        <TextArea
          label={t('holds.posts')}
          hint={t('holds.postsHint')}
          dir="ltr"
          value={scope.posts}
          onChange={(event) => onChange({ posts: event.target.value })}
        />
      </div>
      <Choices legend={t('holds.allOf')} isLegendHidden error={errors.everything}>
        <Checkbox
          label={t('holds.everything')}
          hint={t('holds.everythingHint')}
          checked={scope.isEverything}
          onChange={(event) => onChange({ isEverything: event.target.checked })}
        />
      </Choices>
      <Choices legend={t('holds.range')} hint={t('holds.rangeHint')} isRow>
        <TextField
          type="date"
          label={t('holds.from')}
          value={scope.fromOn}
          onChange={(event) => onChange({ fromOn: event.target.value })}
        />
        <TextField
          type="date"
          label={t('holds.until')}
          value={scope.untilOn}
          onChange={(event) => onChange({ untilOn: event.target.value })}
        />
      </Choices>
    </fieldset>
  )
}
