import type { Call } from '../call'
import { nextNumber } from '../ids'
import type { Account, LogEntry } from '../state'

/** A line of Mastodon's audit log: no API shows it, the fake's pages do. */
export function record({ state, at }: Call, actor: Account, action: string, target: LogEntry['target']): void {
  state.log.push({ id: String(nextNumber(state, 'log')), at: at.toISOString(), accountId: actor.id, action, target })
}
