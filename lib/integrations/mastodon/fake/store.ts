import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { emptyState } from './makers'
import type { State } from './state'

const FILE = 'mastodon.json'
const PAUSE_MS = 300

export type Keeper = { touch: () => void; flush: () => void }

/** What an earlier run left in the folder. */
export function loadState(folder: string): State | null {
  try {
    const kept = JSON.parse(readFileSync(path.join(folder, FILE), 'utf8')) as State
    // A folder of an earlier Docket may lack what is remembered today.
    return { ...emptyState(kept.version), ...kept }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes the whole state a moment after the last change, to a file of another name first. */
export function keepState(folder: string, state: State): Keeper {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    if (!timer) return
    clearTimeout(timer)
    timer = null
    const draft = path.join(folder, `${FILE}.${process.pid}.new`)
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
    renameSync(draft, path.join(folder, FILE))
  }
  const touch = () => {
    timer ??= setTimeout(flush, PAUSE_MS)
  }
  return { touch, flush }
}

export const forgetful: Keeper = { touch: () => undefined, flush: () => undefined }
