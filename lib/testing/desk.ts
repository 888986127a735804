import { afterAll } from 'vitest'
import { admit } from '@/lib/features/staff/commands'
import { actorOf } from '@/lib/features/staff/model'
import { checkCode, connect } from '@/lib/features/instances/commands'
import { grantToken } from '@/lib/integrations/mastodon/fake/trial'
import { emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { type Fake, type FakeOptions, startFake } from '@/lib/integrations/mastodon/fake/server'
import type { Account, State, Version } from '@/lib/integrations/mastodon/fake/state'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { anonymousConnection } from '@/lib/features/instances/connections'
import type { Holder, PersonActor } from '@/lib/platform/access/access'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import { type Db, sql } from '@/lib/platform/db/client'
import { runQuery } from '@/lib/platform/queries/define'
import { freshDatabase } from './database'

const SCOPES = [
  'read:accounts',
  'read:statuses',
  'read:search',
  'read:notifications',
  'write:reports',
  'admin:read',
  'admin:write',
  'profile',
]

/** A console connected to a fake instance over HTTP, with a database of its own: what a test of commands works on. */
export interface Desk {
  db: Db
  ownerUrl: string
  fake: Fake
  state: State
  instanceId: string
  signIn(account: Account): Promise<PersonActor>
  /** Runs a command as a browser's request would, without the HTTP around it. */
  command<O>(actor: Holder, command: Startable<O>, input: unknown, requestId?: string): Promise<O>
  query<O>(actor: Holder, query: Parameters<typeof runQuery<O>>[0], input: unknown): Promise<O>
  /** Runs the jobs that wait and are due, and those that they add, until none is left. */
  work(kinds?: readonly string[]): Promise<string[]>
  /** Nothing is planned to go wrong any more, and a limit that was reached has passed. */
  mend(): Promise<void>
}

export async function openDesk(
  fill: (state: State) => void,
  version: Version = '4.6',
  more: Omit<FakeOptions, 'state'> = {},
): Promise<Desk> {
  const { db, ownerUrl } = await freshDatabase()
  const state = emptyState(version)
  fill(state)
  const fake = await startFake({ state, ...more })
  afterAll(() => fake.close())
  const setup = { kind: 'setup' } as const
  await runCommand(checkCode, { db, actor: setup, now: new Date(), input: { code: 'abcd efgh jklm' } })
  await runCommand(connect, {
    db,
    actor: setup,
    now: new Date(),
    input: { address: fake.origin, confirmsPrivate: true },
  })
  const instance = await db.instance.findFirstOrThrow({ where: { state: 'connected' } })
  return {
    db,
    ownerUrl,
    fake,
    state,
    instanceId: instance.id,
    async signIn(account) {
      if (!state.tokens.some((token) => token.token === account.username)) {
        grantToken(state, account, SCOPES)
        const app = state.apps.find((one) => one.clientId === instance.clientId)
        Object.assign(state.tokens.at(-1) ?? {}, app ? { appId: app.id } : {})
      }
      const me = (await verifyCredentials({ ...anonymousConnection(instance), token: account.username })).value
      const { personId } = await runCommand(admit, {
        db,
        actor: setup,
        now: new Date(),
        input: {
          instanceId: instance.id,
          remoteId: me.id,
          acct: me.acct,
          displayName: me.display_name,
          permissions: me.permissions.toString(),
          roleName: me.role?.name ?? '',
          token: account.username,
          scopes: SCOPES,
          holdsSetup: true,
          namedOwner: null,
        },
      })
      return actorOf(await db.person.findUniqueOrThrow({ where: { id: personId } }))
    },
    command: (actor, command, input, requestId) =>
      runCommand(command, { db, actor, now: new Date(), input, requestId }),
    query: (actor, query, input) => runQuery(query, { db, actor, now: new Date(), input }),
    work: (kinds) => workOff(db, kinds),
    async mend() {
      fake.setFault(null)
      await db.requestBudget.deleteMany()
    },
  }
}

interface JobRow {
  id: bigint
  task_identifier: string
  payload: unknown
}

/** The runner's loop without its clock: takes each due job as graphile-worker would and completes or fails it. */
async function workOff(db: Db, kinds?: readonly string[]): Promise<string[]> {
  const { workers } = await import('@/lib/registry')
  const done: string[] = []
  for (let round = 0; round < 500; round++) {
    const rows = await db.$queryRaw<JobRow[]>(sql`
      SELECT j.id, t.identifier AS task_identifier, j.payload::text AS payload FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.run_at <= now() + interval '5 seconds' AND j.attempts < j.max_attempts ORDER BY j.run_at, j.id`)
    const job = rows.find((row) => !kinds || kinds.includes(row.task_identifier))
    if (!job) return done
    await db.$executeRaw(sql`DELETE FROM graphile_worker._private_jobs WHERE id = ${job.id}`)
    await workers
      .find((worker) => worker.job === job.task_identifier)
      ?.run(JSON.parse(String(job.payload)), { db, now: () => new Date() })
    done.push(job.task_identifier)
  }
  throw new Error('the jobs do not come to an end')
}
