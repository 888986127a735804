import type { AskAct, Consequences, Ground } from '@/lib/features/acts/schema'
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
}

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

/** What the command is asked with. */
export function askedIn(draft: ActDraft, consequences: Consequences): Omit<AskAct, 'caseId' | 'version'> {
  const { kind, mail, reports } = consequences
  const isWarning = kind === 'warn'
  return {
    kind,
    message: draft.message,
    sendsMail: mail.isPossible && draft.sendsMail,
    note: draft.note,
    ground: groundIn(draft),
    source: draft.source,
    // The report may have been resolved elsewhere while the panel was open.
    reportId: isWarning && reports.some(({ id }) => id === draft.reportId) ? draft.reportId : null,
    closesOthers: isWarning && draft.closesOthers,
  }
}

const isSaid = (text: string): boolean => text.trim().length >= 2
