'use client'
import '@/lib/platform/i18n/rooms/byhand'
import { Select } from '@/components/ui/field'
import type { Channel, PaperKind } from '@/lib/features/papers/schema'
import { t } from '@/lib/platform/i18n/translate'

const CHANNELS: readonly Channel[] = ['mail', 'form', 'post', 'phone', 'inPerson', 'mastodon', 'other']
const KINDS: readonly PaperKind[] = [
  'notice',
  'counterNotice',
  'courtPaper',
  'retraction',
  'request',
  'order',
  'letter',
  'other',
]

/** By which way a paper came or went. */
export function ChannelField({ value, onChange }: { value: Channel; onChange: (value: Channel) => void }) {
  return (
    <Select
      label={t('hand.channel')}
      value={value}
      onChange={(event) => onChange(CHANNELS.find((one) => one === event.target.value) ?? value)}
    >
      {CHANNELS.map((one) => (
        <option key={one} value={one}>
          {t(`hand.channel.${one}`)}
        </option>
      ))}
    </Select>
  )
}

export function PaperKindField({ value, onChange }: { value: PaperKind; onChange: (value: PaperKind) => void }) {
  return (
    <Select
      label={t('hand.paperKind')}
      value={value}
      onChange={(event) => onChange(KINDS.find((one) => one === event.target.value) ?? value)}
    >
      {KINDS.map((one) => (
        <option key={one} value={one}>
          {t(`hand.paperKind.${one}`)}
        </option>
      ))}
    </Select>
  )
}
