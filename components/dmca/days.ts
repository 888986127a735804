/** A day as a clock's zone has it: "18 Nov". */
export function dayOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone }).format(new Date(at))
}

/** The same with its weekday: "Wed 18 Nov". */
export function longDayOf(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone })
  return parts.format(new Date(at)).replace(',', '')
}
