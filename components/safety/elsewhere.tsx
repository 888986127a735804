import { t } from '@/lib/platform/i18n/translate'
import { OutsideLink } from '@/components/ui/outside-link'

/** Other countries, in a line each (reference: csam-handling.md 2). Pointers only: each has to be read by counsel. */
export function Elsewhere() {
  return (
    <details className="mt-4 rounded bg-sunk px-3 py-1.5">
      <summary className="min-h-6 font-semibold text-ink-2 phone:py-2.5">{t('safety.elsewhere')}</summary>
      <ul className="ms-4 flex max-w-[68ch] list-disc flex-col gap-1 pt-1">
        <li>{t('safety.elsewhere.uk')}</li>
        <li>{t('safety.elsewhere.eu')}</li>
        <li>
          {t('safety.elsewhere.ca')}{' '}
          <OutsideLink href="https://www.cybertip.ca/">{t('safety.elsewhere.cybertip')}</OutsideLink>
        </li>
        <li>
          {t('safety.elsewhere.other')}{' '}
          <OutsideLink href="https://www.inhope.org/">{t('safety.elsewhere.inhope')}</OutsideLink>
        </li>
      </ul>
      <p className="mt-1 text-small text-ink-2">{t('safety.noAdvice')}</p>
    </details>
  )
}
