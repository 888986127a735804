'use client'
import '@/lib/platform/i18n/rooms/holds'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { SOURCES, type Source, suggestedKeepUntil } from '@/lib/features/holds/model'
import type { HoldInput, HoldList } from '@/lib/features/holds/schema'
import { day } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import { HoldScope } from './hold-scope'

interface Props {
  people: HoldList['people']
  today: string
  onClose: () => void
}

export interface Draft {
  cases: string
  accounts: string
  posts: string
  isEverything: boolean
  fromOn: string
  untilOn: string
}
const EMPTY: Draft = { cases: '', accounts: '', posts: '', isEverything: false, fromOn: '', untilOn: '' }
const linesOf = (text: string): string[] => text.split(/\n/).flatMap((line) => line.trim() || [])

/** Places a hold. What was typed stays when it is refused. */
export function HoldForm({ people, today, onClose }: Props) {
  const place = useCommand('holds.place')
  const [source, setSource] = useState<Source>('subpoena')
  const [reference, setReference] = useState('')
  const [releaseEvent, setReleaseEvent] = useState('')
  const [scope, setScope] = useState(EMPTY)
  const [startsOn, setStartsOn] = useState(today)
  const [keepUntil, setKeepUntil] = useState('')
  const [isSecret, setSecret] = useState(false)
  const [secretUntil, setSecretUntil] = useState('')
  const [namedIds, setNamedIds] = useState<readonly string[]>([])
  const [isTried, setTried] = useState(false)
  const numbers = scope.cases.split(/[\s,]+/).flatMap((text) => text.replace(/^#/, '') || [])
  const names = { accounts: linesOf(scope.accounts), posts: linesOf(scope.posts) }
  const isNamed = numbers.length + names.accounts.length + names.posts.length > 0
  const isNumbers = numbers.every((text) => /^\d{1,9}$/.test(text))
  const isWhole = reference.trim() !== '' && releaseEvent.trim() !== '' && isNumbers && isNamed !== scope.isEverything
  const suggested = suggestedKeepUntil(source, startsOn)
  const missing = (value: string) => (isTried && value.trim() === '' ? t('holds.missing') : undefined)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const hold: HoldInput = {
      ...names,
      source,
      reference,
      releaseEvent,
      startsOn,
      isSecret,
      isEverything: scope.isEverything,
      caseNumbers: numbers.map(Number),
      fromOn: scope.fromOn || null,
      untilOn: scope.untilOn || null,
      keepUntil: keepUntil || null,
      secretUntil: secretUntil || null,
      namedIds: [...namedIds],
    }
    if (await place.run(hold)) onClose()
  }
  return (
    <form
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="flex flex-col gap-3 rounded border bg-sheet p-4"
    >
      <Select
        autoFocus
        label={t('holds.source')}
        value={source}
        onChange={(event) => setSource(SOURCES.find((one) => one === event.target.value) ?? 'other')}
      >
        {SOURCES.map((one) => (
          <option key={one} value={one}>
            {t(`holds.source.${one}`)}
          </option>
        ))}
      </Select>
      <TextField
        label={t('holds.reference')}
        hint={t('holds.referenceHint')}
        error={missing(reference)}
        maxLength={500}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <HoldScope
        scope={scope}
        onChange={(change) => setScope({ ...scope, ...change })}
        errors={{
          cases: isTried && !isNumbers ? t('holds.wrongNumbers') : undefined,
          everything: isTried && isNamed === scope.isEverything ? t('holds.scopeMissing') : undefined,
        }}
      />
      <div className="grid gap-3 desk:grid-cols-2">
        <TextField
          type="date"
          required
          label={t('holds.starts')}
          value={startsOn}
          onChange={(event) => setStartsOn(event.target.value)}
        />
        <div className="flex flex-col items-start gap-1">
          <TextField
            type="date"
            className="w-full"
            label={t('holds.keepUntil')}
            hint={t('holds.keepUntilHint', { suggested: suggested ? day(suggested) : 'none' })}
            value={keepUntil}
            onChange={(event) => setKeepUntil(event.target.value)}
          />
          {suggested && suggested !== keepUntil && (
            <Button size="small" onClick={() => setKeepUntil(suggested)}>
              {t('holds.suggest', { day: day(suggested) })}
            </Button>
          )}
        </div>
      </div>
      <TextArea
        label={t('holds.releaseEvent')}
        hint={t('holds.releaseEventHint')}
        error={missing(releaseEvent)}
        rows={2}
        maxLength={500}
        value={releaseEvent}
        onChange={(event) => setReleaseEvent(event.target.value)}
      />
      <Checkbox
        label={t('holds.secret')}
        hint={t('holds.secretHint')}
        checked={isSecret}
        onChange={(event) => setSecret(event.target.checked)}
      />
      {isSecret && (
        <div className="flex flex-col gap-3 border-s ps-3">
          <TextField
            type="date"
            label={t('holds.secretUntil')}
            hint={t('holds.secretUntilHint')}
            value={secretUntil}
            onChange={(event) => setSecretUntil(event.target.value)}
          />
          {people.length > 0 && (
            <Choices legend={t('holds.named')} isRow>
              {people.map(({ id, acct }) => (
                <Checkbox
                  key={id}
                  label={<bdi>@{acct}</bdi>}
                  checked={namedIds.includes(id)}
                  onChange={({ target }) =>
                    setNamedIds(target.checked ? [...namedIds, id] : namedIds.filter((one) => one !== id))
                  }
                />
              ))}
            </Choices>
          )}
        </div>
      )}
      {place.refusal && <RefusalNote refusal={place.refusal} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={place.isRunning}>
          {t(place.isRunning ? 'holds.placing' : 'holds.place')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('holds.cancel')}
        </Button>
      </div>
    </form>
  )
}
