export type ErasureStep = 'confirm' | 'withdraw'

interface Standing {
  state: string
  proposedById: string
}

/** Why a step is not open to somebody: a code; null when it is. What is confirmed is not taken back. */
export function reasonNot(step: ErasureStep, { state, proposedById }: Standing, personId: string) {
  if (state !== 'proposed') return 'erasure.moved'
  return step === 'confirm' && proposedById === personId ? 'erasure.samePerson' : null
}
