import fs from 'node:fs'
import { startDatabase } from './database.mjs'
import { migrate } from './migrate.mjs'
import { codeOf, LaunchError } from './say.mjs'
import { openKey } from './secrets.mjs'

/**
 * Opens what the console stands on: the key, and a database of the right shape.
 * @param {import('./settings.mjs').Settings} settings
 * @param {(() => unknown)[]} open gets what must be ended
 */
export async function openSurroundings(settings, open) {
  const key = await openKey(settings)
  const connectionString = settings.databaseUrl ?? (await openDatabase(settings.dataDir, open))
  const { appUrl, role } = await migrate({ connectionString, key })
  return { key, databaseUrl: appUrl, databaseRole: role, ownerUrl: connectionString }
}

/** @param {string} dataDir @param {(() => unknown)[]} open */
async function openDatabase(dataDir, open) {
  const database = await startDatabase({ dataDir })
  open.push(database.stop)
  return database.url
}

/** @param {string} folder */
export function openDataFolder(folder) {
  try {
    // Others may pass through, not look: as root, the account of the database lives in a folder further in.
    fs.mkdirSync(folder, { recursive: true, mode: 0o711 })
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new LaunchError(
      `Docket cannot write in its data folder ${folder} (${codeOf(error)}). Set DOCKET_DATA to one where it may.`,
    )
  }
  if ((fs.statSync(folder).mode & 0o002) === 0) return
  throw new LaunchError(
    `Everybody may write in the data folder ${folder}, and so exchange the key in it. Close it (chmod o-w), or set DOCKET_DATA.`,
  )
}
