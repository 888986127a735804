import type { PostView } from '@/lib/features/reports/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** The post that a post quotes, with whether the quoted person lets it be shown. */
export function Quote({ quote }: { quote: NonNullable<PostView['quote']> }) {
  return (
    <blockquote className="mt-2 rounded border border-dashed px-3 py-2">
      <p className="flex flex-wrap gap-2 text-small text-ink-2">
        {quote.handle ? t('quote.of', { handle: quote.handle }) : t('quote.title')}
        {quote.state !== 'accepted' && <span>{t(messageFor('quote', quote.state, 'quote.unknown'))}</span>}
      </p>
      {quote.html === null ? (
        <p className="text-ink-2">{t('quote.none')}</p>
      ) : (
        // Sanitised when the view was made.
        <div className="post-body" dir="auto" dangerouslySetInnerHTML={{ __html: quote.html }} />
      )}
    </blockquote>
  )
}
