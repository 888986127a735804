import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { type Actor, can } from '@/lib/platform/access/access'
import { daysMs, LIFETIMES } from '@/lib/platform/privacy/lifetimes'

/** E-mails and IPs go this long after the person's last case closed. An operator's rule (GDPR Art. 5(1)(e)), not a term of law. */
export const CONTACT_KEPT_MS = daysMs(LIFETIMES.contactDays)
/** The searched e-mail or IP is taken out of the row of the audit after the same time; the row stays and still verifies. */
export const SOUGHT_KEPT_MS = CONTACT_KEPT_MS
/** The field of a row of the audit that holds what was searched for. */
export const SOUGHT = 'sought'

/** How many of a person's IPs are asked for when accounts with the same ones are looked for. */
export const IPS_COMPARED = 5
export const RELATED_SHOWN = 20

/**
 * Why e-mails and IPs are not shown to somebody: a key of the catalogue under `off.`; null when they are. A moderator needs
 * Mastodon's manage_users, as on Mastodon itself; owner and privacy desk may by their role here.
 */
export function reasonContactOff(actor: Actor): string | null {
  if (actor.kind !== 'person' || !can(actor, 'people.contact')) return 'contactRole'
  const isByRole = actor.roles.includes('owner') || actor.roles.includes('privacy')
  return isByRole || has(actor.mastodon, 'manage_users') ? null : 'contactNoManageUsers'
}
