import { createHmac, hkdfSync } from 'node:crypto'
import { env } from '@/lib/platform/env/env'
import { VaultError, type VaultClass } from './classes'

/** A master key, which wraps the keys of cases: a key per class is derived from it. */
export interface Master {
  /** By which a wrapped key names it; says nothing about it. */
  name: string
  keyFor(kind: VaultClass): Buffer
}

/** The master keys that are known here: the first wraps, all of them open. */
export interface Masters {
  current: Master
  named(name: string): Master
}

/** From 32 bytes each. */
export function mastersOf(keys: readonly [Buffer, ...Buffer[]]): Masters {
  const [current, ...others] = [masterOf(keys[0]), ...keys.slice(1).map(masterOf)] as [Master, ...Master[]]
  return {
    current,
    named(name) {
      const found = [current, ...others].find((master) => master.name === name)
      if (!found) throw new VaultError('key')
      return found
    },
  }
}

let here: Masters | null = null

/** `DOCKET_VAULT_KEY`, else one derived from the console's key; what was wrapped by a former one still opens. */
export function mastersHere(): Masters {
  const { key, formerKey, vaultKey, formerVaultKeys } = env()
  const derived = derivedFrom(key)
  const others = [...formerVaultKeys, ...(formerKey ? [derivedFrom(formerKey)] : [])]
  here ??= mastersOf(vaultKey ? [vaultKey, derived, ...others] : [derived, ...others])
  return here
}

const derivedFrom = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'docket vault master', 32))

function masterOf(key: Buffer): Master {
  const derived = new Map<VaultClass, Buffer>()
  return {
    name: createHmac('sha256', key).update('docket vault master').digest('hex').slice(0, 16),
    keyFor(kind) {
      const known = derived.get(kind)
      if (known) return known
      const made = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `docket vault ${kind}`, 32))
      derived.set(kind, made)
      return made
    },
  }
}
