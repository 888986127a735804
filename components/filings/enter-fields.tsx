'use client'
import '@/lib/platform/i18n/rooms/filings'
import '@/lib/platform/i18n/rooms/byhand'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { type Original, sentOriginal } from '@/components/byhand/original-field'
import { ChannelField } from '@/components/byhand/paper-fields'
import { MomentField, momentOf, typedOf } from '@/components/clocks/moment-field'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import type { Channel } from '@/lib/features/papers/schema'
import { exact } from '@/lib/platform/i18n/time'
import { t } from '@/lib/platform/i18n/translate'
import type { QueryOutput } from '@/lib/registry'

type Letter = QueryOutput<'entering.read'>
type Element = Letter['elements'][number]['element']
const ELEMENTS: readonly Element[] = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy']

interface Props {
  letter: Letter
  original: Original
  zone: string
  now: string
}

/** What a person confirms or corrects of what was found. */
export function EnterFields({ letter, original, zone, now }: Props) {
  const router = useRouter()
  const enter = useCommand('entering.enter')
  const firstOf = (element: Element) => letter.elements.find((one) => one.element === element)?.spans[0]
  const [there, setThere] = useState<readonly Element[]>(
    ELEMENTS.filter((element) => !letter.missing.includes(element) && letter.text !== ''),
  )
  // What nobody touches stays as the search left it.
  const [touched, setTouched] = useState<readonly Element[]>([])
  const [received, setReceived] = useState(typedOf(letter.receivedAt ?? now, zone))
  const [channel, setChannel] = useState<Channel>(original.entry === 'hand' ? 'post' : 'mail')
  const [sender, setSender] = useState({ ...letter.sender, principal: '', phone: '', address: '' })
  const [urls, setUrls] = useState(
    [...new Set(letter.targets.filter(({ kind }) => kind !== 'page').map(({ url, quote }) => url || quote))].join('\n'),
  )
  const [works, setWorks] = useState((firstOf('work')?.quote ?? '').replace(/\s+/g, ' ').slice(0, 500))
  const [isTried, setTried] = useState(false)
  const receivedAt = momentOf(received, zone)
  const isAhead = receivedAt !== null && new Date(receivedAt) > new Date(new Date(letter.now).getTime() + 60_000)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!receivedAt || isAhead) return
    const made = await enter.run({
      receivedAt,
      channel,
      sender,
      subject: letter.subject.slice(0, 300),
      works: works
        .split('\n')
        .map((work) => work.trim())
        .filter(Boolean),
      urls,
      elements: ELEMENTS.map((element) => {
        const span = firstOf(element)
        return {
          element,
          isThere: there.includes(element),
          isJudged: touched.includes(element),
          quote: span?.quote.slice(0, 10_000) ?? '',
          start: span?.start ?? null,
        }
      }),
      original: await sentOriginal(original),
      language: letter.language,
    })
    if (made) router.push(`/dmca/${made.caseId}`)
  }
  const part = (name: 'name' | 'principal' | 'email' | 'phone' | 'address', label: string, isLtr = false) => (
    <TextField
      label={label}
      value={sender[name]}
      maxLength={300}
      {...(isLtr ? { dir: 'ltr' } : {})}
      onChange={(event) => setSender({ ...sender, [name]: event.target.value })}
    />
  )
  return (
    <form onSubmit={(event) => void save(event)} className="flex min-w-0 flex-col gap-4 rounded border bg-sheet p-4">
      <Choices legend={t('entering.elements')} hint={t('entering.elementsHint')} className="[&_div]:gap-1.5">
        {ELEMENTS.map((element) => (
          <Checkbox
            key={element}
            label={t(`following.element.${element}`)}
            hint={
              element === 'contact' && letter.contact ? (
                t('entering.cameFrom', { address: letter.contact })
              ) : (
                <Quote text={firstOf(element)?.quote ?? null} />
              )
            }
            checked={there.includes(element)}
            onChange={(event) => {
              setTouched([...touched, element])
              setThere(event.target.checked ? [...there, element] : there.filter((one) => one !== element))
            }}
          />
        ))}
      </Choices>
      <MomentField
        label={t('entering.receivedAt', { zone })}
        hint={
          letter.receivedAt
            ? t('entering.receivedFrom')
            : letter.writtenAt
              ? t('entering.receivedWritten', { at: exact(letter.writtenAt, zone) })
              : t('hand.receivedHint')
        }
        error={isAhead ? t('entering.ahead') : isTried && !receivedAt ? t('entering.missing') : undefined}
        value={received}
        onChange={setReceived}
      />
      <ChannelField value={channel} onChange={setChannel} />
      <div className="grid gap-3 desk:grid-cols-2">
        {part('name', t('entering.sender'))}
        {part('principal', t('filing.principal'))}
        {part('email', t('filing.email'), true)}
        {part('phone', t('filing.phone'), true)}
      </div>
      {part('address', t('filing.address'))}
      <TextArea label={t('entering.works')} rows={2} value={works} onChange={(event) => setWorks(event.target.value)} />
      <TextArea
        label={t('entering.urls')}
        hint={t('entering.urlsHint')}
        rows={4}
        dir="ltr"
        spellCheck={false}
        value={urls}
        onChange={(event) => setUrls(event.target.value)}
      />
      {enter.refusal && <RefusalNote refusal={enter.refusal} />}
      <Button type="submit" kind="main" isBusy={enter.isRunning} className="self-start">
        {t(enter.isRunning ? 'entering.saving' : 'entering.save')}
      </Button>
    </form>
  )
}

function Quote({ text }: { text: string | null }) {
  if (text === null) return t('entering.notFound')
  return <q className="wrap-anywhere">{text.length > 160 ? `${text.slice(0, 160)}…` : text}</q>
}
