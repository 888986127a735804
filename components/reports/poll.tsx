import type { PostView } from '@/lib/features/reports/schema'
import { t } from '@/lib/platform/i18n/translate'

/** What a poll offers, and how many chose each. */
export function Poll({ options }: { options: PostView['poll'] }) {
  return (
    <ul aria-label={t('post.poll')} className="mt-1 list-disc ps-5 text-row">
      {options.map((option, place) => (
        <li key={`${place} ${option.title}`}>
          <bdi>{option.title}</bdi>
          {option.votes !== null && (
            <span className="text-small text-ink-2"> {t('post.votes', { n: option.votes })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
