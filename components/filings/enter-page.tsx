'use client'
import '@/lib/platform/i18n/rooms/filings'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import {
  isOriginalWhole,
  NO_ORIGINAL,
  type Original,
  OriginalField,
  sentOriginal,
} from '@/components/byhand/original-field'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { PageHead } from '@/components/ui/page-head'
import { ask, Refusal } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'
import { EnterFields } from './enter-fields'
import { LetterNotes } from './letter-notes'
import { MarkedLetter } from './marked-letter'

type Letter = QueryOutput<'entering.read'>

/** A notice that came by mail, post or telephone: read, looked through, and confirmed by a person before it is entered. */
export function EnterPage({ zone, now }: { zone: string; now: string }) {
  const [original, setOriginal] = useState<Original>({ ...NO_ORIGINAL, entry: 'paste' })
  const [letter, setLetter] = useState<Letter | null>(null)
  const [isReading, setReading] = useState(false)
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const change = (next: Original) => {
    setOriginal(next)
    setLetter(null)
  }
  const look = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isOriginalWhole(original) || isReading) return
    setReading(true)
    setRefusal(null)
    try {
      setLetter(await ask('entering.read', { original: await sentOriginal(original) }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setRefusal(error)
    } finally {
      setReading(false)
    }
  }
  return (
    <>
      <PageHead title={t('entering.title')} start={<BackLink href="/dmca" label={t('entering.back')} />} />
      <div className="flex max-w-6xl flex-col gap-4 px-4 pb-8">
        <form onSubmit={(event) => void look(event)} className="flex max-w-2xl flex-col gap-3">
          <OriginalField
            value={original}
            onChange={change}
            error={isTried && !isOriginalWhole(original) ? t('entering.missing') : undefined}
          />
          {refusal && <RefusalNote refusal={refusal} />}
          <Button type="submit" isBusy={isReading} className="self-start">
            {t(isReading ? 'entering.looking' : 'entering.look')}
          </Button>
        </form>
        {letter && (
          <div className="grid items-start gap-4 wide:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-3">
              <LetterNotes letter={letter} />
              {letter.text && <MarkedLetter letter={letter} />}
            </div>
            <EnterFields letter={letter} original={original} zone={zone} now={now} />
          </div>
        )}
      </div>
    </>
  )
}
