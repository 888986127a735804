import { createHash } from 'node:crypto'
import { anonymousConnection } from '@/lib/features/instances/connections'
import { admit } from '@/lib/features/staff/commands'
import { actorOf } from '@/lib/features/staff/model'
import { verifyCredentials } from '@/lib/integrations/mastodon/client/me'
import { authorizeUrl, exchangeCode } from '@/lib/integrations/mastodon/client/oauth'
import { locationOf, newBrowser, signInAs } from '@/lib/integrations/mastodon/fake/replay/browser'
import type { Actor, PersonActor } from '@/lib/platform/access/access'
import { runCommand, type Startable } from '@/lib/platform/commands/run'
import type { Db } from '@/lib/platform/db/client'
import { env } from '@/lib/platform/env/env'
import { unsealHere } from '@/lib/platform/vault/console'
import { type CommandInput, type CommandName, type CommandOutput, commands } from '@/lib/registry'
import { touched } from './touch'

/** What a story is told with: people of the demo instance, and every command of the console at a time in the past. */
export interface Stage {
  /** Signs in through the instance's own pages, once. The first who may manage reports becomes the owner. */
  as: (username: string) => Promise<PersonActor>
  /** Runs a command as a browser would. The same step of the same story told again does nothing and answers alike. */
  run: <N extends CommandName>(actor: Actor, name: N, input: CommandInput<N>, at?: Date) => Promise<CommandOutput<N>>
  /** The case about somebody as it stands now. */
  caseOf: (acct: string) => Promise<{ caseId: string; version: number }>
  /** Ids of the instance's rules whose words fit. */
  rules: (words: RegExp) => Promise<string[]>
  hoursAgo: (hours: number) => Date
  /** Waits until no act is on its way any more. */
  settled: () => Promise<void>
}

export interface Story {
  /** One line for the list. */
  about: string
  tell: (stage: Stage) => Promise<void>
}

export function openStage({ db, story, now }: { db: Db; story: string; now: Date }): Stage {
  const known = new Map<string, PersonActor>()
  let step = 0
  return {
    async as(username) {
      const actor = known.get(username) ?? (await signInOnInstance(db, username))
      known.set(username, actor)
      return actor
    },
    run<N extends CommandName>(actor: Actor, name: N, input: CommandInput<N>, at = now) {
      step += 1
      const call = { db, actor: touched(actor, at), now: at, input, requestId: idOf(`${story} ${step}`) }
      const command: Pick<(typeof commands)[N], 'name' | 'permission' | 'start'> = commands[name]
      // The registry ties the name to its output; TypeScript cannot follow it through the union.
      return runCommand(command as unknown as Startable<CommandOutput<N>>, call)
    },
    async caseOf(acct) {
      const instance = await connected(db)
      const account = await db.account.findFirstOrThrow({ where: { instanceId: instance.id, acct } })
      const row = await db.case.findFirstOrThrow({
        where: { instanceId: instance.id, subjectId: account.remoteId },
        orderBy: { openedAt: 'desc' },
      })
      return { caseId: row.id, version: row.version }
    },
    async rules(words) {
      const { rules } = await connected(db)
      const list = Array.isArray(rules) ? rules : []
      return list.flatMap((rule) => (isRule(rule) && words.test(rule.text) ? [rule.id] : []))
    },
    hoursAgo: (hours) => new Date(now.getTime() - hours * 3600_000),
    settled: () => until(async () => (await db.act.count({ where: { state: { in: ['asked', 'sent'] } } })) === 0),
  }
}

const connected = (db: Db) => db.instance.findFirstOrThrow({ where: { state: 'connected' } })

const isRule = (rule: unknown): rule is { id: string; text: string } =>
  typeof rule === 'object' && rule !== null && 'id' in rule && 'text' in rule

/** Looks every half second, for two minutes at most. */
export async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 120_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 500))) {
    if (await isReached()) return
  }
  throw new Error('Waited two minutes in vain: does the demo instance answer?')
}

async function signInOnInstance(db: Db, username: string): Promise<PersonActor> {
  const instance = await connected(db)
  const { token, scopes } = await askForToken(instance, username)
  const me = (await verifyCredentials({ ...anonymousConnection(instance), token, scopes })).value
  const { personId } = await runCommand(admit, {
    db,
    actor: { kind: 'setup' },
    now: new Date(),
    input: {
      instanceId: instance.id,
      remoteId: me.id,
      acct: me.acct,
      displayName: me.display_name,
      permissions: me.permissions.toString(),
      roleName: me.role && me.role.id !== '-99' ? me.role.name : '',
      token,
      scopes,
      holdsSetup: true,
      namedOwner: null,
    },
  })
  return actorOf(await db.person.findUniqueOrThrow({ where: { id: personId } }))
}

/** The whole way of OAuth on the demo's pages: sign in, allow, trade the code. */
async function askForToken(instance: Awaited<ReturnType<typeof connected>>, username: string) {
  const redirectUri = `${env().url}/api/auth/callback/mastodon`
  const wish = { clientId: instance.clientId, redirectUri, scopes: instance.scopes, state: 'story' }
  const address = new URL(authorizeUrl(instance.origin, wish))
  const browser = newBrowser(instance.origin)
  await signInAs(browser, username)
  const there = await browser.open(`${address.pathname}${address.search}`)
  const back = there.status === 200 ? await browser.press('/oauth/authorize', formOf(address)) : there
  const code = new URL(locationOf(back)).searchParams.get('code') ?? ''
  const clientSecret = unsealHere('client secret', instance.id, instance.clientSecret)
  const client = { clientId: instance.clientId, clientSecret }
  const answer = await exchangeCode(anonymousConnection(instance), { ...client, code, redirectUri })
  return { token: answer.value.access_token, scopes: answer.value.scope.split(' ') }
}

const formOf = (address: URL): Record<string, string> => Object.fromEntries(address.searchParams)

/** The same id for the same step: a UUID whose bits come from its name. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
