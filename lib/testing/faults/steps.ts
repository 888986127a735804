import { revokeToken } from '@/lib/integrations/mastodon/client/oauth'
import { anonymousConnection, connectionOf } from '@/lib/features/instances/connections'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import { unsealHere } from '@/lib/platform/vault/console'
import type { Crew } from './crew'
import type { Target } from './kinds'
import type { Answered, Passing, Plan } from './proxy'
import { connect, type World } from './world'

/** What a fault may use: where it strikes, and whom it kills. */
export interface Scene {
  world: World
  crew: Crew
  target: Target
  actId: () => string
  /** Called once the fault has struck. */
  struck: () => void
}

export interface Step {
  name: string
  /** Gives the plan for everything that passes from now on. Each strikes once. */
  plan: (scene: Scene) => Plan
  /** Afterwards things are put right again, as a person or a server would. */
  after?: (scene: Scene) => Promise<void>
}

const isRole = ({ path }: Passing): boolean => path.endsWith('/verify_credentials')
const isAbout = ({ path }: Passing, { accountId, reportId }: Target): boolean =>
  new RegExp(`/admin/(accounts/${accountId}|reports/${reportId})(/|$)`).test(path)

type Strike = (passing: Passing, scene: Scene) => Promise<void>

/** Strikes at the first request that fits, and never again. */
const onceAt =
  (fits: (passing: Passing, scene: Scene, hasCalled: boolean) => boolean, strike: Strike) =>
  (scene: Scene): Plan => {
    let isOver = false
    let hasCalled = false
    return async (passing) => {
      const isHit = !isOver && fits(passing, scene, hasCalled)
      if (passing.method !== 'GET' && isAbout(passing, scene.target)) hasCalled = true
      if (!isHit) return
      isOver = true
      try {
        await strike(passing, scene)
      } finally {
        scene.struck()
      }
    }
  }
const atRole = (strike: Strike) => onceAt((passing) => isRole(passing), strike)
const atCall = (strike: Strike) =>
  onceAt((passing, { target }) => passing.method !== 'GET' && isAbout(passing, target), strike)
const atLook = (strike: Strike) =>
  onceAt((passing, { target }, hasCalled) => hasCalled && passing.method === 'GET' && isAbout(passing, target), strike)

const killed: Strike = async (passing, { crew }) => {
  await crew.kill()
  passing.cut()
}
const instead =
  (answer: () => Answered): Strike =>
  (passing) =>
    passing.answer(answer())
const afterwards =
  (answer: () => Answered): Strike =>
  async (passing) => {
    await passing.forward()
    await passing.answer(answer())
  }

/** Lets an answer through, and kills whoever got it in the moment in which they write down what it means. */
const killedWhileWriting: Strike = async (passing, { world, crew, actId }) => {
  const lock = await connect(world.ownerUrl)
  await lock.query('BEGIN')
  await lock.query('SELECT id FROM act WHERE id = $1 FOR UPDATE', [actId()])
  await passing.answer(await passing.forward())
  await untilSomebodyWaits(world)
  await crew.kill()
  await lock.query('ROLLBACK')
  await lock.end()
}

async function untilSomebodyWaits({ owner }: World): Promise<void> {
  for (const limit = Date.now() + 30_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 20))) {
    const { rows } = await owner.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (rows[0]?.n > 0) return
  }
  throw new Error('nobody wanted to write')
}

const text =
  (status: number, type: string, body: string, more: object = {}) =>
  (): Answered => ({
    status,
    headers: { 'content-type': type, ...more },
    body: Buffer.from(body),
  })
const JSON_TYPE = 'application/json; charset=utf-8'
const trouble = text(503, JSON_TYPE, '{"error":"There was a temporary problem"}')
const malformed = text(200, JSON_TYPE, '{"id": "7", "acc')
const page = text(200, 'text/html; charset=utf-8', '<!DOCTYPE html><title>Just a moment</title>')
const huge = () => text(200, JSON_TYPE, JSON.stringify({ padding: 'x'.repeat(12 * 1024 * 1024) }))()
const pause = () => {
  const resetAt = new Date(Date.now() + 1500).toISOString().replace('Z', '000Z')
  const limit = { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': resetAt }
  return text(429, JSON_TYPE, '{"error":"Too many requests"}', limit)()
}

const tokenEnds: Strike = async (_passing, { world }) => {
  const instance = await world.db.instance.findUniqueOrThrow({ where: { id: world.instanceId } })
  const token = (await connectionOf(world.db, world.people.kofi.id))?.token ?? ''
  const clientSecret = unsealHere('client secret', instance.id, instance.clientSecret)
  await revokeToken(anonymousConnection(instance), { clientId: instance.clientId, clientSecret, token })
}
const isDemoted: Strike = (_passing, { world }) => world.setRole('kofi', null)

export const STEPS: readonly Step[] = [
  { name: 'killed after the intent', plan: atRole(killed) },
  { name: 'killed before the call left', plan: atCall(killed) },
  {
    name: 'killed during the call, after the act',
    plan: atCall(async (passing, scene) => {
      await passing.forward()
      await killed(passing, scene)
    }),
  },
  { name: 'killed with the answer in hand', plan: atCall(killedWhileWriting) },
  { name: 'killed before the read-back', plan: atLook(killed) },
  { name: 'killed before the outcome is noted', plan: atLook(killedWhileWriting) },
  { name: 'request lost', plan: atCall(async (passing) => passing.cut()) },
  {
    name: 'reply lost',
    plan: atCall(async (passing) => {
      await passing.forward()
      passing.cut()
    }),
  },
  {
    name: 'reply cut short',
    plan: atCall(async (passing) => {
      const { headers, ...answer } = await passing.forward()
      const longer = { ...headers, 'content-length': String(answer.body.length + 10) }
      void passing.answer({ ...answer, headers: longer })
      setTimeout(() => passing.cut(), 50)
    }),
  },
  {
    name: 'slow reply',
    plan: atCall(async (passing) => {
      const answer = await passing.forward()
      await new Promise((done) => setTimeout(done, 1500))
      await passing.answer(answer)
    }),
  },
  { name: '429 to the call', plan: atCall(instead(pause)) },
  { name: '429 before the call', plan: atRole(instead(pause)) },
  { name: '5xx to the call, before the act', plan: atCall(instead(trouble)) },
  { name: '5xx to the call, after the act', plan: atCall(afterwards(trouble)) },
  { name: '5xx before the call', plan: atRole(instead(trouble)) },
  { name: '5xx to the read-back', plan: atLook(instead(trouble)) },
  { name: 'malformed, before the act', plan: atCall(instead(malformed)) },
  { name: 'malformed, after the act', plan: atCall(afterwards(malformed)) },
  { name: 'another page, before the act', plan: atCall(instead(page)) },
  { name: 'another page, after the act', plan: atCall(afterwards(page)) },
  { name: '12 MB, before the act', plan: atCall(instead(huge)) },
  { name: '12 MB, after the act', plan: atCall(afterwards(huge)) },
  { name: 'connection lost before the call', plan: atRole(async (passing) => passing.cut()) },
  {
    name: 'token revoked in mid-act',
    plan: atCall(tokenEnds),
    after: async ({ world }) => void (await world.signIn('kofi')),
  },
  {
    name: 'demoted in mid-act',
    plan: atCall(isDemoted),
    after: ({ world }) => world.setRole('kofi', ROLE_IDS.moderator),
  },
]
