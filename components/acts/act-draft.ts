import type { AskAct, Consequences, End, Ground } from '@/lib/features/acts/schema'
import type { Message } from '@/lib/platform/i18n/translate'

/** What stands in the panel before it is sent. */
export interface ActDraft {
  groundKind: 'rule' | 'law' | 'none'
  ruleIds: string[]
  law: string
  why: string
  source: AskAct['source']
  reportId: string | null
  closesOthers: boolean
  note: string
  message: string
  sendsMail: boolean
  /** `none`, a number of days, or `date`. */
  endKind: string
  endOn: string
  /** Codes with commas between them. */
  territory: string
  keeps: boolean
}

/** The ends that a press chooses. */
export const END_DAYS = [1, 3, 7, 14, 30, 90] as const

/** A fresh panel: the reported rules are chosen, the first report is answered, mail as the server says. */
export function startingDraft({ rules, reports, mail, needsGround }: Consequences): ActDraft {
  const ruleIds = rules.filter((rule) => rule.isReported).map((rule) => rule.id)
  return {
    groundKind: ruleIds.length > 0 || needsGround ? (rules.length > 0 ? 'rule' : 'law') : 'none',
    ruleIds,
    law: '',
    why: '',
    source: 'report',
    reportId: reports[0]?.id ?? null,
    closesOthers: false,
    note: '',
    message: '',
    sendsMail: mail.isPossible && mail.isOnByDefault,
    endKind: 'none',
    endOn: '',
    territory: '',
    keeps: false,
  }
}

export function groundIn({ groundKind, ruleIds, law, why }: ActDraft): Ground | null {
  if (groundKind === 'rule') return ruleIds.length > 0 ? { kind: 'rule', ruleIds } : null
  return groundKind === 'law' && isSaid(law) && isSaid(why) ? { kind: 'law', law: law.trim(), why: why.trim() } : null
}

/** What is wrong with the ground, if anything: asked for and missing, or begun and not finished. */
export function missingGround(draft: ActDraft, needsGround: boolean): Message | null {
  if (groundIn(draft) || (draft.groundKind === 'none' && !needsGround)) return null
  return draft.groundKind === 'law' ? 'panel.ground.missingLaw' : 'panel.ground.missingRule'
}

type EndDraft = Pick<ActDraft, 'endKind' | 'endOn'>

export function endIn({ endKind, endOn }: EndDraft): End | null {
  if (endKind === 'date') return /^\d{4}-\d\d-\d\d$/.test(endOn) ? { kind: 'date', on: endOn } : null
  return endKind === 'none' ? null : { kind: 'days', days: Number(endKind) }
}

const MOST_DAYS = 366

/** What is wrong with the end, if anything. The server says the same of its own clock. */
export function missingEnd(draft: EndDraft, now: string): Message | null {
  if (draft.endKind !== 'date') return null
  const days = (Date.parse(`${draft.endOn}T00:00:00Z`) - Date.parse(now)) / (24 * 3600_000)
  return endIn(draft) && days > 0 && days <= MOST_DAYS ? null : 'panel.end.missing'
}

export function territoryIn({ groundKind, territory }: ActDraft): string[] {
  if (groundKind !== 'law') return []
  const codes = territory.toUpperCase().split(/[\s,;]+/)
  return [...new Set(codes.filter((code) => code !== ''))]
}
export const wrongTerritory = (draft: ActDraft): Message | null =>
  territoryIn(draft).every((code) => /^[A-Z]{2,3}$/.test(code)) ? null : 'panel.territoryWrong'

export const isKept = (draft: ActDraft, { keep }: Consequences): boolean => keep !== null && draft.keeps

/** What the command is asked with. */
export function askedIn(draft: ActDraft, consequences: Consequences): Omit<AskAct, 'caseId' | 'version'> {
  const { kind, mail, reports } = consequences
  const isWarning = kind === 'warn'
  return {
    kind,
    message: draft.message,
    sendsMail: mail.isPossible && draft.sendsMail && !isKept(draft, consequences),
    note: draft.note,
    ground: groundIn(draft),
    source: draft.source,
    // The report may have been resolved elsewhere while the panel was open.
    reportId: isWarning && reports.some(({ id }) => id === draft.reportId) ? draft.reportId : null,
    closesOthers: isWarning && draft.closesOthers,
    keeps: isKept(draft, consequences),
    end: consequences.mayEnd ? endIn(draft) : null,
    territory: territoryIn(draft),
  }
}

const isSaid = (text: string): boolean => text.trim().length >= 2
