import type { AccountAct } from '@/lib/features/acts/schema'

// Spelt out once more because the schema's list lives beside zod, which stays on the server; the type holds both together.
const IS_ACCOUNT_ACT: Record<AccountAct, true> = {
  warn: true,
  limit: true,
  suspend: true,
  freeze: true,
  markSensitive: true,
  unlimit: true,
  unsuspend: true,
  unfreeze: true,
  unmarkSensitive: true,
}

/** Acts on an account, thought about on the panel. */
export const isAccountAct = (name: string): name is AccountAct => Object.hasOwn(IS_ACCOUNT_ACT, name)
