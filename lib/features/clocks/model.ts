import { z } from 'zod'
import { type Calendars, holidaysIn } from '@/lib/platform/calendar/calendars'
import { type Day, isoDay, parseDay } from '@/lib/platform/calendar/days'
import { endOfHour, lateAnniversary, monthsFrom } from '@/lib/platform/calendar/periods'
import { dayIn, instantOf, isoIn, isoUtc, isZone, parseInstant } from '@/lib/platform/calendar/zones'
import { AppError } from '@/lib/platform/errors/error'
import { type ClockName, ruleOf } from '@/lib/features/deadlines/deadlines'
import { marksOf } from '@/lib/features/deadlines/model'
import type { Facts, Mark } from '@/lib/features/deadlines/schema'

type Output = Record<string, string | boolean | string[]>

/**
 * What `npm run clocks` answers: a clock's facts as they come from outside, and its marks under the names of the test vectors.
 * Refuses with a sentence what it does not know.
 */
export function answerOf(clock: string, input: unknown, calendars: Calendars): Output {
  const [room, calendar] = /^(calendar)\.(.+)$/.exec(clock)?.slice(1) ?? []
  if (room && calendar)
    return { dates: holidaysIn(parse(z.object({ year: z.int() }), input).year, calendars(calendar)) }
  const answer = Object.hasOwn(ANSWERS, clock) ? ANSWERS[clock] : undefined
  if (!answer) throw new AppError('clock.unknown', { clock })
  return answer(input, calendars)
}

const instant = z.string().transform((text, context) => parseInstant(text) ?? wrong(context))
const day = z.string().transform((text, context) => parseDay(text) ?? wrong(context))
const zone = z.string().refine(isZone)
const calendar = z.string().min(1)

function wrong(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'no such moment' })
  return z.NEVER
}

function parse<S extends z.ZodType>(shape: S, input: unknown): z.output<S> {
  const parsed = shape.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'input'))
  throw new AppError('badInput', { fields: [...fields].join(', ') })
}

/** Day-only clocks have no zone: the day is taken as it is written. */
const onDay = (written: Day): Facts => ({ at: instantOf(written, 0, 'UTC'), zone: 'UTC', calendar: null })

const answering =
  <S extends z.ZodType>(shape: S, answer: (input: z.output<S>, calendars: Calendars) => Output) =>
  (input: unknown, calendars: Calendars): Output =>
    answer(parse(shape, input), calendars)

/** A clock's marks by name; the day of each as it is written. */
function computed(clock: ClockName, facts: Facts, calendars: Calendars) {
  const marks = marksOf(ruleOf(clock), facts, calendars)
  const mark = (name: string): Mark => {
    const found = marks.find((one) => one.name === name)
    if (!found) throw new Error(`${clock} has no mark ${name}`)
    return found
  }
  return { mark, date: (name: string) => isoDay(mark(name).day ?? 0) }
}

const request = z.object({ received_at: instant, controller_tz: zone, calendar })
const factsOf = (input: z.output<typeof request>): Facts => ({
  at: input.received_at,
  zone: input.controller_tz,
  calendar: input.calendar,
})

const ANSWERS: Record<string, (input: unknown, calendars: Calendars) => Output> = {
  'dmca.putBack': answering(z.object({ received_at: instant, agent_tz: zone, calendar }), (input, calendars) => {
    const facts = { at: input.received_at, zone: input.agent_tz, calendar: input.calendar }
    const { date } = computed('dmca.putBack', facts, calendars)
    return {
      day0: isoDay(dayIn(facts.at, facts.zone)),
      business_day_10: date('opens'),
      safe_restore_on_business_day_11: date('target'),
      business_day_14_last_day: date('closes'),
    }
  }),
  'dmca.agentDesignation': answering(z.object({ last_registered_amended_or_resubmitted: day }), (input, calendars) => {
    const facts = onDay(input.last_registered_amended_or_resubmitted)
    const { mark, date } = computed('dmca.agentDesignation', facts, calendars)
    return { expires_on: isoDay(mark('renew').nominal ?? 0), renew_no_later_than_safe: date('renew') }
  }),
  'sca.preservation2703f': answering(
    z.object({ request_received_on: day, renewal_received_on: day.optional() }),
    ({ request_received_on, renewal_received_on }, calendars): Output => {
      const facts = { ...onDay(request_received_on), renewedOn: renewal_received_on ?? null }
      const { mark, date } = computed('sca.preservation2703f', facts, calendars)
      if (renewal_received_on === undefined) return { hold_through_first: date('keep') }
      if (renewal_received_on < request_received_on) throw new AppError('badInput', { fields: 'renewal_received_on' })
      return {
        hold_through_first: date('first'),
        hold_through_renewed: date('keep'),
        renewal_in_time: renewal_received_on <= (mark('first').day ?? 0),
      }
    },
  ),
  'csam.preservation': answering(z.object({ submitted_on: day }), (input, calendars) => ({
    preserve_through_at_least: computed('csam.preservation', onDay(input.submitted_on), calendars).date('keep'),
  })),
  'takeItDown.removal': answering(z.object({ received_at: instant, display_tz: zone }), (input, calendars) => {
    const facts = { at: input.received_at, zone: input.display_tz, calendar: null }
    const { at } = computed('takeItDown.removal', facts, calendars).mark('act')
    return { remove_by_utc: isoUtc(at), remove_by_local: isoIn(at, facts.zone) }
  }),
  'tco.removal': answering(z.object({ received_at: instant, display_tz: zone }), (input, calendars) => {
    const facts = { at: input.received_at, zone: input.display_tz, calendar: null }
    const { at } = computed('tco.removal', facts, calendars).mark('act')
    return { remove_by_strict: isoIn(at, facts.zone), hour_rounded_latest: rounded(at, facts.zone) }
  }),
  'gdpr.breach': answering(z.object({ aware_at: instant, controller_tz: zone }), (input, calendars) => {
    const facts = { at: input.aware_at, zone: input.controller_tz, calendar: null }
    const { at } = computed('gdpr.breach', facts, calendars).mark('act')
    return {
      notify_by_strict_utc: isoUtc(at),
      notify_by_strict_local: isoIn(at, facts.zone),
      hour_rounded_latest_local: rounded(at, facts.zone),
    }
  }),
  'gdpr.response': answering(request, (input, calendars) => {
    const facts = factsOf(input)
    const { mark, date } = computed('gdpr.response', facts, calendars)
    return {
      receipt_date: isoDay(dayIn(facts.at, facts.zone)),
      nominal_date: isoDay(mark('answer').nominal ?? 0),
      due_date: date('answer'),
      due_at_utc: isoUtc(mark('answer').at),
    }
  }),
  'gdpr.extension': answering(request, (input, calendars) => {
    const facts = factsOf(input)
    const { mark, date } = computed('gdpr.extension', facts, calendars)
    const chained = monthsFrom(mark('notice').day ?? 0, 2, calendars(input.calendar)).due
    return {
      extension_notice_due: date('notice'),
      extended_due_date: date('answer'),
      naive_chain_date_not_used: isoDay(chained),
    }
  }),
  'ukGdpr.response': answering(request, (input, calendars) => {
    const { mark, date } = computed('ukGdpr.response', factsOf(input), calendars)
    return { nominal_date: isoDay(mark('answer').nominal ?? 0), due_date: date('answer') }
  }),
  'dsa.complaintWindow': answering(z.object({ informed_on: day, calendar }), (input, calendars) => {
    const facts = { ...onDay(input.informed_on), calendar: input.calendar }
    return { window_open_through: computed('dsa.complaintWindow', facts, calendars).date('keep') }
  }),
  'coppa.ageScreen': answering(
    z.object({ date_of_birth: day, evaluated_on_server_date: day, threshold_years: z.int().min(1).max(120) }),
    ({ date_of_birth, evaluated_on_server_date, threshold_years }) => {
      if (date_of_birth > evaluated_on_server_date) throw new AppError('badInput', { fields: 'date_of_birth' })
      return { is_under_threshold: evaluated_on_server_date < lateAnniversary(date_of_birth, threshold_years) }
    },
  ),
}

/** With the hour of the event left out (Reg. 1182/71 art 3(1)): told beside, never relied on. */
const rounded = (at: Date, inZone: string): string => isoIn(endOfHour(at, inZone), inZone)
