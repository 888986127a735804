import fs from 'node:fs'
import path from 'node:path'
import { withoutSettings } from './environment.mjs'
import { withLock } from './lock.mjs'
import { inRoot, workFolder } from './place.mjs'
import { runNode } from './run.mjs'
import { refuseWhileServing } from './running.mjs'
import { LaunchError, say, seconds } from './say.mjs'
import { contentHash, isFresh, leaveStamp } from './stamp.mjs'
import { tetherOptions } from './tethered.mjs'

const BUILT = '.next/.docket-built'
/** What Next writes last. */
const WHOLE = '.next/BUILD_ID'
const FOLDERS = ['app', 'components', 'lib', 'prisma/models', 'public']
const FILES = ['prisma/schema.prisma', 'next.config.ts', 'proxy.ts', 'instrumentation.ts', 'postcss.config.mjs']
const INPUTS = [...FOLDERS, ...FILES, 'tsconfig.json', 'package-lock.json']

const buildHash = () => contentHash(INPUTS, isPartOfApp)
const isBuilt = () => fs.existsSync(inRoot(WHOLE)) && isFresh(BUILT, buildHash())

/** Builds the pages unless they are what the sources say. */
export async function build() {
  if (isBuilt()) return
  await withLock(
    path.join(workFolder, 'build.lock'),
    async () => {
      if (isBuilt()) return
      refuseWhileServing('The pages must be built anew')
      await buildPages()
    },
    (holder) => say(`Waiting for another build (process ${holder?.pid ?? 'unknown'}).`),
  )
}

/** @param {string} file */
export function isPartOfApp(file) {
  return !/\.test\.\w+$/.test(file) && !/^lib\/(launch|testing|programs)\//.test(file)
}

async function buildPages() {
  say('Building the pages …')
  const from = performance.now()
  const hash = buildHash()
  const again = fs.existsSync(inRoot('.next/cache')) || fs.existsSync(inRoot('.next/build'))
  if (!(await nextBuild())) {
    // Turbopack remembers a failure and repeats it after the cause is gone: once more from nothing.
    if (!again) throw new LaunchError('The pages could not be built: see above.')
    clearBuild()
    if (!(await nextBuild())) throw new LaunchError('The pages could not be built: see above.')
  }
  leaveStamp(BUILT, hash)
  say(`Pages built (${seconds(from)}).`)
}

/** All but what a development server may be using at this moment. */
function clearBuild() {
  for (const name of fs.readdirSync(inRoot('.next'))) {
    if (name !== 'dev') fs.rmSync(inRoot('.next', name), { recursive: true, force: true })
  }
}

async function nextBuild() {
  for (const name of [BUILT, WHOLE]) fs.rmSync(inRoot(name), { force: true })
  // Without the settings: a build must come out the same for everybody, and carry no secret.
  const env = { ...withoutSettings('production'), NODE_OPTIONS: tetherOptions() }
  const code = await runNode([inRoot('node_modules/next/dist/bin/next'), 'build'], { env })
  // A build whose worker went away can end with 0 and nothing to serve.
  return code === 0 && fs.existsSync(inRoot(WHOLE))
}
