import { type FateWhy, WHYS } from '@/lib/features/locating/model'
import { NOTICE_MOVES } from '@/lib/features/notices/model'
import { NOTICE_STATES } from '@/lib/features/notices/schema'

export type ItemWhy = FateWhy
export const whyOf = (text: string): ItemWhy | null => WHYS.find((known) => known === text) ?? null

/** As long as it is not decided that everything is there, the sender may add to it. */
const ADDABLE = ['received', 'defectiveCore', 'defectiveCurable']
export const mayAdd = (state: string): boolean => ADDABLE.includes(state)

export const mayRetract = (state: string): boolean => {
  const known = NOTICE_STATES.find((one) => one === state)
  return known !== undefined && NOTICE_MOVES.retract.from.includes(known)
}
