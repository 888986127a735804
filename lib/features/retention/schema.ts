import type { Kind } from './model'

export interface RuleView {
  kind: Kind
  days: number
  usual: number
  least: number
  most: number
  isChangeable: boolean
  /** What would go now, and what would if it were not on hold, as far as the reader may know of holds. */
  goes: number
  held: number
  /** Some of what would go, by name; for whoever runs it. */
  list: string[]
}

export interface RunView {
  id: string
  by: string | null
  asOf: string
  state: 'running' | 'waiting' | 'done'
  /** Null: the reader may not know of every hold. */
  held: number | null
  finishedAt: string | null
  counts: { kind: Kind; count: number }[]
  hasCertificate: boolean
}

export interface RetentionView {
  rules: RuleView[]
  keepsMonths: number
  runs: RunView[]
  mayManage: boolean
  now: string
}
