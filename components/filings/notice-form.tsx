'use client'
import '@/lib/platform/i18n/rooms/filings'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { About } from '@/lib/features/filings/schema'
import { t } from '@/lib/platform/i18n/translate'
import { useSend } from './use-send'

/** How many addresses have a row of their own; the schema that says so stays on the server. */
interface Props {
  about: About
  most: number
}

/** The form for a notice. It is a plain form first: with JavaScript it is sent from the page, and goes ahead of the others. */
export function NoticeForm({ about, most }: Props) {
  const { state, refusal, send } = useSend(about)
  const isOurs = about === 'copyright'
  return (
    <form
      method="post"
      action="/api/commands/filings.file"
      onSubmit={(event) => void send(event)}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="about" value={about} />
      {isOurs && (
        <TextArea label={t('filing.works')} hint={t('filing.worksHint')} name="works" rows={3} autoComplete="off" />
      )}
      <TextArea
        label={t(isOurs ? 'filing.urls' : 'filing.urlsOther')}
        hint={isOurs ? t('filing.urlsHint', { most }) : t('filing.urlsOtherHint')}
        name="urls"
        rows={5}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
      />
      {about !== 'childSafety' && (
        <TextArea
          label={t(isOurs ? 'filing.more' : 'filing.moreOther')}
          hint={isOurs ? t('filing.moreHint') : undefined}
          name="more"
          rows={3}
        />
      )}
      <Choices legend={t('filing.contact')} hint={t('filing.contactHint')}>
        <div className="grid gap-3 desk:grid-cols-2">
          <TextField label={t('filing.name')} name="name" autoComplete="name" maxLength={200} />
          {isOurs && <TextField label={t('filing.principal')} name="principal" maxLength={200} />}
          <TextField
            label={t('filing.email')}
            name="email"
            autoComplete="email"
            inputMode="email"
            dir="ltr"
            maxLength={320}
          />
          <TextField
            label={t('filing.phone')}
            name="phone"
            autoComplete="tel"
            inputMode="tel"
            dir="ltr"
            maxLength={100}
          />
          {isOurs && (
            <TextArea
              label={t('filing.address')}
              name="address"
              rows={2}
              autoComplete="street-address"
              maxLength={500}
            />
          )}
        </div>
      </Choices>
      {isOurs && (
        <>
          <Choices legend={t('filing.statements')} className="[&_div]:gap-2">
            <Checkbox name="goodFaith" value="yes" label={t('filing.goodFaith')} />
            <Checkbox name="accuracy" value="yes" label={t('filing.accuracy')} />
          </Choices>
          <TextField
            label={t('filing.signature')}
            hint={t('filing.signatureHint')}
            name="signature"
            maxLength={200}
            className="max-w-80"
          />
          <p className="text-small text-ink-2">{t('filing.nothingNeeded')}</p>
        </>
      )}
      {refusal && <RefusalNote refusal={refusal} />}
      {refusal?.code === 'tooMany' && (
        <p className="text-row">
          {t('filing.failed.tooMany')}{' '}
          <a href="/dmca/agent" className="underline">
            {t('filing.failed.agent')}
          </a>
        </p>
      )}
      <noscript>
        <Notice>{t('filing.slow')}</Notice>
      </noscript>
      <Button type="submit" kind="main" isBusy={state !== 'idle'} className="self-start">
        {t(
          state === 'working'
            ? 'filing.working'
            : state === 'sending'
              ? 'filing.sending'
              : isOurs
                ? 'filing.send'
                : 'filing.sendOther',
        )}
      </Button>
    </form>
  )
}
