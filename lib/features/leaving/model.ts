import { couldAct } from '@/lib/features/staff/model'

type Colleague = Parameters<typeof couldAct>[0]

/** To whom a case may be handed: somebody who could act on it and is no party to it. */
export const mayTake = (person: Colleague, row: { partyIds: readonly string[] }): boolean =>
  couldAct(person) && !row.partyIds.includes(person.remoteId)
