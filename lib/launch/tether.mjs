// Preloaded into every process of the app: ends it when its parent is gone, however that went. A process that outlived
// its launcher would hold the port, and the next start would find a stranger there.
// Asked by looking at the parent twice a second: a channel between the two would also have to be kept open by every
// worker that Next starts, and workers that are kept from ending hang a build.
import { isMainThread } from 'node:worker_threads'

const ENDING = 3000
const parent = process.ppid
let ending = false

function end() {
  if (ending) return
  ending = true
  // First as if stopped by hand, so that running jobs are handed back; then by force.
  setTimeout(() => process.exit(1), ENDING)
  process.kill(process.pid, 'SIGTERM')
}

/** The launcher may have died before this file was read. */
function launcherIsGone() {
  const launcher = Number(process.env.DOCKET_LAUNCHER)
  if (!launcher) return false
  try {
    process.kill(launcher, 0)
    return false
  } catch {
    return true
  }
}

if (isMainThread) {
  setInterval(() => (process.ppid !== parent || launcherIsGone()) && end(), 500).unref()
}
