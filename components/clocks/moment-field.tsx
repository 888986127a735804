'use client'
import { TextField } from '@/components/ui/field'
import { parseDay } from '@/lib/platform/calendar/days'
import { instantOf, isoIn } from '@/lib/platform/calendar/zones'

interface Props {
  label: string
  hint?: string
  error?: string | undefined
  value: string
  onChange: (value: string) => void
}

/** A day and a time of a zone, as they are typed: "2026-11-26T10:00". */
export function MomentField({ label, hint, error, value, onChange }: Props) {
  return (
    <TextField
      type="datetime-local"
      label={label}
      hint={hint}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** What was typed, as an instant; null while it is none. */
export function momentOf(typed: string, zone: string): string | null {
  const [date = '', time = ''] = typed.split('T')
  const day = parseDay(date)
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number)
  if (day === null || Number.isNaN(hours + minutes)) return null
  return instantOf(day, hours * 3600 + minutes * 60, zone).toISOString()
}

/** An instant as the field writes it. */
export const typedOf = (at: string, zone: string): string => isoIn(new Date(at), zone).slice(0, 16)
