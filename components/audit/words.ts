import '@/lib/platform/i18n/rooms/all'
import { type Message, isMessage, t } from '@/lib/platform/i18n/translate'

/** A command as somebody would say it; one that has no words yet goes by its own name. */
export function wordsOf(command: string): string {
  const key = `did.${command}`
  return isMessage(key) ? t(key) : command
}

const PLACES: Record<string, Message> = { public: 'audit.stranger', setup: 'audit.setup' }
const MACHINERY = 'docket:'

/** Who it was, as the log knows them. */
export function whoOf(actor: string): string {
  if (actor.startsWith(MACHINERY)) return t('audit.machinery', { name: actor.slice(MACHINERY.length) })
  const place = PLACES[actor]
  return place ? t(place) : actor
}
