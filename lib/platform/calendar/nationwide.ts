import { type CalendarData, type Calendars, calendarsFrom } from './calendars'
import data from './data/nationwide.json'

/** The calendars that come with this version of Docket. On the server only: the data is of no use to a screen. */
export const CALENDARS: Calendars = calendarsFrom(data satisfies CalendarData)
export const CALENDAR_IDS: readonly string[] = ['US-FED', ...Object.keys(data.states)]
