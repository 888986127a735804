import { Section } from '@/components/reports/section'
import { Chip } from '@/components/ui/chip'
import type { PostView, ReportView } from '@/lib/features/reports/schema'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { ExactTime } from './exact-time'

/** What the reporters said. No button: for rooms where a case is only read. */
export function Said({ reports }: { reports: readonly Omit<ReportView, 'url'>[] }) {
  return (
    <Section title={t('archive.reports', { n: reports.length })}>
      <ul>
        {reports.map((report) => (
          <li key={report.id} className="mb-2 rounded border bg-sheet px-3 py-2">
            <p className="flex flex-wrap items-center gap-x-2 text-small text-ink-2">
              <Chip>{t(messageFor('category', report.category, 'category.other'))}</Chip>
              <bdi dir="ltr">{report.reporter.handle}</bdi>
              <ExactTime at={report.createdAt} />
            </p>
            <p dir="auto" className="wrap-anywhere whitespace-pre-line">
              {report.comment || t('archive.noComment')}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The posts, their media told of and not shown. */
export function Posts({ posts }: { posts: readonly PostView[] }) {
  if (posts.length === 0) return null
  return (
    <Section title={t('posts.title')}>
      {posts.map((post) => (
        <article key={post.id} className="mb-2 rounded border bg-sheet px-3 py-2">
          <p className="text-small text-ink-2">
            <ExactTime at={post.createdAt} />
          </p>
          {post.warning && <p className="font-medium">{t('post.warning', { text: post.warning })}</p>}
          {/* Sanitised when the view was made. */}
          <div
            className="post-body"
            dir="auto"
            lang={post.language ?? undefined}
            dangerouslySetInnerHTML={{ __html: post.html }}
          />
          {post.media.length > 0 && (
            <p className="text-small text-ink-2">{t('archive.media', { n: post.media.length })}</p>
          )}
        </article>
      ))}
    </Section>
  )
}

/** What the team said to itself. */
export function Notes({ notes }: { notes: readonly { id: string; by: string; text: string; at: string }[] }) {
  if (notes.length === 0) return null
  return (
    <Section title={t('archive.notes')}>
      <ul>
        {notes.map((note) => (
          <li key={note.id} className="py-1">
            <p className="text-small text-ink-2">
              <bdi>{note.by}</bdi> <ExactTime at={note.at} />
            </p>
            <p dir="auto" className="wrap-anywhere whitespace-pre-line">
              {note.text}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
