/**
 * What an object of the vault is for; each class of a case has a key of its own. `quarantine`: media that nobody has judged yet;
 * `counsel`: privileged; `paper`: letters and forms that came in or went out.
 */
export const VAULT_CLASSES = ['ordinary', 'quarantine', 'childSafety', 'counsel', 'paper'] as const
export type VaultClass = (typeof VAULT_CLASSES)[number]

/**
 * What can be wrong with the vault. `full`: nothing was kept, try again when there is room. `missing`: the ciphertext is not where
 * its row says. `tampered`: it is there and is not what was sealed. `destroyed`: its key was deleted on purpose. `key`: no master
 * key that is known here opens it. `elsewhere`: this folder or bucket belongs to another console, or to none.
 */
export type VaultFault = 'full' | 'missing' | 'tampered' | 'destroyed' | 'key' | 'elsewhere' | 'unreachable'

export class VaultError extends Error {
  readonly fault: VaultFault

  constructor(fault: VaultFault, options?: ErrorOptions) {
    super(`vault: ${fault}`, options)
    this.name = 'VaultError'
    this.fault = fault
  }
}

export const isVaultFault = (error: unknown, ...faults: VaultFault[]): boolean =>
  error instanceof VaultError && faults.includes(error.fault)
