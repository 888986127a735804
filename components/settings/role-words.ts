import '@/lib/platform/i18n/rooms/settings'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** The roles of this console in words, most telling first as they come. */
export function roleWords(roles: readonly string[]): string[] {
  return roles.map((role) => t(messageFor('role', role, 'role.unknown'), { role }))
}
