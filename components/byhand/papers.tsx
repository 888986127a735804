'use client'
import '@/lib/platform/i18n/rooms/clocks'
import '@/lib/platform/i18n/rooms/byhand'
import { type FormEvent, useState } from 'react'
import { RefusalNote } from '@/components/acts/refusal-note'
import { ExactTime } from '@/components/case/exact-time'
import { MomentField, momentOf, typedOf } from '@/components/clocks/moment-field'
import { useZone } from '@/components/shell/zone'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Choices, Radio } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { useCommand } from '@/lib/client'
import type { Channel, PaperKind, PaperView } from '@/lib/features/papers/schema'
import { t } from '@/lib/platform/i18n/translate'
import { isOriginalWhole, NO_ORIGINAL, OriginalField, sentOriginal } from './original-field'
import { ChannelField, PaperKindField } from './paper-fields'

interface Props {
  at: { caseId: string; version: number }
  papers: PaperView[]
  mayWork: boolean
  now: string
}

/** What came in and what went out, each with its original in the vault. */
export function Papers({ at, papers, mayWork, now }: Props) {
  const [isEntering, setEntering] = useState(false)
  return (
    <Panel title={t('hand.papers')}>
      {papers.length === 0 && <p className="text-ink-2">{t('hand.noPapers')}</p>}
      <ul className="flex flex-col gap-3">
        {papers.map((paper) => (
          <PaperLine key={paper.id} paper={paper} />
        ))}
      </ul>
      {mayWork && !isEntering && (
        <Button size="small" className="mt-3" onClick={() => setEntering(true)}>
          {t('hand.addPaper')}
        </Button>
      )}
      {isEntering && <PaperForm at={at} now={now} onClose={() => setEntering(false)} />}
    </Panel>
  )
}

function PaperLine({ paper }: { paper: PaperView }) {
  const { id, way, kind, at, party, channel, entry, recordedAt, recordedBy, subject, sha256, isKept } = paper
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-2">
        <Chip tone={way === 'in' ? 'accent' : 'plain'}>{t(`hand.${way}`)}</Chip>
        <span className="font-medium">{t(`hand.paperKind.${kind}`)}</span>
        <ExactTime at={at} />
        {isKept && (
          <a href={`/api/papers/${id}`} download className="text-accent underline underline-offset-2">
            {t('hand.save')}
          </a>
        )}
      </p>
      {subject && (
        <p dir="auto" className="wrap-anywhere">
          {subject}
        </p>
      )}
      <p className="text-small wrap-anywhere text-ink-2">
        {t('hand.paperLine', { by: party, channel: t(`hand.channel.${channel}`), entry })}
      </p>
      <p className="text-small text-ink-2">
        {t('hand.recorded')} <ExactTime at={recordedAt} /> {recordedBy && <bdi dir="ltr">@{recordedBy}</bdi>}
      </p>
      {sha256 && <p className="font-mono text-small break-all text-ink-2">SHA-256 {sha256}</p>}
    </li>
  )
}

function PaperForm({ at, now, onClose }: { at: Props['at']; now: string; onClose: () => void }) {
  const zone = useZone()
  const add = useCommand('papers.add')
  const [way, setWay] = useState<'in' | 'out'>('in')
  const [kind, setKind] = useState<PaperKind>('letter')
  const [typed, setTyped] = useState(typedOf(now, zone))
  const [party, setParty] = useState('')
  const [channel, setChannel] = useState<Channel>('mail')
  const [subject, setSubject] = useState('')
  const [original, setOriginal] = useState(NO_ORIGINAL)
  const [isTried, setTried] = useState(false)
  const moment = momentOf(typed, zone)
  const missing = (is: boolean) => (isTried && is ? t('hand.missing') : undefined)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!moment || !party.trim() || !isOriginalWhole(original)) return
    const paper = { way, kind, at: moment, party, channel, subject, original: await sentOriginal(original) }
    if (await add.run({ ...at, paper })) onClose()
  }
  return (
    <form onSubmit={(event) => void save(event)} className="mt-3 flex flex-col gap-3 rounded border bg-sheet p-3">
      <Choices legend={t('hand.paperWay')} isRow>
        {(['in', 'out'] as const).map((one) => (
          <Radio
            key={one}
            name="way"
            label={t(one === 'in' ? 'hand.paperIn' : 'hand.paperOut')}
            checked={way === one}
            onChange={() => setWay(one)}
          />
        ))}
      </Choices>
      <PaperKindField value={kind} onChange={setKind} />
      <MomentField
        label={t('hand.paperAt', { zone })}
        hint={t('clock.atHint')}
        error={missing(!moment)}
        value={typed}
        onChange={setTyped}
      />
      <TextField
        label={t('hand.paperParty')}
        maxLength={300}
        error={missing(!party.trim())}
        value={party}
        onChange={(event) => setParty(event.target.value)}
      />
      <ChannelField value={channel} onChange={setChannel} />
      <TextField
        label={t('hand.paperSubject')}
        maxLength={300}
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
      />
      <OriginalField value={original} onChange={setOriginal} error={missing(!isOriginalWhole(original))} />
      {add.refusal && <RefusalNote refusal={add.refusal} />}
      <div className="flex gap-2">
        <Button type="submit" kind="main" isBusy={add.isRunning}>
          {t(add.isRunning ? 'hand.entering' : 'hand.enter')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('clock.cancel')}
        </Button>
      </div>
    </form>
  )
}
