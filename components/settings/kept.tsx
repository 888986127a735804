import { BackLink } from '@/components/settings/back-link'
import { Chip } from '@/components/ui/chip'
import { PageHead } from '@/components/ui/page-head'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type View = QueryOutput<'settings.kept'>

/** What is kept, why and until when: the list in code, in words. */
export function Kept({ view }: { view: View }) {
  return (
    <>
      <PageHead title={t('kept.title')} start={<BackLink />} />
      <p className="max-w-[68ch] px-4 pb-3 text-ink-2">{t('kept.lead')}</p>
      <ul className="mx-4 mb-6 rounded border bg-sheet">
        {view.places.map((place) => (
          <li key={place.id} className="border-b px-4 py-3 last:border-0">
            <Place place={place} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Place({ place: { id, protection, until, where } }: { place: View['places'][number] }) {
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-1 desk:grid-cols-2">
      <div>
        <h2 className="font-semibold">{t(messageFor('kept', `${id}.what`, 'kept.title'))}</h2>
        <p className="mt-1">
          <Chip tone={protection === 'sealed' ? 'sealed' : 'plain'}>{t(`kept.protection.${protection}`)}</Chip>
        </p>
      </div>
      <dl className="grid grid-cols-[3.5rem_minmax(0,1fr)] content-start gap-x-2 gap-y-1">
        <dt className="text-ink-2">{t('kept.why')}</dt>
        <dd>{t(messageFor('kept', `${id}.why`, 'kept.title'))}</dd>
        <dt className="text-ink-2">{t('kept.until')}</dt>
        <dd>{t(messageFor('kept', `${id}.until`, 'kept.title'), until)}</dd>
      </dl>
      {where.length > 0 && (
        <details className="text-small text-ink-2 desk:col-span-2">
          <summary className="min-h-6 underline underline-offset-2 phone:py-2.5">{t('kept.where')}</summary>
          <ul dir="ltr" className="font-mono">
            {where.map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}
