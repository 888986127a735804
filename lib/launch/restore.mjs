import fs from 'node:fs'
import path from 'node:path'
import { appEnvironment } from './app.mjs'
import { install } from './install.mjs'
import { inRoot } from './place.mjs'
import { runNode } from './run.mjs'
import { LaunchError, main } from './say.mjs'
import { settingsOrRefuse } from './settings.mjs'
import { listenForStop } from './stopping.mjs'
import { openDataFolder, openSurroundings } from './surroundings.mjs'

/** What may lie in the folder already: the key, which is in no backup, and the ledger of destruction. */
const BEFORE = ['key', 'key.lock', 'vault']

/** `npm run restore -- FILE`: a new database in an empty folder, filled from a backup by lib/programs/restore.ts. */
async function restore() {
  const settings = settingsOrRefuse(process.env)
  if (settings.databaseUrl !== null) {
    throw new LaunchError(
      'A backup is restored into the PostgreSQL that comes with Docket. Take DATABASE_URL away; a PostgreSQL of yours has its own tools (README, Backup).',
    )
  }
  assertThere(process.argv.slice(2))
  openDataFolder(settings.dataDir)
  const other = fs.readdirSync(settings.dataDir).find((name) => !BEFORE.includes(name))
  if (other) {
    throw new LaunchError(
      `There is something in ${settings.dataDir} already (${other}). A backup is restored into an empty folder only: set DOCKET_DATA to one.`,
    )
  }
  if (settings.key === null && !fs.existsSync(path.join(settings.dataDir, 'key'))) {
    throw new LaunchError(
      `The key of the console is in no backup. Put it into ${path.join(settings.dataDir, 'key')}, or set DOCKET_KEY.`,
    )
  }
  listenForStop()
  await install()
  /** @type {(() => unknown)[]} */
  const open = []
  let code = 1
  try {
    const surroundings = await openSurroundings(settings, open)
    const env = appEnvironment('start', settings, { ...surroundings, setupCode: '', control: '' })
    const file = inRoot('lib/programs/restore.ts')
    const into = { ...env, DOCKET_RESTORE_INTO: surroundings.ownerUrl }
    code = await runNode(['--import', 'tsx', file, ...process.argv.slice(2)], { env: into })
    return code
  } finally {
    for (const close of open.reverse()) await close()
    if (code === 0) fs.writeFileSync(path.join(settings.dataDir, 'setup-done'), '')
    else clear(settings.dataDir)
  }
}

/** Before a database is made for nothing. @param {string[]} args */
function assertThere(args) {
  const names = ['--keys', '--ledger', '--head', '--key-file']
  const [file] = args.filter((arg, at) => !arg.startsWith('--') && !names.includes(args[at - 1] ?? ''))
  const named = names.flatMap((name) => (args.includes(name) ? [args[args.indexOf(name) + 1] ?? ''] : []))
  const keys = file && !args.includes('--keys') ? [`${file}.keys`] : []
  const missing = [...(file ? [file] : []), ...keys, ...named].find((name) => !fs.existsSync(path.resolve(name)))
  if (missing !== undefined) throw new LaunchError(`There is no file ${missing || 'where one has to be named'}.`)
}

/** A restore that did not end leaves the folder as it was, so that it can be tried again. @param {string} dataDir */
function clear(dataDir) {
  const pointer = path.join(dataDir, 'database.place')
  if (fs.existsSync(pointer)) fs.rmSync(fs.readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true })
  for (const name of ['database', 'database.place', 'database.lock'])
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
  for (const name of fs.existsSync(path.join(dataDir, 'vault')) ? fs.readdirSync(path.join(dataDir, 'vault')) : [])
    if (name !== 'destroyed.jsonl') fs.rmSync(path.join(dataDir, 'vault', name), { recursive: true, force: true })
}

await main(restore)
