'use client'
import '@/lib/platform/i18n/rooms/lettering'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { useAsked } from '@/components/people/use-asked'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices, Radio } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Refusal } from '@/lib/client'
import { contentsIn } from '@/lib/features/letters/model'
import type { DraftInput, LetterChannel, LetterDraft, LetterInput } from '@/lib/features/letters/schema'
import type { QueryInput } from '@/lib/registry'
import { t } from '@/lib/platform/i18n/translate'
import { Contents } from './contents'
import { CopyText } from './copy-text'

const CHANNELS: readonly LetterChannel[] = ['mail', 'copied', 'post']

interface Props {
  wish: DraftInput & Pick<QueryInput<'letters.preview'>, 'reason' | 'review'>
  /** Does what the letter goes out with; answers the text as it went out, or null when it was refused. */
  onDecide: (letter: LetterInput) => Promise<{ text: string } | null>
  isRunning: boolean
  refusal: Refusal | null
  onClose?: () => void
}

/** A letter is read, may be changed, and goes out because somebody says so: by mail, or copied and sent by hand. */
export function LetterPanel({ wish, onDecide, isRunning, refusal, onClose }: Props) {
  const preview = useAsked('letters.preview')
  const [draft, setDraft] = useState<LetterDraft | null>(null)
  const [shows, setShows] = useState({ withAddress: false, withPhone: false })
  const read = async (more = shows) => setDraft(await preview.run({ ...wish, ...more }))
  const show = (more: Partial<typeof shows>) => {
    const next = { ...shows, ...more }
    setShows(next)
    void read(next)
  }
  return (
    <section aria-label={t('lettering.title', { template: wish.template })} className="flex flex-col gap-3">
      <p className="font-medium">
        {wish.template} {t(`lettering.name.${wish.template}`)}
      </p>
      {wish.template === 'D5' && draft && (
        <>
          <p className="text-small text-ink-2">{t('lettering.promised')}</p>
          <Checkbox
            label={t('lettering.withAddress')}
            checked={shows.withAddress}
            onChange={(event) => show({ withAddress: event.target.checked })}
          />
          <Checkbox
            label={t('lettering.withPhone')}
            checked={shows.withPhone}
            onChange={(event) => show({ withPhone: event.target.checked })}
          />
        </>
      )}
      {!draft && (
        <div className="flex flex-wrap gap-2">
          <Button isBusy={preview.isRunning} onClick={() => void read()}>
            {t(preview.isRunning ? 'lettering.reading' : 'lettering.read')}
          </Button>
          {onClose && <Button onClick={onClose}>{t('lettering.cancel')}</Button>}
        </div>
      )}
      {preview.refusal && <RefusalNote refusal={preview.refusal} />}
      {draft && (
        <LetterForm
          key={draft.text}
          draft={draft}
          shows={shows}
          isRefused={refusal?.code === 'letter.forbidden'}
          onDecide={onDecide}
          isRunning={isRunning}
          onClose={() => (onClose ? onClose() : setDraft(null))}
        />
      )}
      {refusal && <RefusalNote refusal={refusal} />}
    </section>
  )
}

interface FormProps extends Pick<Props, 'onDecide' | 'isRunning'> {
  draft: LetterDraft
  /** Of the sender, in the letter to the subscriber. */
  shows: { withAddress: boolean; withPhone: boolean }
  /** It says something that it may not say without a reason. */
  isRefused: boolean
  onClose: () => void
}

function LetterForm({ draft, shows, isRefused, onDecide, isRunning, onClose }: FormProps) {
  const { template, version, to } = draft
  const [subject, setSubject] = useState(draft.subject)
  const [text, setText] = useState(draft.text)
  const [channel, setChannel] = useState<LetterChannel>(to.canMail ? 'mail' : 'copied')
  const [isWithout, setWithout] = useState(false)
  const [disclosure, setDisclosure] = useState('')
  const isDisclosing = shows.withAddress || shows.withPhone || isRefused
  const [sent, setSent] = useState<string | null>(null)
  const contents = contentsIn(text, draft.required)
  const isWhole = contents.every(({ isThere }) => isThere)
  const accountId = draft.accountId ?? undefined
  const decide = async (event: FormEvent) => {
    event.preventDefault()
    const why = isDisclosing ? { disclosure } : {}
    const whose = accountId ? { accountId } : {}
    const answer = await onDecide({ template, version, channel, subject, text, ...why, ...whose })
    if (!answer) return
    if (channel === 'mail') onClose()
    else setSent(answer.text)
  }
  if (sent !== null) return <CopyText text={sent} onClose={onClose} />
  return (
    <form onSubmit={(event) => void decide(event)} className="flex flex-col gap-3">
      <p className="wrap-anywhere">
        <span className="text-ink-2">{t('lettering.to')}</span> <bdi>{to.party}</bdi>
        {draft.recipient !== 'subscriber' && <bdi className="text-ink-2"> {to.email ?? t('lettering.noAddress')}</bdi>}
      </p>
      {draft.recipient === 'subscriber' && <p className="text-small text-ink-2">{t('lettering.sealed')}</p>}
      <TextField
        label={t('lettering.subject')}
        value={subject}
        maxLength={300}
        required
        onChange={(event) => setSubject(event.target.value)}
      />
      <TextArea
        label={t('lettering.text')}
        hint={text.includes('[[') ? t('lettering.link') : undefined}
        rows={14}
        className="[&_textarea]:max-h-[32rem]"
        value={text}
        maxLength={60_000}
        required
        onChange={(event) => setText(event.target.value)}
      />
      <Contents contents={contents} />
      <Choices legend={t('lettering.channel')}>
        {CHANNELS.filter((one) => one !== 'mail' || to.canMail).map((one) => (
          <Radio
            key={one}
            name={`channel-${template}`}
            label={t(`lettering.channel.${one}`)}
            checked={channel === one}
            onChange={() => setChannel(one)}
          />
        ))}
      </Choices>
      {isDisclosing && (
        <TextField
          label={t('lettering.disclosure')}
          hint={t('lettering.disclosureHint')}
          maxLength={500}
          value={disclosure}
          onChange={(event) => setDisclosure(event.target.value)}
        />
      )}
      {to.why && <Notice>{t(`lettering.why.${to.why}`)}</Notice>}
      {!isWhole && (
        <Checkbox
          label={t('lettering.without')}
          checked={isWithout}
          onChange={(event) => setWithout(event.target.checked)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="main" isBusy={isRunning} why={isWhole || isWithout ? null : t('lettering.without')}>
          {t(isRunning ? 'lettering.sending' : channel === 'mail' ? 'lettering.mail' : 'lettering.given')}
        </Button>
        <Button onClick={onClose}>{t('lettering.cancel')}</Button>
      </div>
    </form>
  )
}
