import { t } from '@/lib/platform/i18n/translate'
import type { CounterForm } from './schema'

type Said = Omit<CounterForm, 'token'>

/** What is there of 512(g)(3)(A) to (D), as the form was filled in; the agent says whether it complies. */
export function elementsOf({ name, address, phone, text, belief, court, service, signature }: Said) {
  return {
    signature: signature !== '',
    material: text.trim() !== '',
    belief,
    person: name !== '' && address !== '' && phone !== '',
    consent: court !== '' && service,
  }
}

/** The form as the letter that it is: what is sealed, and handed to whoever complained. */
export function counterLetter(form: Said): string {
  const parts = [
    form.text.trim(),
    form.belief ? t('counterForm.belief') : '',
    form.court ? t(`counterForm.${form.court}`) : '',
    form.service ? t('counterForm.service') : '',
    [form.name, form.address, form.phone].filter(Boolean).join('\n'),
    form.signature ? `${t('counterForm.signature')}: ${form.signature}` : '',
  ]
  return parts.filter(Boolean).join('\n\n')
}
