import type { Kind } from './model'

export interface RuleView {
  kind: Kind
  days: number
  usual: number
  least: number
  most: number
  isChangeable: boolean
  /** What would go now, and what would if it were not on hold. */
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
  held: number
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
