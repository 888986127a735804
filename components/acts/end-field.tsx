'use client'
import { Select, TextField } from '@/components/ui/field'
import { type Message, t } from '@/lib/platform/i18n/translate'
import { type ActDraft, END_DAYS } from './act-draft'

interface Props {
  draft: Pick<ActDraft, 'endKind' | 'endOn'>
  change: (part: Partial<ActDraft>) => void
  error: Message | null
}

/** Until when an act holds: for some days, until a date, or until somebody undoes it. */
export function EndField({ draft, change, error }: Props) {
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t('panel.end')}
        hint={draft.endKind === 'none' ? undefined : t('panel.end.hint')}
        value={draft.endKind}
        onChange={(event) => change({ endKind: event.target.value })}
      >
        <option value="none">{t('panel.end.none')}</option>
        {END_DAYS.map((n) => (
          <option key={n} value={n}>
            {t('panel.end.days', { n })}
          </option>
        ))}
        <option value="date">{t('panel.end.date')}</option>
      </Select>
      {draft.endKind === 'date' && (
        <TextField
          type="date"
          label={t('panel.end.on')}
          error={error && t(error)}
          value={draft.endOn}
          onChange={(event) => change({ endOn: event.target.value })}
        />
      )}
    </div>
  )
}
