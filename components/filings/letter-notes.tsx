'use client'
import '@/lib/platform/i18n/rooms/filings'
import Link from 'next/link'
import { Notice } from '@/components/ui/notice'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Letter = QueryOutput<'entering.read'>

/** What is to be known of a letter before it is believed: said, never judged. */
export function LetterNotes({ letter }: { letter: Letter }) {
  const { doubts, duplicates, attachments, language, isHtmlOnly, replyTo, targets, inQuoted } = letter
  const hasPictures = attachments.some(({ kind }) => kind === 'picture')
  const hasAddress = targets.some(({ kind }) => kind === 'post' || kind === 'media')
  const foreign = language && language !== 'en' ? new Intl.DisplayNames('en', { type: 'language' }).of(language) : null
  return (
    <div className="flex flex-col gap-2">
      {duplicates.length > 0 && (
        <Notice tone="warn" title={t('entering.duplicates')}>
          {duplicates.map(({ caseId, number }) => (
            <Link key={caseId} href={`/dmca/${caseId}`} prefetch={false} className="block underline underline-offset-2">
              {t('entering.duplicate', { number })}
            </Link>
          ))}
        </Notice>
      )}
      {doubts.length > 0 && (
        <Notice tone="warn" title={t('entering.doubts')}>
          <ul className="list-disc ps-5">
            {doubts.map((doubt) => (
              <li key={doubt}>{t(`entering.doubt.${doubt}`, { address: replyTo ?? '' })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {inQuoted.length > 0 && (
        <Notice tone="warn">
          {t('entering.inQuoted', {
            what: inQuoted.map((element) => t(`following.element.${element}`)).join(', '),
          })}
        </Notice>
      )}
      {foreign && <Notice>{t('entering.language', { language: foreign })}</Notice>}
      {isHtmlOnly && <Notice>{t('entering.htmlOnly')}</Notice>}
      {hasPictures && !hasAddress && <Notice tone="warn">{t('entering.screenshots')}</Notice>}
      {attachments.length > 0 && (
        <Notice title={t('entering.attachments')}>
          <ul className="list-disc ps-5">
            {attachments.map(({ name, kind, size }, n) => (
              <li key={`${n} ${name}`} className={kind === 'program' ? 'text-danger' : undefined}>
                <bdi className="wrap-anywhere">{name || '—'}</bdi> · {t(`entering.attachment.${kind}`)} ·{' '}
                {Math.ceil(size / 1000)} kB
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
