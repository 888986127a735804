/** Why something is held. The periods are those of reference law; each is the shortest that the source itself gives. */
export const SOURCES = [
  'subpoena',
  'preservation',
  'epocPr',
  'tco',
  'cyberTip',
  'litigation',
  'dataRequest',
  'counterNotice',
  'other',
] as const
export type Source = (typeof SOURCES)[number]

type Period = { days: number } | { months: number }

/** How long a source asks to keep by itself; without one a hold lasts until it is released. */
const PERIODS: Partial<Record<Source, Period>> = {
  // 18 USC 2703(f)(2): 90 days, renewed once on request.
  preservation: { days: 90 },
  // Reg. (EU) 2023/1543 art. 11(1): 60 days, extended by 30 on request.
  epocPr: { days: 60 },
  // Reg. (EU) 2021/784 art. 6(2): six months from the removal.
  tco: { months: 6 },
  // 18 USC 2258A(h)(1) as amended in 2024: one year from the report.
  cyberTip: { months: 12 },
}

/** The day to which the source asks to keep, as YYYY-MM-DD; null where it names none. A day that does not exist moves later. */
export function suggestedKeepUntil(source: Source, startsOn: string): string | null {
  const period = PERIODS[source]
  const start = new Date(`${startsOn}T00:00:00Z`)
  if (!period || Number.isNaN(start.getTime())) return null
  const end = new Date(start)
  // 31 August and six months is 3 March here: later is the direction of caution for what is kept.
  if ('days' in period) end.setUTCDate(end.getUTCDate() + period.days)
  else end.setUTCMonth(end.getUTCMonth() + period.months)
  return end.toISOString().slice(0, 10)
}

const HOUR_MS = 3_600_000

/** The instant at which a day is over everywhere: a hold, and its secrecy, are rounded later. */
export function endOfDay(day: string): Date {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + 36 * HOUR_MS)
}

/** The day that `endOfDay` was made of. */
export const dayOf = (endsAt: Date): string => new Date(endsAt.getTime() - 36 * HOUR_MS).toISOString().slice(0, 10)

/** The instant at which a day begins anywhere: where a range of time begins, earlier is cautious. */
export const startOfDay = (day: string): Date => new Date(new Date(`${day}T00:00:00Z`).getTime() - 14 * HOUR_MS)

export type HoldState = 'active' | 'releaseProposed' | 'released'
export type Step = 'propose' | 'confirm' | 'withdraw' | 'extend'

const STEPS: Record<Step, { from: readonly HoldState[]; to: HoldState }> = {
  propose: { from: ['active'], to: 'releaseProposed' },
  confirm: { from: ['releaseProposed'], to: 'released' },
  withdraw: { from: ['releaseProposed'], to: 'active' },
  extend: { from: ['active', 'releaseProposed'], to: 'active' },
}

export interface Standing {
  state: string
  proposedById: string | null
  keepUntil: Date | null
}

/** Why a step is not open to somebody: a code; null when it is. Two people release: who proposed does not confirm. */
export function reasonNot(step: Step, hold: Standing, { personId, now }: { personId: string; now: Date }) {
  if (!STEPS[step].from.some((state) => state === hold.state)) return 'hold.moved'
  if (!isInForce(hold, now)) return 'hold.over'
  if (step === 'confirm' && hold.proposedById === personId) return 'hold.samePerson'
  return null
}

export const stateAfter = (step: Step): HoldState => STEPS[step].to

/** Released, or past the day to which it kept: then it holds nothing any more. */
export function isInForce({ state, keepUntil }: Pick<Standing, 'state' | 'keepUntil'>, now: Date): boolean {
  return state !== 'released' && (keepUntil === null || keepUntil > now)
}

/** Of holds that overlap the latest counts; null is "until it is released" and later than every day. */
export function keptUntil(holds: readonly { keepUntil: Date | null }[]): Date | null {
  return holds.reduce<Date | null>((latest, { keepUntil }, at) => {
    if (keepUntil === null || (at > 0 && latest === null)) return null
    return latest === null || keepUntil > latest ? keepUntil : latest
  }, null)
}

interface Secrecy {
  isSecret: boolean
  secretUntil: Date | null
  namedIds: readonly string[]
}

/** Who may know that a hold exists: of a secret one those who manage holds and those named, until its secrecy ends. */
export function mayKnow(hold: Secrecy, actor: { id: string; mayManage: boolean }, now: Date): boolean {
  return !isSecretNow(hold, now) || actor.mayManage || hold.namedIds.includes(actor.id)
}

export const isSecretNow = ({ isSecret, secretUntil }: Omit<Secrecy, 'namedIds'>, now: Date): boolean =>
  isSecret && (secretUntil === null || secretUntil > now)

const DAY_MS = 24 * HOUR_MS
/** Mastodon destroys what a suspended account had after 30 days (AccountDeletionRequest::DELAY_TO_DELETION). */
export const PURGE_DAYS = 30
/** reference: "blocking alarms at day 20/25/28". */
export const ALARM_DAYS = [20, 25, 28] as const

/** When to warn of a purge that began then. Of an account that is gone already there is one warning, at once. */
export function alarmsOf(kind: 'suspended' | 'gone', beganAt: Date): { day: number; dueAt: Date }[] {
  if (kind === 'gone') return [{ day: 0, dueAt: beganAt }]
  return ALARM_DAYS.map((day) => ({ day, dueAt: new Date(beganAt.getTime() + day * DAY_MS) }))
}

export const purgeAt = (beganAt: Date): Date => new Date(beganAt.getTime() + PURGE_DAYS * DAY_MS)
