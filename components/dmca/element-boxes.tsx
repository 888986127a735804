'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import { Checkbox, Choices } from '@/components/ui/choice'
import type { CounterElements } from '@/lib/features/counters/schema'
import { t } from '@/lib/platform/i18n/translate'

const ELEMENTS = ['signature', 'material', 'belief', 'person', 'consent'] as const

interface Props {
  value: CounterElements
  onChange: (value: CounterElements) => void
}

/** (A) to (D) of 512(g)(3), as whoever reads the counter-notice finds them. */
export function ElementBoxes({ value, onChange }: Props) {
  return (
    <Choices legend={t('dmca.counterForm.elements')} hint={t('dmca.counterForm.day0')}>
      {ELEMENTS.map((one) => (
        <Checkbox
          key={one}
          label={t(`dmca.celement.${one}`)}
          checked={value[one]}
          onChange={(event) => onChange({ ...value, [one]: event.target.checked })}
        />
      ))}
    </Choices>
  )
}
