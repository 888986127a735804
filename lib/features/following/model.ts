import { type FateWhy, WHYS } from '@/lib/features/locating/model'

export type ItemWhy = FateWhy
export const whyOf = (text: string): ItemWhy | null => WHYS.find((known) => known === text) ?? null

/** As long as it is not decided that everything is there, the sender may add to it. */
const ADDABLE = ['received', 'defectiveCore', 'defectiveCurable']
export const mayAdd = (state: string): boolean => ADDABLE.includes(state)

const RETRACTABLE = [...ADDABLE, 'valid', 'closed']
export const mayRetract = (state: string): boolean => RETRACTABLE.includes(state)
