'use client'
import '@/lib/platform/i18n/rooms/connect'
import { type FormEvent, type Ref, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { Step } from './step'

/** The one-time code: whoever can read the terminal may set the console up. */
export function CodeStep({ isKnown, headingRef }: { isKnown: boolean; headingRef?: Ref<HTMLHeadingElement> }) {
  return (
    <Step n={1} title={t('connect.code.title')} {...(headingRef ? { headingRef } : {})}>
      {isKnown ? (
        <Notice tone="ok" live="polite">
          {t('connect.code.fits')}
        </Notice>
      ) : (
        <div className="grid gap-4 desk:grid-cols-2">
          <CodeForm />
          <WhereItIs />
        </div>
      )}
    </Step>
  )
}

function CodeForm() {
  const check = useCommand('instance.checkCode')
  const [code, setCode] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setEmpty(code.trim() === '')
    const answered = code.trim() !== '' && (await check.run({ code }))
    if (!answered) field.current?.focus()
  }
  const error = isEmpty ? t('connect.code.empty') : check.refusal?.message
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col gap-3">
      <div aria-live="assertive">
        <TextField
          ref={field}
          label={t('connect.code.label')}
          hint={t('connect.code.hint')}
          error={error}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={100}
          dir="ltr"
          className="[&_input]:font-mono [&_input]:tracking-wider"
        />
      </div>
      <Button type="submit" kind="main" isBusy={check.isRunning} className="self-start phone:w-full">
        {t(check.isRunning ? 'connect.code.checking' : 'connect.code.go')}
      </Button>
    </form>
  )
}

function WhereItIs() {
  return (
    <div className="rounded bg-sunk px-3 py-2 text-ink-2 desk:self-start">
      <h3 className="text-small font-semibold">{t('connect.code.whereTitle')}</h3>
      <ul className="ms-4 list-disc">
        <li>{t('connect.code.whereTerminal')}</li>
        <li>{t('connect.code.whereFile')}</li>
      </ul>
      <p className="mt-1">{t('connect.code.whereFrom')}</p>
    </div>
  )
}
