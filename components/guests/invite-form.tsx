'use client'
import '@/lib/platform/i18n/rooms/room'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { Button } from '@/components/ui/button'
import { Choices, Radio } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { useCommand } from '@/lib/client'
import { t } from '@/lib/platform/i18n/translate'
import { makeLink } from './link'
import { LinkBox } from './link-box'

const ROLES = ['lawyer', 'auditor'] as const
const NUMBERS = /^\s*(\d{1,9}\s*(,\s*\d{1,9}\s*)*)?$/
const EMPTY = { name: '', endsOn: '', cases: '' }

/** Who, as what, until when, and which cases; then a link that stands nowhere else. */
export function InviteForm({ today }: { today: string }) {
  const invite = useCommand('guests.invite')
  const [form, setForm] = useState(EMPTY)
  const [role, setRole] = useState<(typeof ROLES)[number]>('lawyer')
  const [isTried, setTried] = useState(false)
  const [made, setMade] = useState<{ name: string; address: string } | null>(null)
  const { name, endsOn, cases } = form
  const isWhole = name.trim() !== '' && endsOn !== '' && NUMBERS.test(cases)
  const missing = (text: string) => (isTried && text.trim() === '' ? t('guests.missing') : undefined)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    setMade(null)
    const link = await makeLink()
    const caseNumbers = [
      ...new Set(
        cases
          .split(',')
          .filter((part) => part.trim())
          .map(Number),
      ),
    ]
    const done = await invite.run({ name, role, endsOn, caseNumbers, inviteHash: link.hash })
    if (!done) return
    setMade({ name, address: link.address })
    setForm(EMPTY)
    setTried(false)
  }
  const field = (key: keyof typeof EMPTY) => ({
    value: form[key],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value }),
  })
  return (
    <form onSubmit={(event) => void send(event)} className="flex flex-col items-start gap-3">
      <TextField
        label={t('guests.name')}
        hint={t('guests.nameHint')}
        error={missing(name)}
        maxLength={80}
        className="w-full max-w-80"
        {...field('name')}
      />
      <Choices legend={t('guests.role')}>
        {ROLES.map((one) => (
          <Radio
            key={one}
            name="guest-role"
            label={t(`guests.role.${one}`)}
            checked={role === one}
            onChange={() => setRole(one)}
          />
        ))}
      </Choices>
      <TextField
        label={t('guests.endsOn')}
        hint={t('guests.endsOnHint')}
        error={missing(endsOn)}
        type="date"
        min={today}
        {...field('endsOn')}
      />
      <TextField
        label={t('guests.cases')}
        hint={t('guests.casesHint')}
        error={isTried && !NUMBERS.test(cases) ? t('guests.casesWrong') : undefined}
        inputMode="numeric"
        maxLength={500}
        className="w-full max-w-80"
        {...field('cases')}
      />
      {invite.refusal && <RefusalNote refusal={invite.refusal} />}
      <Button type="submit" kind="main" isBusy={invite.isRunning}>
        {t(invite.isRunning ? 'guests.making' : 'guests.make')}
      </Button>
      {made && <LinkBox {...made} />}
    </form>
  )
}
