import http from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockCase } from '@/lib/features/cases/commands'
import { addAccount, addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { State } from '@/lib/integrations/mastodon/fake/state'
import { findProxy } from '@/lib/launch/proxy.mjs'
import type { PersonActor } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId } from '@/lib/platform/db/client'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { freePort } from '@/lib/testing/fronts'
import { type Machine, startMachine } from '@/lib/testing/pulling'
import { touched } from '@/lib/testing/touch'
import { blockItems, liftItems, makeToken, probe } from './commands'
import { FLAVOURS } from './model'
import { edgeFor, ofCase } from './queries'
import { pasteOf } from './render'
import { itemsInput } from './schema'

const handed = (name: string, act: typeof blockItems) =>
  defineCommand({
    name,
    permission: 'notice.work',
    input: itemsInput,
    run: async (context, { caseId, itemIds }) => act(context, await lockCase(context, caseId), itemIds),
  })
const [block, lift] = [handed('test.block', blockItems), handed('test.lift', liftItems)]
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)

/** The address at which proxies pull, as app/api/edge answers it; what it gives out instead for once stands in `broken`. */
function pullDoor(given: { desk?: Desk; broken?: string }): http.Server {
  return http.createServer((request, response) => {
    const flavour = /^\/api\/edge\/(\w+)/.exec(request.url ?? '')?.[1] ?? ''
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const answer = async () => {
      const rules = given.desk
        ? await edgeFor(given.desk.db, { flavour, token, host: 'reef.example' }, new Date())
        : null
      if (!rules) return response.writeHead(401).end()
      if (given.broken) return response.writeHead(200, { etag: '"broken"' }).end(given.broken)
      if (request.headers['if-none-match'] === rules.etag) return response.writeHead(304, { etag: rules.etag }).end()
      return response.writeHead(200, { etag: rules.etag }).end(rules.text)
    }
    answer().catch(() => response.writeHead(500).end())
  })
}

// `npm test` installs all three where it may; whoever runs this alone sees what is missing here.
describe.each(FLAVOURS)('the program that pulls for %s', (flavour) => {
  const isHere = findProxy(flavour) !== null
  describe.skipIf(!isHere)(isHere ? 'on a machine set up by the steps of the settings' : `(no ${flavour} here)`, () => {
    const given: { desk?: Desk; broken?: string } = {}
    const door = pullDoor(given)
    const [caseId, itemId] = [newId(), newId()]
    const at = { picture: '', page: '', neighbour: '' }
    let machine: Machine
    let desk: Desk
    let ines: PersonActor

    beforeAll(async () => {
      const [web, up, console] = [await freePort(), await freePort(), await freePort()]
      await new Promise<void>((resolve) => door.listen(console, '127.0.0.1', resolve))
      const paste = pasteOf(flavour, `http://127.0.0.1:${console}`)
      machine = await startMachine({ flavour, port: web, upstream: up, paste })
      let ids = { mira: '', ines: '', picture: '', neighbour: '' }
      const fill = (state: State) => {
        const owner = addAccount(state, { username: 'ines', createdAt: ago(900), user: { roleId: ROLE_IDS.owner } })
        const mira = addAccount(state, { username: 'mira', createdAt: ago(900) })
        const media = addMedia(state, { accountId: mira.id, createdAt: ago(50), tile: 3 })
        const post = (text: string, mediaIds: string[] = []) =>
          addPost(state, { accountId: mira.id, createdAt: ago(49), text, mediaIds }).id
        ids = { mira: mira.id, ines: owner.id, picture: post('By me', [media.id]), neighbour: post('Not this') }
      }
      desk = await openDesk(fill, '4.6', { port: up, origin: `http://localhost:${web}`, limits: false })
      given.desk = desk
      const owner = desk.state.accounts[ids.ines]
      if (!owner) throw new Error('no owner')
      ines = await desk.signIn(owner)
      machine.useToken((await desk.command(touched(ines), makeToken, {})).token)
      const { db, instanceId, fake } = desk
      const shown = await (await fetch(`${fake.origin}/api/v1/statuses/${ids.picture}`)).json()
      at.picture = shown.media_attachments[0].url
      at.page = `${fake.origin}/@mira/${ids.picture}`
      at.neighbour = `${fake.origin}/@mira/${ids.neighbour}`
      const openedAt = ago(1)
      await db.case.create({ data: { id: caseId, instanceId, kind: 'copyright', partyIds: [], openedAt } })
      const notice = { receivedAt: openedAt, recordedAt: openedAt, channel: 'mail', zone: 'UTC', senderName: 'Wilma' }
      await db.notice.create({ data: { caseId, ...notice } })
      const named = { number: 1, url: at.page, kind: 'post', state: 'found', isLocal: true, mediaUrls: [at.picture] }
      const of = { postId: ids.picture, postUrl: at.page, accountId: ids.mira }
      await db.noticeItem.create({ data: { id: itemId, caseId, ...named, ...of } })
    }, 120_000)
    afterAll(async () => {
      await machine.stop()
      door.closeAllConnections()
      door.close()
    })

    const input = { caseId, itemIds: [itemId] }
    const statuses = () => Promise.all([at.picture, at.page, at.neighbour].map(statusOf))
    /** What the console saw from outside. */
    const seen = async () => {
      await desk.command(ines, probe, input)
      await desk.work(['edge.probe'])
      return (await desk.query(ines, ofCase, { caseId })).items[0]?.state
    }

    it('puts rules in place where none were, which the configuration then takes', async () => {
      expect(await machine.pull()).toEqual({ code: 0, said: '' })
      await machine.paste()
      expect(machine.rules()).toContain('version 0')
      await expect.poll(statuses, POLL).toEqual([200, 200, 200])
    }, 60_000)

    it('blocks what the console asks for at the next pull, and the console sees it', async () => {
      await desk.command(ines, block, input)
      expect(await statuses()).toEqual([200, 200, 200])
      expect(await machine.pull()).toEqual({ code: 0, said: '' })
      await expect.poll(statuses, POLL).toEqual([451, 451, 200])
      expect(await seen()).toBe('proved')
    }, 60_000)

    it('changes nothing where nothing changed', async () => {
      const before = machine.rules()
      expect(await machine.pull()).toEqual({ code: 0, said: '' })
      expect(machine.rules()).toBe(before)
    })

    it('takes back rules that the web server refuses, says so, and goes on blocking', async () => {
      const before = machine.rules()
      given.broken = '}( "\n'
      const { code, said } = await machine.pull()
      expect([code, said]).toEqual([1, expect.stringContaining('the new rules were refused')])
      expect(machine.rules()).toBe(before)
      expect(await statuses()).toEqual([451, 451, 200])
      delete given.broken
    }, 60_000)

    it('says that it was refused with a token that opens nothing, and goes on blocking', async () => {
      const token = machine.useToken('x'.repeat(43))
      const { code, said } = await machine.pull()
      expect([code, said]).toEqual([1, expect.stringContaining('the console answered 401')])
      expect(await statuses()).toEqual([451, 451, 200])
      machine.useToken(token)
    })

    it('hands out again what the console lifts, and the console sees that too', async () => {
      await desk.command(ines, lift, input)
      expect(await machine.pull()).toEqual({ code: 0, said: '' })
      await expect.poll(statuses, POLL).toEqual([200, 200, 200])
      expect(await seen()).toBe('lifted')
    }, 60_000)
  })
})

/** A reload takes a moment. */
const POLL = { timeout: 15_000, interval: 100 }

async function statusOf(address: string): Promise<number> {
  // A connection of its own: one that was open before goes on to a worker of the former rules.
  const answer = await fetch(address, { redirect: 'manual', headers: { connection: 'close' } })
  await answer.arrayBuffer()
  return answer.status
}
