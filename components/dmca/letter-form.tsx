'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/letters'
import { useEffect, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Choices, Radio } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { ask, Refusal, useCommand } from '@/lib/client'
import type { DmcaView, DueLetter } from '@/lib/features/dmca/schema'
import type { LetterChannel, LetterDraft } from '@/lib/features/letters/schema'
import { t } from '@/lib/platform/i18n/translate'

const CHANNELS = ['mail', 'copied', 'post'] as const

interface Props {
  view: DmcaView
  onDone: () => void
}

/** The letter that is owed first, as it would go; read, and changed where it has to be, before it does. */
export function LetterForm({ view, onDone }: Props) {
  const [place, setPlace] = useState(0)
  const due = view.due[place]
  if (!due) return null
  return (
    <div className="flex flex-col gap-3">
      {view.due.length > 1 && (
        <Choices legend={t('dmca.lettersDue')}>
          {view.due.map((one, at) => (
            <Radio
              key={`${one.template} ${one.accountId}`}
              name="letter"
              label={[t(`dmca.letter.${one.template}`), one.handle].filter(Boolean).join(' · ')}
              checked={at === place}
              onChange={() => setPlace(at)}
            />
          ))}
        </Choices>
      )}
      <Draft key={`${due.template} ${due.accountId}`} view={view} due={due} onDone={onDone} />
    </div>
  )
}

type Looked = { draft: LetterDraft } | { failure: string } | null

function Draft({ view, due, onDone }: Props & { due: DueLetter }) {
  const { caseId } = view
  const { template, accountId } = due
  const [looked, setLooked] = useState<Looked>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isOver = false
    ask('letters.preview', { caseId, template, ...(accountId ? { accountId } : {}) }).then(
      (draft) => !isOver && setLooked({ draft }),
      (error: unknown) => !isOver && setLooked({ failure: error instanceof Refusal ? error.message : '' }),
    )
    return () => {
      isOver = true
    }
  }, [caseId, template, accountId, round])
  if (!looked) return <p role="status">{t('dmca.letter.loading')}</p>
  if ('failure' in looked)
    return (
      <Notice
        tone="danger"
        live="assertive"
        actions={
          <Button size="small" onClick={() => setRound(round + 1)}>
            {t('dmca.letter.again')}
          </Button>
        }
      >
        {t('dmca.letter.failed', { why: looked.failure })}
      </Notice>
    )
  return <Reading view={view} draft={looked.draft} accountId={accountId} onDone={onDone} />
}

function Reading({ view, draft, accountId, onDone }: Props & { draft: LetterDraft; accountId: string | null }) {
  const send = useCommand('notices.sendLetter')
  const [subject, setSubject] = useState(draft.subject)
  const [text, setText] = useState(draft.text)
  const [channel, setChannel] = useState<LetterChannel>(draft.to.canMail ? 'mail' : 'copied')
  const [sent, setSent] = useState<string | null>(null)
  const missing = draft.required.filter((one) => !one.phrases.every((phrase) => text.includes(phrase)))
  const { template, version } = draft
  const go = async () => {
    const whom = accountId ? { accountId } : {}
    const letter = { template, version, channel, subject, text, ...whom }
    const answer = await send.run({ caseId: view.caseId, version: view.version, letter })
    if (!answer) return
    // Its link was made a moment ago and stands nowhere else.
    if (channel === 'mail') onDone()
    else setSent(answer.text)
  }
  if (sent !== null)
    return (
      <div className="flex flex-col gap-3">
        <TextArea label={t('dmca.letter.sent')} readOnly rows={12} value={sent} />
        <Button kind="main" onClick={onDone}>
          {t('shell.close')}
        </Button>
      </div>
    )
  return (
    <div className="flex flex-col gap-3">
      <p>{t('dmca.letter.to', { party: draft.to.party || '—' })}</p>
      <TextField
        label={t('dmca.letter.subject')}
        maxLength={300}
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
      />
      <TextArea
        label={t('dmca.letter.text')}
        rows={14}
        maxLength={60_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="text-small text-ink-2" role="status">
        {missing.length === 0
          ? t('dmca.letter.whole')
          : t('dmca.letter.missing', { what: missing.map((one) => one.citation).join(', ') })}
      </p>
      <Choices legend={t('dmca.letter.channel')}>
        {CHANNELS.filter((one) => one !== 'mail' || draft.to.canMail).map((one) => (
          <Radio
            key={one}
            name="channel"
            label={t(`dmca.letter.${one}`)}
            checked={channel === one}
            onChange={() => setChannel(one)}
          />
        ))}
      </Choices>
      {draft.to.why && <p className="text-small text-ink-2">{t(`dmca.letter.noMail.${draft.to.why}`)}</p>}
      {send.refusal && <RefusalNote refusal={send.refusal} />}
      <Button kind="main" isBusy={send.isRunning} onClick={() => void go()}>
        {t(send.isRunning ? 'dmca.letter.sending' : 'dmca.letter.send')}
      </Button>
    </div>
  )
}
