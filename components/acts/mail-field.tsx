'use client'
import { Checkbox } from '@/components/ui/choice'
import { TextArea } from '@/components/ui/field'
import type { Consequences } from '@/lib/features/acts/schema'
import { t } from '@/lib/platform/i18n/translate'
import type { ActDraft } from './act-draft'
import { PresetField } from './preset-field'
import type { DeskCase } from './use-case-work'

interface Props {
  draft: ActDraft
  change: (part: Partial<ActDraft>) => void
  view: Pick<DeskCase, 'person' | 'isSpam'>
  mail: Consequences['mail']
  language: Consequences['language']
  /** The reported posts are kept: nobody is mailed. */
  isKeeping: boolean
}

/** The message to the person, whether it is mailed, and the whole mail as it would arrive. */
export function MailField({ draft, change, view, mail, language, isKeeping }: Props) {
  const isPossible = mail.isPossible && !isKeeping
  // The mail quotes the posts of the one report that the act answers.
  const cited = mail.citedPosts.filter((post) => post.reportIds.includes(draft.reportId ?? ''))
  return (
    <div className="flex flex-col gap-2">
      <PresetField
        language={language}
        onChoose={(text) => change({ message: [draft.message.trim(), text].filter(Boolean).join('\n\n') })}
      />
      <TextArea
        label={t('panel.message')}
        hint={t(view.person.isLocal ? 'panel.messageHint' : 'panel.messageRemote')}
        rows={2}
        maxLength={5000}
        value={draft.message}
        onChange={(event) => change({ message: event.target.value })}
      />
      {isPossible ? (
        <Checkbox
          label={t('panel.mail')}
          hint={draft.sendsMail ? undefined : t(view.isSpam ? 'panel.mailOffForSpam' : 'panel.mailOffText')}
          checked={draft.sendsMail}
          onChange={(event) => change({ sendsMail: event.target.checked })}
        />
      ) : (
        <p className="text-small text-ink-2">{t(isKeeping ? 'panel.mailOffForKeeping' : 'panel.mailImpossible')}</p>
      )}
      {isPossible && draft.sendsMail && <Preview message={draft.message} posts={cited} />}
    </div>
  )
}

function Preview({ message, posts }: { message: string; posts: Consequences['mail']['citedPosts'] }) {
  return (
    <figure className="rounded border border-dashed border-line-strong">
      <figcaption className="border-b px-3 py-1 text-small font-semibold text-ink-2">{t('panel.preview')}</figcaption>
      <div className="flex flex-col gap-2 px-3 py-2">
        <p className="text-small text-ink-2 italic">{t('panel.preview.opening')}</p>
        <p
          dir="auto"
          className={message ? 'text-said wrap-anywhere whitespace-pre-wrap' : 'text-small text-ink-2 italic'}
        >
          {message || t('panel.preview.empty')}
        </p>
        <div>
          <p className="text-small text-ink-2 italic">{t('panel.preview.posts', { n: posts.length })}</p>
          {posts.map((post) => (
            <blockquote
              key={post.id}
              dir="auto"
              className="mt-1 border-s-2 border-line-strong ps-2 text-row wrap-anywhere"
            >
              {post.text || t('panel.preview.post')}
            </blockquote>
          ))}
        </div>
        <p className="text-small text-ink-2 italic">{t('panel.preview.closing')}</p>
      </div>
    </figure>
  )
}
