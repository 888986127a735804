import { isoDayIn } from '@/lib/platform/calendar/zones'

// Written out: what a browser calls a month hangs on the year of its data ("Sep", "Sept"), and the server wrote the page before.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A day as a clock's zone has it: "18 Nov". */
export function dayOf(at: string, zone: string): string {
  const [, month = 1, day] = isoDayIn(new Date(at), zone).split('-').map(Number)
  return `${day} ${MONTHS[month - 1]}`
}

/** The same with its weekday: "Wed 18 Nov". */
export function longDayOf(at: string, zone: string): string {
  const weekday = new Date(`${isoDayIn(new Date(at), zone)}T00:00:00Z`).getUTCDay()
  return `${WEEKDAYS[weekday]} ${dayOf(at, zone)}`
}
