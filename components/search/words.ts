import '@/lib/platform/i18n/rooms/byhand'
import { messageFor, t } from '@/lib/platform/i18n/translate'

/** What a case is, in the words of the form that opens one. */
export const kindName = (kind: string): string => t(messageFor('hand.kind', kind, 'hand.kind.other'))
