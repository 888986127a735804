import fs from 'node:fs'
import { appEnvironment } from './app.mjs'
import { openControl } from './control.mjs'
import { keepDemo } from './demo.mjs'
import { install } from './install.mjs'
import { inRoot } from './place.mjs'
import { runNode } from './run.mjs'
import { LaunchError, main } from './say.mjs'
import { settingsOrRefuse } from './settings.mjs'
import { listenForStop } from './stopping.mjs'
import { openDataFolder, openSurroundings } from './surroundings.mjs'

/**
 * What needs neither the settings nor the database of the console: an exported file is checked wherever it is.
 * @type {Record<string, (args: string[]) => boolean>}
 */
const ALONE = {
  audit: ([what, ...rest]) =>
    what !== 'export' && !(what === 'verify' && !rest.some((word, at) => isFile(word, rest[at - 1]))),
}
// Each option of that program is followed by its value.
const isFile = (/** @type {string} */ word, /** @type {string | undefined} */ before) =>
  !word.startsWith('--') && !/^--\w+$/.test(before ?? '')

/** Runs a program of lib/programs in the surroundings of the console: `node lib/launch/program.mjs seed harbour`. */
async function runProgram() {
  const [name = '', ...args] = process.argv.slice(2)
  const file = `lib/programs/${name}.ts`
  if (!fs.existsSync(inRoot(file))) throw new LaunchError(`There is no program ${file}.`)
  if (ALONE[name]?.(args)) {
    await install()
    return runNode(['--import', 'tsx', inRoot(file), ...args], { env: process.env })
  }
  const settings = settingsOrRefuse(process.env)
  openDataFolder(settings.dataDir)
  listenForStop()
  await install()
  /** @type {(() => unknown)[]} */
  const open = []
  try {
    const surroundings = await openSurroundings(settings, open)
    // A demo instance that is in use runs for as long as the program does, if no console runs it already.
    const demo = keepDemo(settings)
    open.push(demo.close)
    const control = await openControl({ 'POST /demo/start': demo.start })
    open.push(control.close)
    const env = appEnvironment('start', settings, { ...surroundings, setupCode: '', control: control.address })
    return await runNode(['--import', 'tsx', inRoot(file), ...args], { env })
  } finally {
    for (const close of open.reverse()) await close()
  }
}

await main(runProgram)
