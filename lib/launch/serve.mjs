import { startApp, waitUntilHealthy } from './app.mjs'
import { build } from './build.mjs'
import { openControl } from './control.mjs'
import { keepDemo } from './demo.mjs'
import { install } from './install.mjs'
import { claimPort } from './running.mjs'
import { pause, say, seconds } from './say.mjs'
import { isSetUp, openSetupCode } from './secrets.mjs'
import { settingsOrRefuse } from './settings.mjs'
import { listenForStop } from './stopping.mjs'
import { openDataFolder, openSurroundings } from './surroundings.mjs'
import { endChild, endOf } from './tethered.mjs'

/**
 * Everything between a fresh checkout and a usable console, and the way back.
 * @param {import('./app.mjs').Mode} mode
 * @returns {Promise<number>} the exit code
 */
export async function serve(mode) {
  const from = performance.now()
  const settings = settingsOrRefuse(process.env)
  openDataFolder(settings.dataDir)
  const claim = await claimPort(settings)
  if ('runsAt' in claim) {
    say(`Docket runs already: ${claim.runsAt} (process ${claim.pid ?? 'unknown'}).`)
    return 0
  }
  const stopping = listenForStop()
  /** @type {(() => unknown)[]} what must be ended, in the order of its start */
  const open = [claim.release]
  try {
    const app = await bringUp({ mode, settings, open, stopping, claim })
    if (!app) return 0
    greet(settings, await openSetupCode(settings.dataDir), seconds(from))
    const ended = endOf(app).then((code) => outcome(code, stopping))
    return await Promise.race([ended, stopping.request.then(() => 0)])
  } catch (error) {
    // A step that was cut short by our own stop is no failure.
    if (stopping.asked()) return 0
    throw error
  } finally {
    for (const close of open.reverse()) await close()
  }
}

/**
 * @param {object} start
 * @param {import('./app.mjs').Mode} start.mode
 * @param {import('./settings.mjs').Settings} start.settings
 * @param {(() => unknown)[]} start.open
 * @param {import('./stopping.mjs').Stopping} start.stopping
 * @param {import('./running.mjs').Claim} start.claim
 * @returns {Promise<import('node:child_process').ChildProcess | null>} null: told to stop before it came to that
 */
async function bringUp({ mode, settings, open, stopping, claim }) {
  await install()
  if (stopping.asked()) return null
  if (mode === 'start') await build()
  if (stopping.asked()) return null
  const surroundings = await openSurroundings(settings, open)
  if (stopping.asked()) return null
  const demo = keepDemo(settings)
  open.push(demo.close)
  const control = await openControl({ 'POST /demo/start': demo.start, 'POST /demo/stop': demo.stop })
  open.push(control.close)
  const setupCode = isSetUp(settings.dataDir) ? '' : await openSetupCode(settings.dataDir)
  const app = startApp(mode, settings, { ...surroundings, setupCode, control: control.address })
  open.push(() => endChild(app))
  claim.tell('serving')
  await Promise.race([waitUntilHealthy(app, settings), stopping.request])
  return stopping.asked() ? null : app
}

/** @param {number} code @param {import('./stopping.mjs').Stopping} stopping */
async function outcome(code, stopping) {
  // Ctrl-C reaches the app and us in no order.
  await pause(200)
  if (stopping.asked()) return 0
  console.error(`The console ended by itself (exit code ${code}): see above.`)
  return 1
}

/** @param {import('./settings.mjs').Settings} settings @param {string} code @param {string} took */
function greet(settings, code, took) {
  say(`\nDocket is ready after ${took}: ${settings.url}`)
  if (!isSetUp(settings.dataDir)) say(`It is not set up yet. Its first page asks for this code: ${code}`)
  say('Stop it with Ctrl-C.\n')
}
