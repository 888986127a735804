'use client'
import '@/lib/platform/i18n/rooms/audit'
import { useRouter } from 'next/navigation'
import { type FormEvent, useTransition } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Select, TextField } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { type AuditAddress, addressIn, addressOf, isFiltered } from './audit-address'
import { whoOf, wordsOf } from './words'

interface Props {
  address: AuditAddress
  actors: readonly string[]
  commands: readonly string[]
  formers: QueryOutput<'audit.list'>['formers']
}

const OUTCOMES = ['done', 'refused', 'failed'] as const

/** The filters of the log. They stand in the address, so a page of the log can be kept and sent to a colleague. */
export function AuditFilters({ address, actors, commands, formers }: Props) {
  const router = useRouter()
  const [isGoing, start] = useTransition()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const filled = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    start(() => router.push(addressOf(addressIn(Object.fromEntries(filled)))))
  }
  return (
    <form
      // The address may change under the form: a link took the filters away.
      key={addressOf(address)}
      action="/audit"
      aria-label={t('audit.filters')}
      onSubmit={send}
      className="flex flex-wrap items-end gap-2 phone:grid phone:grid-cols-2"
    >
      <TextField
        name="about"
        label={t('audit.filter.about')}
        defaultValue={address.about ?? ''}
        placeholder={t('audit.filter.aboutSuch')}
        maxLength={500}
        spellCheck={false}
        dir="auto"
        className="desk:w-60 phone:col-span-2"
      />
      <Select name="actor" label={t('audit.filter.actor')} defaultValue={address.actor ?? ''} className="desk:w-44">
        <Options of={actors} chosen={address.actor} words={whoOf} />
      </Select>
      <Select
        name="command"
        label={t('audit.filter.command')}
        defaultValue={address.command ?? ''}
        className="desk:w-56"
      >
        <Options of={commands} chosen={address.command} words={wordsOf} />
      </Select>
      <TextField
        name="case"
        label={t('audit.filter.case')}
        defaultValue={address.case ?? ''}
        inputMode="numeric"
        pattern="[0-9]*"
        maxLength={9}
        className="desk:w-28"
      />
      <Select
        name="outcome"
        label={t('audit.filter.outcome')}
        defaultValue={address.outcome ?? ''}
        className="desk:w-28"
      >
        <Options of={OUTCOMES} chosen={address.outcome} words={(outcome) => t(`audit.outcome.${outcome}`)} />
      </Select>
      <Select name="kind" label={t('audit.filter.kind')} defaultValue={address.kind ?? ''} className="desk:w-28">
        <Options of={kindsIn(commands)} chosen={address.kind} words={(kind) => kind} />
      </Select>
      <TextField
        name="from"
        type="date"
        label={t('audit.filter.from')}
        defaultValue={address.from ?? ''}
        className="desk:w-36"
      />
      <TextField
        name="until"
        type="date"
        label={t('audit.filter.until')}
        defaultValue={address.until ?? ''}
        className="desk:w-36"
      />
      <TextField
        name="row"
        label={t('audit.filter.row')}
        defaultValue={address.row ?? ''}
        maxLength={36}
        spellCheck={false}
        dir="ltr"
        className="desk:w-28"
      />
      {formers.length > 0 && (
        <Select name="on" label={t('audit.filter.on')} defaultValue={address.on ?? ''} className="desk:w-44">
          <option value="">{t('audit.filter.here')}</option>
          {formers.map(({ id, domain }) => (
            <option key={id} value={id}>
              {t('audit.filter.former', { domain })}
            </option>
          ))}
        </Select>
      )}
      <Button type="submit" isBusy={isGoing}>
        {t('audit.filter.go')}
      </Button>
      {isFiltered(address) && (
        <ButtonLink kind="quiet" href="/audit">
          {t('audit.filter.clear')}
        </ButtonLink>
      )}
    </form>
  )
}

const kindsIn = (commands: readonly string[]): string[] =>
  [...new Set(commands.map((command) => command.split('.')[0] ?? ''))].filter(Boolean).toSorted()

interface OptionsProps<V extends string> {
  of: readonly V[]
  chosen: string | undefined
  words: (value: V) => string
}

/** What is chosen stays to be seen even when the log no longer offers it. */
function Options<V extends string>({ of, chosen, words }: OptionsProps<V>) {
  return (
    <>
      <option value="">{t('audit.filter.any')}</option>
      {of.map((value) => (
        <option key={value} value={value}>
          {words(value)}
        </option>
      ))}
      {chosen && !of.some((value) => value === chosen) && <option value={chosen}>{chosen}</option>}
    </>
  )
}
