import { isClock, ruleOf } from '@/lib/features/deadlines/deadlines'
import type { Mark } from '@/lib/features/deadlines/schema'
import { exact } from '@/lib/platform/i18n/time'
import { messageFor, t } from '@/lib/platform/i18n/translate'
import { DEPUTY } from './model'

interface Facts {
  number: number
  caseId: string
  kind: string
  clock: string
  mark: Mark
  moment: string
  clockZone: string
  personZone: string
  url: string
}

const ROOMS: Record<string, string> = { report: 'reports', copyright: 'dmca' }

/** A reminder names the case by its number and nobody by name: mail is read on telephones, by whoever stands beside. */
export function reminderLetter(facts: Facts): { subject: string; text: string } {
  const { number, caseId, kind, clock, mark, moment, clockZone, personZone, url } = facts
  const when = exact(mark.at, clockZone)
  const values = { number, when, direction: t(`direction.${mark.direction}`), moment: moment.replace(DEPUTY, '') }
  const what = t(messageFor('clock', clock, 'clock.unknown'))
  const room = ROOMS[kind] ?? 'cases'
  const lines = [
    ...(moment.startsWith(DEPUTY) ? [t('mail.reminder.deputy')] : []),
    t('mail.reminder.moment', values),
    '',
    t('mail.reminder.what', { number, what }),
    t('mail.reminder.when', values),
    ...(clockZone === personZone ? [] : [t('mail.reminder.own', { own: exact(mark.at, personZone) })]),
    isClock(clock) ? ruleOf(clock).citation : '',
    '',
    `${url}/${room}/${caseId}`,
    '',
    t('mail.reminder.once'),
  ]
  return { subject: t('mail.reminder.subject', values), text: lines.join('\n') }
}
