'use client'
import '@/lib/platform/i18n/rooms/search'
import { useRouter } from 'next/navigation'
import { type FormEvent, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import type { SearchView } from '@/lib/features/search/schema'
import { t } from '@/lib/platform/i18n/translate'
import { addressOf, searchIn } from './search-address'
import { kindName } from './words'

const STATES = ['any', 'open', 'closed'] as const

/** What to search for; it stands in the address. */
export function SearchForm({ view: { filter, kinds } }: { view: Pick<SearchView, 'filter' | 'kinds'> }) {
  const router = useRouter()
  const [isGoing, start] = useTransition()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const filled = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    start(() => router.push(addressOf(searchIn(Object.fromEntries(filled)))))
  }
  const shown = filter.kind === 'any' || kinds.includes(filter.kind) ? kinds : [...kinds, filter.kind]
  return (
    <form
      key={addressOf(filter)}
      action="/search"
      role="search"
      aria-label={t('search.filters')}
      onSubmit={send}
      className="flex flex-wrap items-end gap-2 px-4 pb-3 phone:grid phone:grid-cols-2"
    >
      <TextField
        name="text"
        type="search"
        label={t('search.label')}
        dir="auto"
        defaultValue={filter.text}
        maxLength={200}
        className="min-w-0 flex-[1_1_24rem] phone:col-span-2"
      />
      <Select name="state" label={t('search.state')} defaultValue={filter.state} className="desk:w-40">
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(`search.state.${state}`)}
          </option>
        ))}
      </Select>
      {shown.length > 1 && (
        <Select name="kind" label={t('search.kind')} defaultValue={filter.kind} className="desk:w-40">
          <option value="any">{t('search.kind.any')}</option>
          {shown.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </Select>
      )}
      <TextField
        name="from"
        type="date"
        label={t('search.from')}
        defaultValue={filter.from ?? ''}
        className="desk:w-40"
      />
      <TextField name="to" type="date" label={t('search.to')} defaultValue={filter.to ?? ''} className="desk:w-40" />
      <Button type="submit" kind="main" isBusy={isGoing}>
        {t('search.go')}
      </Button>
    </form>
  )
}
