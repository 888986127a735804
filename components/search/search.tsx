import Link from 'next/link'
import { ExactTime } from '@/components/case/exact-time'
import { ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import type { FoundCase, SearchView } from '@/lib/features/search/schema'
import { t } from '@/lib/platform/i18n/translate'
import { addressOf } from './search-address'
import { SearchForm } from './search-form'
import { kindName } from './words'

/** Cases by their words, newest first, each with the places where the words stand. */
export function Search({ view }: { view: SearchView }) {
  const { rows, filter, next, isBehind } = view
  return (
    <>
      <PageHead title={t('search.title')} />
      <p className="px-4 pb-2 text-small text-ink-2">{t('search.hint')}</p>
      <SearchForm view={view} />
      {isBehind && (
        <div className="px-4 pb-3">
          <Notice tone="warn">{t('search.behind')}</Notice>
        </div>
      )}
      {filter.text === '' && <EmptyState title={t('search.start')}>{t('search.startText')}</EmptyState>}
      {filter.text !== '' && rows.length === 0 && (
        <EmptyState title={t('search.none')}>{t('search.noneText')}</EmptyState>
      )}
      {rows.length > 0 && (
        <ul aria-label={t('search.results')} className="border-t">
          {rows.map((row) => (
            <Found key={row.id} row={row} />
          ))}
        </ul>
      )}
      {next && (
        <div className="p-4">
          <ButtonLink href={addressOf({ ...filter, after: next })}>{t('search.next')}</ButtonLink>
        </div>
      )}
    </>
  )
}

function Found({ row }: { row: FoundCase }) {
  return (
    <li className="border-b px-4 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <Link
          href={`/${row.kind === 'report' ? 'reports' : 'cases'}/${row.id}`}
          prefetch={false}
          className="font-medium underline"
        >
          {t('search.case', { number: row.number })}
        </Link>
        {row.title && <bdi className="foreign min-w-0 wrap-anywhere">{row.title}</bdi>}
        {row.person && (
          <>
            <bdi className="foreign">{row.person.name}</bdi>
            <bdi dir="ltr" className="foreign text-ink-2">
              {row.person.handle}
            </bdi>
          </>
        )}
        {row.kind !== 'report' && <Chip>{kindName(row.kind)}</Chip>}
        <Chip>{t(`search.state.${row.state}`)}</Chip>
        <span className="text-small text-ink-2">
          {t('search.opened')} <ExactTime at={row.openedAt} />
        </span>
      </p>
      {row.excerpts.map(({ kind, excerpt }, place) => (
        <p key={place} className="mt-1 flex gap-2 wrap-anywhere">
          <span className="w-14 flex-none text-small text-ink-2">{t(`search.in.${kind}`)}</span>
          <span dir="auto" className="foreign min-w-0">
            {excerpt.before}
            <mark className="rounded-sm bg-accent-ground text-ink">{excerpt.hit}</mark>
            {excerpt.after}
          </span>
        </p>
      ))}
    </li>
  )
}
