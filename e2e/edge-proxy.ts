import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { pasteOf } from '@/lib/features/edge/render'
import { emptyState } from '@/lib/integrations/mastodon/fake/makers'
import { startFake } from '@/lib/integrations/mastodon/fake/server'
import type { State } from '@/lib/integrations/mastodon/fake/state'
import { seedStory } from '@/lib/integrations/mastodon/fake/story/seed'
import { STAFF } from '@/lib/integrations/mastodon/fake/story/staff'
import { t } from '@/lib/platform/i18n/translate'
import { startNginx } from '@/lib/testing/nginx'
import type { Desk } from './desk'
import { freePort, launchConsole } from './launched'
import { enrolWhenAsked } from './passkeys'
import { connectTo } from './people'

export interface EdgeProxy {
  /** Pulls as the program on the proxy's machine does: takes new rules, checks and reloads. Gives the version that stands now. */
  pull(): Promise<number>
  /** Pulls every second, as cron does every minute. */
  keepPulling(): void
  stopPulling(): void
  /** Loses its rules, as a machine does that is set up anew. The next pull brings them back. */
  forget(): Promise<void>
  /** Which token it pulls with. */
  useToken(token: string): void
}

/** A console connected to a Reef behind a real nginx, which stands before the files on a host of their own as well. */
export interface EdgeDesk extends Desk {
  proxy: EdgeProxy
}

/**
 * `fill` adds to the story what the journey is about. As the demo, days can be let pass in it: the launcher's own has no web server in
 * front of it, so this one is called the demo after it was connected.
 */
export async function openEdgeDesk(
  fill: (state: State) => void = () => undefined,
  { isDemo = false } = {},
): Promise<EdgeDesk> {
  const [web, files, up] = [await freePort(), await freePort(), await freePort()]
  const state = emptyState('4.6')
  seedStory(state, { accounts: 90, reports: 48, now: new Date() })
  state.offered = STAFF.map((person) => person.handle)
  state.mediaOrigin = `http://localhost:${files}`
  fill(state)
  const launched = await launchConsole()
  const [reef, nginx] = await Promise.all([
    startFake({ state, port: up, origin: `http://localhost:${web}` }),
    startNginx({
      upstream: `http://127.0.0.1:${up}`,
      ports: [web, files],
      config: pasteOf('nginx', launched.url).config,
      rules: NO_RULES,
    }),
  ])
  await connectTo(launched, reef.origin)
  if (isDemo) await callDemo(launched.databaseUrl)
  const proxy = proxyTo(launched.url, nginx)
  const stop = async () => {
    proxy.stopPulling()
    await launched.stop()
    await nginx.stop()
    await reef.close()
  }
  return { ...launched, reef, proxy, stop }
}

const NO_RULES = 'map $uri $docket_blocked { default 0; }\n'

async function callDemo(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('UPDATE instance SET is_demo = true')
  await client.end()
}

function proxyTo(url: string, nginx: { take(rules: string): Promise<void> }): EdgeProxy {
  let [token, etag, version] = ['', '', 0]
  let timer: NodeJS.Timeout | null = null
  const pull = async () => {
    const headers = { authorization: `Bearer ${token}`, 'if-none-match': etag }
    const answer = await fetch(`${url}/api/edge/nginx?host=reef.example`, { headers })
    if (answer.status === 304) return version
    if (answer.status !== 200) throw new Error(`the console answered ${answer.status}`)
    await nginx.take(await answer.text())
    etag = answer.headers.get('etag') ?? ''
    version = Number(answer.headers.get('docket-rules-version'))
    return version
  }
  const stopPulling = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  const next = () => {
    timer = setTimeout(() => void pull().then(() => timer && next()), 1000)
  }
  return {
    pull,
    stopPulling,
    async forget() {
      await nginx.take(NO_RULES)
      etag = ''
    },
    keepPulling: () => {
      stopPulling()
      next()
    },
    useToken: (made) => {
      token = made
    },
  }
}

/** The owner makes the token on the settings page, where they enrol their first passkey unless they hold one; the proxy gets it. */
export async function giveToken(page: Page, desk: EdgeDesk, { enrols = true } = {}): Promise<void> {
  await page.goto(`${desk.url}/settings/edge`)
  await page.getByRole('button', { name: t('edge.settings.make') }).click()
  if (enrols) await enrolWhenAsked(page)
  const field = page.getByRole('textbox', { name: t('edge.settings.token'), exact: true })
  await expect(field).toHaveValue(/\w{20}/)
  desk.proxy.useToken((await field.inputValue()).replace(/^authorization: Bearer /, ''))
  await desk.proxy.pull()
}

/** What anybody gets at an address of the instance. */
export async function statusAt(address: string): Promise<number> {
  // A connection of its own: one that was open before goes on to the worker of the former rules.
  const answer = await fetch(address, { redirect: 'manual', headers: { connection: 'close' } })
  await answer.arrayBuffer()
  return answer.status
}
