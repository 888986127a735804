import { dayOf } from '@/lib/features/holds/model'
import { day } from '@/lib/platform/i18n/time'

/** The day to whose end something is kept, as a sentence takes it. */
export const keptDay = (endsAt: string): string => day(`${dayOf(new Date(endsAt))}T00:00:00Z`)
