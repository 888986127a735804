'use client'
import '@/lib/platform/i18n/rooms/copyright'
import '@/lib/platform/i18n/rooms/copyright-acts'
import '@/lib/platform/i18n/rooms/byhand'
import { useState } from 'react'
import { isOriginalWhole, NO_ORIGINAL, OriginalField, sentOriginal } from '@/components/byhand/original-field'
import { ChannelField } from '@/components/byhand/paper-fields'
import { MomentField, momentOf, typedOf } from '@/components/clocks/moment-field'
import { useZone } from '@/components/shell/zone'
import { TextField } from '@/components/ui/field'
import type { Channel } from '@/lib/features/papers/schema'
import { t } from '@/lib/platform/i18n/translate'

/** The fields of a paper that came in: when it reached the agent, from whom, by which way, and the original. */
export function usePaper(now: string, party: string) {
  const zone = useZone()
  const [typed, setTyped] = useState(typedOf(now, zone))
  const [from, setFrom] = useState(party)
  const [channel, setChannel] = useState<Channel>('mail')
  const [original, setOriginal] = useState(NO_ORIGINAL)
  const [isTried, setTried] = useState(false)
  const at = momentOf(typed, zone)
  const missing = (is: boolean) => (isTried && is ? t('dmca.missingField') : undefined)
  const fields = (
    <>
      <MomentField
        label={t('dmca.paper.receivedAt', { zone })}
        hint={t('dmca.paper.receivedHint')}
        error={missing(!at)}
        value={typed}
        onChange={setTyped}
      />
      <TextField
        label={t('dmca.paper.party')}
        maxLength={300}
        error={missing(!from.trim())}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <ChannelField value={channel} onChange={setChannel} />
      <OriginalField value={original} onChange={setOriginal} error={missing(!isOriginalWhole(original))} />
    </>
  )
  /** What was typed, as a command takes it; null while something is missing, which is then said beside it. */
  const take = async () => {
    setTried(true)
    if (!at || !from.trim() || !isOriginalWhole(original)) return null
    return { at, party: from, channel, subject: '', original: await sentOriginal(original) }
  }
  return { fields, take }
}
