import type { Person } from '../script'

/** Accounts that follow each other and wrote, within forty minutes, the same report about one person. */
const LOCALS = [
  'spindrift',
  'halyard',
  'bosun',
  'cleat',
  'jib',
  'keelson',
  'mizzen',
  'oarlock',
  'scupper',
  'thole',
  'windlass',
]

export const RING = [...LOCALS, 'brine@coast.example', 'rip@far.example', 'fathom@deep.example']

export const RING_PEOPLE: Person[] = LOCALS.map((handle, at) => ({
  handle,
  name: handle.charAt(0).toUpperCase() + handle.slice(1),
  language: at % 3 === 0 ? 'pt' : 'en',
  joined: `${120 - at}d`,
  note: at % 2 === 0 ? 'Keep the quarry open.' : '',
  postsBefore: 20 + at * 3,
  followers: 13,
  following: 14,
}))
