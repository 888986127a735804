'use client'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { MomentField, momentOf, typedOf } from '@/components/clocks/moment-field'
import { CalendarField } from '@/components/clocks/start-form'
import { clockName } from '@/components/clocks/words'
import { BackLink } from '@/components/settings/back-link'
import { Button } from '@/components/ui/button'
import { Checkbox, Choices } from '@/components/ui/choice'
import { Select, TextArea, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { useCommand } from '@/lib/client'
import { ALWAYS, USUAL } from '@/lib/features/byhand/model'
import type { HandKind } from '@/lib/features/byhand/schema'
import { type ClockName, ruleOf } from '@/lib/features/deadlines/deadlines'
import type { Channel } from '@/lib/features/papers/schema'
import { isZone } from '@/lib/platform/calendar/zones'
import { t } from '@/lib/platform/i18n/translate'
import { isOriginalWhole, NO_ORIGINAL, OriginalField, sentOriginal } from './original-field'
import { ChannelField } from './paper-fields'

const KINDS = Object.keys(USUAL).filter((kind): kind is HandKind => kind in USUAL)

/** A case by hand: what came, when, from whom, and which clocks run from then. */
export function OpenForm({ zone: own, calendars, now }: { zone: string; calendars: readonly string[]; now: string }) {
  const router = useRouter()
  const open = useCommand('byhand.open')
  const [kind, setKind] = useState<HandKind>('other')
  const [title, setTitle] = useState('')
  const [zone, setZone] = useState(own)
  const [received, setReceived] = useState(typedOf(now, own))
  const [channel, setChannel] = useState<Channel>('mail')
  const [sender, setSender] = useState('')
  const [handle, setHandle] = useState('')
  const [clocks, setClocks] = useState<readonly ClockName[]>([])
  const [calendar, setCalendar] = useState('')
  const [tasks, setTasks] = useState('')
  const [original, setOriginal] = useState(NO_ORIGINAL)
  const [isTried, setTried] = useState(false)
  const [stopped, setStopped] = useState<number | null>(null)
  const isSafety = kind === 'childSafety'
  const receivedAt = isZone(zone) ? momentOf(received, zone) : null
  const needsCalendar = clocks.some((clock) => ruleOf(clock).needsCalendar)
  const isWhole =
    title.trim() && sender.trim() && receivedAt && (!needsCalendar || calendar) && isOriginalWhole(original)
  const missing = (is: boolean) => (isTried && is ? t('hand.missing') : undefined)
  const choose = (next: HandKind) => {
    setKind(next)
    setClocks(ALWAYS[next])
    if (next === 'childSafety') setOriginal(NO_ORIGINAL)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const made = await open.run({
      kind,
      title,
      receivedAt,
      channel,
      sender,
      handle,
      clocks: clocks.map((clock) => ({ clock, zone, calendar: ruleOf(clock).needsCalendar ? calendar : null })),
      tasks: tasks
        .split('\n')
        .map((task) => task.trim())
        .filter(Boolean),
      paper: isSafety ? null : await sentOriginal(original),
    })
    if (!made) return
    if (made.maySee && !isSafety) router.push(`/cases/${made.caseId}`)
    else if (made.maySee) router.push(`/safety/${made.caseId}`)
    else setStopped(made.number)
  }
  if (stopped !== null)
    return (
      <Notice live="polite" className="m-4">
        {t('hand.opened', { number: stopped })}
      </Notice>
    )
  return (
    <>
      <PageHead title={t('hand.open')} start={<BackLink href="/cases" label={t('hand.back')} />} />
      <form onSubmit={(event) => void save(event)} className="flex max-w-2xl flex-col gap-4 px-4 pb-6">
        <Select
          label={t('hand.kind')}
          value={kind}
          onChange={(event) => choose(KINDS.find((one) => one === event.target.value) ?? 'other')}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`hand.kind.${one}`)}
            </option>
          ))}
        </Select>
        {isSafety && <Notice tone="danger">{t('hand.childSafety')}</Notice>}
        <TextField
          label={t('hand.about')}
          maxLength={200}
          error={missing(!title.trim())}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <MomentField
          label={t('hand.receivedAt', { zone })}
          hint={t('hand.receivedHint')}
          error={missing(!receivedAt)}
          value={received}
          onChange={setReceived}
        />
        <ChannelField value={channel} onChange={setChannel} />
        <TextField
          label={t('hand.sender')}
          maxLength={300}
          error={missing(!sender.trim())}
          value={sender}
          onChange={(event) => setSender(event.target.value)}
        />
        <TextField
          label={t('hand.handle')}
          hint={t('hand.handleHint')}
          maxLength={300}
          dir="ltr"
          value={handle}
          onChange={(event) => setHandle(event.target.value)}
        />
        {!isSafety && (
          <OriginalField value={original} onChange={setOriginal} error={missing(!isOriginalWhole(original))} />
        )}
        {USUAL[kind].length > 0 && (
          <Choices legend={t('hand.clocks')} hint={t('hand.clocksHint')}>
            {USUAL[kind].map((clock) => (
              <Checkbox
                key={clock}
                label={clockName(clock)}
                hint={t('clock.by', { citation: ruleOf(clock).citation, family: t(`family.${ruleOf(clock).family}`) })}
                checked={clocks.includes(clock)}
                onChange={(event) =>
                  setClocks(event.target.checked ? [...clocks, clock] : clocks.filter((one) => one !== clock))
                }
              />
            ))}
          </Choices>
        )}
        <TextField
          label={t('hand.clockZone')}
          hint={t('clock.zoneHint')}
          error={isZone(zone) ? undefined : t('hand.missing')}
          dir="ltr"
          value={zone}
          onChange={(event) => setZone(event.target.value.trim())}
        />
        {needsCalendar && (
          <CalendarField calendars={calendars} value={calendar} onChange={setCalendar} error={missing(!calendar)} />
        )}
        <TextArea
          label={t('hand.tasks')}
          rows={3}
          maxLength={5000}
          value={tasks}
          onChange={(event) => setTasks(event.target.value)}
        />
        {open.refusal && <RefusalNote refusal={open.refusal} />}
        <Button type="submit" kind="main" isBusy={open.isRunning} className="self-start">
          {t(open.isRunning ? 'hand.creating' : 'hand.create')}
        </Button>
      </form>
    </>
  )
}
