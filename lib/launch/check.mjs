import { pathToFileURL } from 'node:url'
import { install } from './install.mjs'
import { inRoot } from './place.mjs'
import { openProxies } from './proxy.mjs'
import { main } from './say.mjs'
import { conclude, step, toolStep, verdict } from './steps.mjs'
import { runVitest } from './unit.mjs'

/** @param {string} name */
const tool = (name) => inRoot('node_modules/.bin', name)

/** Everything that needs neither a build nor a browser. Runs all, also after a failure: one look shows everything. */
export async function runChecks() {
  return [
    await toolStep('types of the routes', [tool('next'), 'typegen']),
    await toolStep('types', [tool('tsc'), '--noEmit', '-p', '.']),
    await toolStep('lint', [tool('oxlint'), '--type-aware', '--deny-warnings']),
    await toolStep('format', [tool('biome'), 'format', '.']),
    await step('web servers', async () => verdict(await openProxies())),
    await step('unit and database tests', () => runVitest([])),
  ]
}

async function check() {
  await install()
  return conclude(await runChecks()).failed === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(check)
