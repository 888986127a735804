import type { ClockName } from '@/lib/features/deadlines/deadlines'
import type { HandKind } from './schema'

/** The clocks that a kind usually has: offered first, ticked by whoever opens the case. All others can be chosen too. */
export const USUAL: Record<HandKind, readonly ClockName[]> = {
  copyright: ['dmca.disable'],
  underAge: ['coppa.delete'],
  dataRequest: ['gdpr.response', 'ukGdpr.response'],
  intimateImage: ['takeItDown.removal', 'osa.intimateImage'],
  illegalContent: ['dsa.decision', 'tco.removal'],
  legalOrder: [
    'legal.answer',
    'frcp.objection',
    'sca.preservation2703f',
    'eEvidence.production',
    'eEvidence.emergency',
  ],
  childSafety: ['csam.report'],
  other: [],
}

/** Clocks that run from the moment a case of this kind is opened, because the law leaves no choice. */
export const ALWAYS: Record<HandKind, readonly ClockName[]> = {
  copyright: ['dmca.disable'],
  underAge: ['coppa.delete'],
  dataRequest: [],
  intimateImage: ['takeItDown.removal'],
  illegalContent: ['dsa.decision'],
  legalOrder: ['legal.answer'],
  childSafety: ['csam.report'],
  other: [],
}
