import { parseArgs } from 'node:util'
import { emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { startFake } from '@/lib/integrations/mastodon/fake/server'
import { VERSIONS, type State, type Version } from '@/lib/integrations/mastodon/fake/state'
import { loadState } from '@/lib/integrations/mastodon/fake/store'
import { seedStory } from '@/lib/integrations/mastodon/fake/story/seed'
import { STAFF } from '@/lib/integrations/mastodon/fake/story/staff'
import { isVersion } from '@/lib/integrations/mastodon/fake/versions'

const USAGE = `npm run demo:mastodon -- --port 3400 --data ./demo [--version ${VERSIONS.join('|')}] [--accounts 400] [--reports 420]`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3400' },
    data: { type: 'string' },
    version: { type: 'string', default: '4.6' },
    accounts: { type: 'string', default: '400' },
    reports: { type: 'string', default: '420' },
    'no-limits': { type: 'boolean', default: false },
  },
})

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} must be a whole number.\n${USAGE}`)
  return number
}

function asVersion(text: string): Version {
  if (!isVersion(text)) throw new Error(`--version must be one of ${VERSIONS.join(', ')}.\n${USAGE}`)
  return text
}

function freshState(version: Version): State {
  const state = emptyState(version)
  seedStory(state, {
    accounts: wholeNumber('accounts', values.accounts),
    reports: wholeNumber('reports', values.reports),
    now: new Date(),
  })
  state.offered = [...STAFF.map((person) => person.handle), 'wren']
  return state
}

const version = asVersion(values.version)
const kept = values.data ? loadState(values.data) : null
const fake = await startFake({
  state: kept ?? freshState(version),
  version,
  port: wholeNumber('port', values.port),
  limits: !values['no-limits'],
  ...(values.data ? { dataDir: values.data } : {}),
}).catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${values.port} is in use. Give another with --port.` : error)
  process.exit(1)
})

let isLeaving = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isLeaving) return
    isLeaving = true
    void fake.close().then(() => process.exit(0))
  })
}

const { accounts, reports } = fake.state
console.log(
  `Demo instance: Mastodon ${version} at ${fake.origin}, ${Object.keys(accounts).length} accounts, ${Object.keys(reports).length} reports.`,
)
