/** How long a link of an invitation is good for. */
export const INVITATION_DAYS = 7
/** Longer than any of our cases waits for counsel; then the owner thinks about it anew. */
export const MOST_DAYS = 366
const DAY_MS = 24 * 3600_000

/** The end of a guest's last day: midnight, UTC, after it. */
export const endOfDay = (endsOn: string): Date => new Date(Date.parse(`${endsOn}T00:00:00Z`) + DAY_MS)

/** A last day lies ahead, and not more than a year. */
export function isLastDay(endsOn: string, now: Date): boolean {
  const until = endOfDay(endsOn).getTime() - now.getTime()
  return until > 0 && until <= MOST_DAYS * DAY_MS
}

/** When a link ends: in a week, or with the guest's last day. */
export const invitationEnd = (endsAt: Date, now: Date): Date =>
  new Date(Math.min(endsAt.getTime(), now.getTime() + INVITATION_DAYS * DAY_MS))

/** An instant of the last day itself, to name it by. */
export const lastMoment = (endsAt: string): Date => new Date(Date.parse(endsAt) - 1)

interface GuestRow {
  inviteHash: string | null
  inviteEndsAt: Date
  acceptedAt: Date | null
  endsAt: Date
  takenBackAt: Date | null
}

/** Whether a link may be used, once. */
export const isInvited = (guest: GuestRow, now: Date): boolean =>
  guest.inviteHash !== null && guest.takenBackAt === null && guest.inviteEndsAt > now && guest.endsAt > now

/** Whether a guest may come in with a passkey. */
export const isWelcome = (guest: GuestRow, now: Date): boolean =>
  guest.acceptedAt !== null && guest.takenBackAt === null && guest.endsAt > now

export type GuestState = 'invited' | 'linkEnded' | 'welcome' | 'ended' | 'takenBack'

export function stateOf(guest: GuestRow, now: Date): GuestState {
  if (guest.takenBackAt) return 'takenBack'
  if (guest.endsAt <= now) return 'ended'
  if (guest.acceptedAt) return 'welcome'
  return isInvited(guest, now) ? 'invited' : 'linkEnded'
}

/** The name under which the console knows a guest; no handle of an instance can be written so. */
export const guestName = (name: string): string => `${name} (guest)`
