import { acts } from './en/acts'
import { ends } from './en/ends'
import { errors } from './en/errors'
import { outcomes } from './en/outcomes'
import { passkeys } from './en/passkeys'
import { people } from './en/people'
import { reports } from './en/reports'
import { shell } from './en/shell'

/**
 * What a browser knows on every page: the frame, the queue and the report. The other rooms come with the screens that speak of
 * them: a client component that uses a sentence of the room `safety` imports `@/lib/platform/i18n/rooms/safety`.
 */
export const words: Partial<Record<string, string>> = {
  ...shell,
  ...reports,
  ...acts,
  ...outcomes,
  ...ends,
  ...people,
  ...passkeys,
  ...errors,
}

export function addRoom(room: Record<string, string>): void {
  Object.assign(words, room)
}
