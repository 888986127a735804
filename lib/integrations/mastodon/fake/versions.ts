import { VERSIONS, type State, type Version } from './state'

/** What each series says of itself: its last release that the reference was read from, and its API number. */
export const RELEASES: Record<Version, { software: string; api: number | null }> = {
  '4.2': { software: '4.2.0', api: null },
  '4.3': { software: '4.3.23', api: 2 },
  '4.4': { software: '4.4.22', api: 6 },
  '4.5': { software: '4.5.15', api: 7 },
  '4.6': { software: '4.6.5', api: 11 },
}

export const since = (state: Pick<State, 'version'>, version: Version) =>
  VERSIONS.indexOf(state.version) >= VERSIONS.indexOf(version)

/** Fields that exist only from a version on: spread into an object. */
export function from<T extends object>(state: State, version: Version, fields: T): T | Record<string, never> {
  return since(state, version) ? fields : {}
}

export const isVersion = (text: string): text is Version => VERSIONS.some((version) => version === text)
