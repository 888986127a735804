import '@/lib/platform/i18n/rooms/lettering'
import type { RequiredView } from '@/lib/features/letters/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** What the law wants in a letter, and whether it is still there after it was changed. */
export function Contents({ contents }: { contents: readonly RequiredView[] }) {
  const missing = contents.filter(({ isThere }) => !isThere)
  return (
    <details open={missing.length > 0}>
      <summary className="text-small font-semibold text-ink-2">
        {t('lettering.contents')} ({contents.length - missing.length}/{contents.length})
      </summary>
      <ul className="mt-1 flex flex-col gap-1 text-small">
        {contents.map(({ name, citation, phrases, isThere }) => (
          <li key={name} className={isThere ? 'text-ink-2' : 'font-medium text-danger'}>
            {t(isThere ? 'lettering.there' : 'lettering.missing')}:{' '}
            {t(messageFor('letter.has', name, 'letter.has.case'))}{' '}
            <span className="font-normal text-ink-2">({citation})</span>
            {!isThere && (
              <p className="font-normal wrap-anywhere">{t('lettering.phrases', { words: phrases.join(' · ') })}</p>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
