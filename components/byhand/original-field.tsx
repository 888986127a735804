'use client'
import '@/lib/platform/i18n/rooms/byhand'
import { useRef } from 'react'
import { Choices, Radio } from '@/components/ui/choice'
import { Field, TextArea } from '@/components/ui/field'
import { t } from '@/lib/platform/i18n/translate'

export interface Original {
  entry: 'hand' | 'paste' | 'eml'
  text: string
  file: File | null
}
export const NO_ORIGINAL: Original = { entry: 'hand', text: '', file: null }
const WAYS = ['hand', 'paste', 'eml'] as const

/** The original of a paper: told, pasted, or the file as it is. */
export function OriginalField({
  value,
  onChange,
  error,
}: {
  value: Original
  onChange: (value: Original) => void
  error?: string | undefined
}) {
  const box = useRef<HTMLInputElement>(null)
  return (
    <div className="flex flex-col gap-2">
      <Choices legend={t('hand.paper')} hint={t('hand.paper.sealed')} error={error} isRow>
        {WAYS.map((entry) => (
          <Radio
            key={entry}
            name="original"
            label={t(`hand.paper.${entry}`)}
            checked={value.entry === entry}
            onChange={() => onChange({ ...value, entry })}
          />
        ))}
      </Choices>
      {value.entry === 'paste' && (
        <TextArea
          label={t('hand.paper.text')}
          rows={6}
          maxLength={400_000}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      )}
      {value.entry === 'eml' && (
        <Field label={t('hand.paper.file')}>
          {(ties) => (
            <input
              {...ties}
              ref={box}
              type="file"
              accept=".eml,message/rfc822"
              className="text-row phone:min-h-11"
              onChange={(event) => onChange({ ...value, file: event.target.files?.[0] ?? null })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

export const isOriginalWhole = ({ entry, text, file }: Original): boolean =>
  entry === 'hand' || (entry === 'paste' ? text.trim() !== '' : file !== null)

/** As a command takes it. */
export async function sentOriginal({ entry, text, file }: Original) {
  if (entry === 'paste') return { entry, text } as const
  if (entry === 'eml' && file) return { entry, base64: base64Of(new Uint8Array(await file.arrayBuffer())) } as const
  return { entry: 'hand' } as const
}

function base64Of(bytes: Uint8Array): string {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(letters)
}
