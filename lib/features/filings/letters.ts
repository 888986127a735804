import { t } from '@/lib/platform/i18n/translate'

/** Asks whether the address is theirs. It names nothing of what was filed: whoever's address was typed in gets no story. */
export function confirmationLetter(facts: { domain: string; number: number; link: string; receivedAt: string }) {
  const text = [
    t('filing.mail.hello', facts),
    '',
    t('filing.mail.press'),
    facts.link,
    '',
    t('filing.mail.counts', facts),
    t('filing.mail.notYou'),
  ].join('\n')
  return { subject: t('filing.mail.subject', facts), text }
}
