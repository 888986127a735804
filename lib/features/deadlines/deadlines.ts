import { addMonths, type Day } from '@/lib/platform/calendar/days'
import {
  anniversary,
  lateAnniversary,
  monthsFrom,
  rolled,
  workingDayBefore,
  workingDaysAfter,
} from '@/lib/platform/calendar/periods'
import { dayIn, instantOf } from '@/lib/platform/calendar/zones'
import { dayMark, hourMark, type Rule } from './model'
import type { Direction, Facts, Family, Mark } from './schema'

/**
 * Every clock, with its citation (legal-workflows.md 1.2 to 8). The event's day never counts unless the law says "beginning
 * with"; where readings differ, what must be done takes the earlier and what must wait or be kept the later.
 */
export const CLOCKS = {
  'takeItDown.removal': hours('47 USC 223a(a)(3)', 48, { targetHours: 4 }),
  'osa.intimateImage': hours('Online Safety Act 2023 s.10(3A), once commenced', 48, { targetHours: 4 }),
  'tco.removal': hours('Reg. (EU) 2021/784 art 3(3)', 1),
  'eEvidence.emergency': hours('Reg. (EU) 2023/1543 art 10(4)', 8),
  'gdpr.breach': hours('GDPR art 33(1)', 72, { targetHours: 48 }),

  'gdpr.response': {
    ...law('euMonths', 'GDPR art 12(3); Reg. 1182/71 art 3'),
    needsCalendar: true,
    pauses: 'exclusive',
    isExtendable: true,
    marks(facts, calendar) {
      const { nominal } = monthsFrom(received(facts), facts.isExtended ? 3 : 1, calendar('actBy'))
      const paused = nominal + (facts.pausedDays ?? 0)
      const due = rolled(paused, calendar('actBy'))
      return [
        close('target', 'target', received(facts) + 14 + (facts.pausedDays ?? 0), facts),
        dayMark('answer', 'actBy', due, { zone: facts.zone, nominal: paused }),
      ]
    },
  },
  'gdpr.extension': {
    ...law('euMonths', 'GDPR art 12(3), second and third sentence'),
    needsCalendar: true,
    marks: (facts, calendar) => [
      close('notice', 'actBy', monthsFrom(received(facts), 1, calendar('actBy')).due, facts),
      // Three months from receipt, not one month and then two.
      close('answer', 'actBy', monthsFrom(received(facts), 3, calendar('actBy')).due, facts),
    ],
  },
  'dsa.complaintWindow': months('DSA art 20(1)-(2); Reg. 1182/71 art 3', 6, 'keepUntil'),
  'dsa.statement': {
    ...law('euMonths', 'DSA art 17(2): at the latest from the date of the restriction'),
    marks: (facts) => [close('statement', 'actBy', received(facts), facts)],
  },
  'tco.preservation': months('Reg. (EU) 2021/784 art 6(2)', 6, 'keepUntil'),
  'tco.complaint': {
    ...law('euMonths', 'Reg. (EU) 2021/784 art 10(2)'),
    needsCalendar: true,
    marks: (facts, calendar) => rollingDays(facts, 14, { last: rolled(received(facts) + 14, calendar('actBy')) }),
  },
  'eEvidence.production': {
    ...law('euMonths', 'Reg. (EU) 2023/1543 art 10(2)-(3)'),
    needsCalendar: true,
    marks(facts, calendar) {
      const nominal = received(facts) + 10
      const early = workingDayBefore(workingDayBefore(nominal, calendar('actBy')), calendar('actBy'))
      return [
        close('target', 'target', early, facts),
        ...rollingDays(facts, 10, { last: rolled(nominal, calendar('actBy')) }),
      ]
    },
  },
  'eEvidence.preservation': {
    ...law('euMonths', 'Reg. (EU) 2023/1543 art 11(1)'),
    isExtendable: true,
    marks: (facts) => [close('keep', 'keepUntil', received(facts) + (facts.isExtended ? 90 : 60), facts)],
  },

  'ukGdpr.response': {
    ...law('ukMonths', 'UK GDPR art 12A'),
    needsCalendar: true,
    pauses: 'inclusive',
    isExtendable: true,
    marks(facts, calendar) {
      const nominal = addMonths(received(facts), facts.isExtended ? 3 : 1) + (facts.pausedDays ?? 0)
      const due = rolled(nominal, calendar('actBy'))
      return [dayMark('answer', 'actBy', due, { zone: facts.zone, nominal })]
    },
  },
  'uk.complaint': {
    ...law('ukMonths', 'DPA 2018 s.164A: 30 days beginning when received'),
    marks: (facts) => [close('acknowledge', 'actBy', received(facts) + 29, facts)],
  },

  'dmca.putBack': {
    ...law('usBusinessDays', '17 USC 512(g)(2)(C)'),
    version: 2,
    needsCalendar: true,
    onlyCalendar: 'US-FED',
    marks(facts, calendar) {
      const day0 = received(facts)
      const opens = workingDaysAfter(day0, 10, calendar('notBefore'))
      const late = workingDaysAfter(day0, 12, calendar('notAfter'))
      const last = workingDaysAfter(day0, 14, calendar('notAfter'))
      const next = workingDaysAfter(opens, 1, calendar('notBefore'))
      // While a day is left it is on one of them, also where counsel's days would have it later.
      const target = opens < last ? Math.min(next, last) : next
      return [
        close('opens', 'notBefore', opens, facts),
        { name: 'target', direction: 'target', day: target, at: instantOf(target, 10 * 3600, facts.zone) },
        { name: 'alarm', direction: 'target', day: late, at: instantOf(late, 10 * 3600, facts.zone) },
        // The last that somebody can still do something about.
        { name: 'lastCall', direction: 'target', day: last, at: instantOf(last, 12 * 3600, facts.zone) },
        close('closes', 'notAfter', last, facts),
      ]
    },
  },
  'sca.backup': businessDays('18 USC 2704(a)(1)', 2),
  'ccpa.confirmation': businessDays('11 CCR 7021(a)', 10),

  'ccpa.answer': {
    ...law('usDays', 'Cal. Civ. Code 1798.130(a)(2)'),
    isExtendable: true,
    marks: (facts) => [close('answer', 'actBy', received(facts) + (facts.isExtended ? 90 : 45), facts)],
  },
  'sca.preservation2703f': {
    ...law('usDays', '18 USC 2703(f)(2)'),
    isRenewable: true,
    marks(facts) {
      const first = received(facts) + 90
      const { renewedOn = null } = facts
      if (renewedOn === null) return [close('keep', 'keepUntil', first, facts)]
      // A renewal in time adds to the first period; a late one begins a period of its own.
      const renewed = renewedOn <= first ? first + 90 : renewedOn + 90
      return [close('first', 'keepUntil', first, facts), close('keep', 'keepUntil', renewed, facts)]
    },
  },
  'frcp.objection': {
    ...law('usDays', 'FRCP 45(d)(2)(B), 6(a)(1)'),
    needsCalendar: true,
    namesDate: true,
    marks(facts, calendar) {
      const fourteen = rolled(received(facts) + 14, calendar('actBy'))
      const due = Math.min(fourteen, facts.complianceOn ?? fourteen)
      return [
        // "Before the earlier of": the day itself may be too late.
        close('safe', 'target', workingDayBefore(due, calendar('actBy')), facts),
        close('object', 'actBy', due, facts),
      ]
    },
  },

  'dmca.agentDesignation': {
    ...law('anniversary', '17 USC 512(c)(2); 37 CFR 201.38(c)'),
    marks(facts) {
      const expires = anniversary(received(facts), 3)
      return [dayMark('renew', 'actBy', expires - 1, { zone: facts.zone, nominal: expires })]
    },
  },
  'csam.preservation': keepYears('18 USC 2258A(h)(1)', 1),
  'osa.records': keepYears('OSA s.23 with Ofcom guidance', 3),
  'osa.riskReview': yearly('OSA s.9(3)-(4) with Ofcom guidance'),
  'osa.childrenAccess': yearly('OSA s.36'),
  'osa.firstAssessment': monthly('OSA Sch. 3', 3),
  'dsa.userNumbers': monthly('DSA art 24(2)', 6),
  'dsa.report': monthly('DSA arts 15, 24(1); Impl. Reg. (EU) 2024/2835', 2),

  'dmca.disable': target('17 USC 512(c)(1)(C): “expeditiously”', 24),
  'dmca.ownKnowledge': target('17 USC 512(c)(1)(A)(iii): “expeditiously”', 24),
  'dmca.notifyUser': target('17 USC 512(g)(2)(A): “promptly”', 24),
  'dmca.restore': target('Taken back by whoever sent the notice: at once', 24),
  // The action that held it has ended and the fourteen days are over: the law names no other period.
  'dmca.afterHold': target('17 USC 512(g)(2)(C): nothing holds it any more', 24),
  'dsa.decision': target('DSA art 16(5): “without undue delay”', 72),
  'csam.report': target('18 USC 2258A(a)(1): “as soon as reasonably possible”', 24),
  'coppa.delete': target('16 CFR 312.10; 15 USC 6502', 24),
  'legal.answer': target('As the paper says; nothing is named', 72),

  'host.abuse': { ...target('The host’s abuse desk, often 24 hours', 24), family: 'elsewhere' },
  'mastodon.purge': {
    ...hours('Mastodon deletes what a suspended account holds after 30 days', 720),
    family: 'elsewhere',
  },
} satisfies Record<string, Rule>

export type ClockName = keyof typeof CLOCKS
export const CLOCK_NAMES = Object.keys(CLOCKS).filter(isClock)

export function isClock(name: string): name is ClockName {
  return Object.hasOwn(CLOCKS, name)
}

/** A rule as any other: which of them is known by its name alone. */
export const ruleOf = (name: ClockName): Rule => CLOCKS[name]

function received(facts: Facts): Day {
  return dayIn(facts.at, facts.zone)
}

function law(family: Family, citation: string): Omit<Rule, 'marks'> {
  return { version: 1, family, citation }
}

function close(name: string, direction: Direction, day: Day, { zone }: Facts): Mark {
  return dayMark(name, direction, day, { zone })
}

function hours(citation: string, n: number, { targetHours }: { targetHours?: number } = {}): Rule {
  const own = (facts: Facts) => (targetHours ? [hourMark('target', 'target', facts.at, targetHours)] : [])
  return {
    ...law('elapsedHours', citation),
    marks: (facts) => [...own(facts), hourMark('act', 'actBy', facts.at, n)],
  }
}

/** A number of hours that the operator has set where the law has none. Shown as what it is. */
function target(citation: string, n: number): Rule {
  return { ...law('target', citation), marks: (facts) => [hourMark('target', 'target', facts.at, n)] }
}

function months(citation: string, n: number, direction: Direction): Rule {
  return {
    ...law('euMonths', citation),
    needsCalendar: true,
    marks(facts, calendar) {
      const { nominal, due } = monthsFrom(received(facts), n, calendar(direction))
      return [dayMark('keep', direction, due, { zone: facts.zone, nominal })]
    },
  }
}

function rollingDays(facts: Facts, n: number, { last }: { last: Day }): Mark[] {
  return [dayMark('act', 'actBy', last, { zone: facts.zone, nominal: received(facts) + n })]
}

function businessDays(citation: string, n: number): Rule {
  return {
    ...law('usBusinessDays', citation),
    needsCalendar: true,
    marks: (facts, calendar) => [close('act', 'actBy', workingDaysAfter(received(facts), n, calendar('actBy')), facts)],
  }
}

function keepYears(citation: string, years: number): Rule {
  return {
    ...law('anniversary', citation),
    marks: (facts) => [close('keep', 'keepUntil', lateAnniversary(received(facts), years), facts)],
  }
}

function yearly(citation: string): Rule {
  return {
    ...law('anniversary', citation),
    marks: (facts) => [close('act', 'actBy', anniversary(received(facts), 1), facts)],
  }
}

function monthly(citation: string, n: number): Rule {
  return {
    ...law('anniversary', citation),
    marks: (facts) => [close('act', 'actBy', addMonths(received(facts), n), facts)],
  }
}
