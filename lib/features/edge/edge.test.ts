import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { lockCase } from '@/lib/features/cases/commands'
import { emptyCases } from '@/lib/features/destruction/statements'
import { addAccount, addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { PersonActor } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { newId, transaction } from '@/lib/platform/db/client'
import { type Desk, openDesk } from '@/lib/testing/desk'
import { freePort } from '@/lib/testing/fronts'
import { type Nginx, startNginx } from '@/lib/testing/nginx'
import { touched } from '@/lib/testing/touch'
import { blockItems, liftItems, makeToken, probe } from './commands'
import { answersOf, edgeFor, lookBeforeLetter, ofCase, standing, test } from './queries'
import { pasteOf } from './render'
import { itemsInput } from './schema'

/** The desk decides; here its hands do nothing else. */
const handed = (name: string, act: typeof blockItems) =>
  defineCommand({
    name,
    permission: 'notice.work',
    input: itemsInput,
    run: async (context, { caseId: id, itemIds: ids }) => act(context, await lockCase(context, id), ids),
  })
const [block, lift] = [handed('test.block', blockItems), handed('test.lift', liftItems)]

const ago = (hours: number) => new Date(Date.now() - hours * 3600_000)
const CONSOLE = 'https://docket.reef.example'

let desk: Desk
let nginx: Nginx
let ines: PersonActor
let token: string
const caseId = newId()
const items = { picture: newId(), text: newId() }
const at = { picture: '', small: '', page: '', text: '', neighbour: '', other: '' }

/** A reef whose files lie on a host of their own, with a real nginx before both; the console sees nothing but the nginx. */
beforeAll(async () => {
  const [web, files, up] = [await freePort(), await freePort(), await freePort()]
  const rules = '# nothing pulled yet\nmap $uri $docket_blocked { default 0; }\n'
  const { config } = pasteOf('nginx', CONSOLE)
  nginx = await startNginx({ upstream: `http://127.0.0.1:${up}`, ports: [web, files], config, rules })
  let ids = { mira: '', ines: '', picture: '', text: '', neighbour: '' }
  desk = await openDesk(
    (state) => {
      state.mediaOrigin = `http://localhost:${files}`
      const owner = addAccount(state, { username: 'ines', createdAt: ago(900), user: { roleId: ROLE_IDS.owner } })
      const mira = addAccount(state, { username: 'mira', createdAt: ago(900) })
      const media = addMedia(state, { accountId: mira.id, createdAt: ago(50), tile: 3 })
      const post = (text: string, hours: number, mediaIds: string[] = []) =>
        addPost(state, { accountId: mira.id, createdAt: ago(hours), text, mediaIds }).id
      ids = {
        mira: mira.id,
        ines: owner.id,
        picture: post('The lighthouse, by me #lighthouse', 50, [media.id]),
        text: post('Chapter one, all of it #novel', 40),
        neighbour: post('Nothing to see', 39),
      }
    },
    '4.6',
    { port: up, origin: `http://localhost:${web}`, limits: false },
  )
  const owner = desk.state.accounts[ids.ines]
  if (!owner) throw new Error('no owner')
  ines = await desk.signIn(owner)
  await openCase(ids)
}, 120_000)
afterAll(() => nginx.stop())

async function openCase(ids: { mira: string; picture: string; text: string; neighbour: string }): Promise<void> {
  const { db, instanceId, fake, state } = desk
  const file = Object.values(state.media)[0]
  const shown = await (await fetch(`${fake.origin}/api/v1/statuses/${ids.picture}`)).json()
  Object.assign(at, {
    picture: shown.media_attachments[0].url,
    small: shown.media_attachments[0].preview_url,
    page: `${fake.origin}/@mira/${ids.picture}`,
    text: `${fake.origin}/@mira/${ids.text}`,
    neighbour: `${fake.origin}/@mira/${ids.neighbour}`,
    other: `${fake.origin}/media_proxy/${file?.id}/original`,
  })
  const openedAt = ago(1)
  await db.case.create({ data: { id: caseId, instanceId, kind: 'copyright', partyIds: [ids.mira], openedAt } })
  await db.notice.create({
    data: {
      caseId,
      receivedAt: openedAt,
      recordedAt: openedAt,
      channel: 'mail',
      zone: 'UTC',
      senderName: 'Wilma Wren',
    },
  })
  const resolved = { caseId, kind: 'post', state: 'found', accountId: ids.mira, isLocal: true }
  await db.noticeItem.createMany({
    data: [
      {
        ...resolved,
        id: items.picture,
        number: 1,
        url: at.page,
        postId: ids.picture,
        postUrl: at.page,
        mediaUrls: [at.picture],
      },
      { ...resolved, id: items.text, number: 2, url: at.text, postId: ids.text, postUrl: at.text, mediaUrls: [] },
    ],
  })
}

const itemIds = Object.values(items)
const pull = () => edgeFor(desk.db, { flavour: 'nginx', token, host: 'reef.example' }, new Date())
const statusOf = async (address: string) => (await fetch(address, { redirect: 'manual' })).status
const item = (id: string) => desk.db.noticeItem.findUniqueOrThrow({ where: { id } })
const viewOf = async (id: string) => {
  const { items: views } = await desk.query(ines, ofCase, { caseId })
  const found = views.find((view) => view.itemId === id)
  if (!found) throw new Error('never blocked')
  return found
}
const answersTo = async (itemId: string) => (await desk.query(ines, answersOf, { caseId, itemId })).answers
/** The proxy pulls and takes the rules; the console looks. */
async function round() {
  const rules = await pull()
  if (!rules) throw new Error('nothing to pull')
  await nginx.take(rules.text)
  await look()
  return rules
}
async function look() {
  await desk.command(ines, probe, { caseId, itemIds })
  await desk.work(['edge.probe'])
}

describe('a block at the edge', () => {
  it('is pulled with the token alone', async () => {
    expect(await edgeFor(desk.db, { flavour: 'nginx', token: 'guessed', host: '' }, new Date())).toBeNull()
    await expect(desk.command(ines, makeToken, {})).rejects.toMatchObject({ code: 'passkey.needed' })
    const former = await desk.command(touched(ines), makeToken, {})
    const made = await desk.command(touched(ines), makeToken, {})
    expect(await edgeFor(desk.db, { flavour: 'nginx', token: former.token, host: '' }, new Date())).toBeNull()
    token = made.token
    expect(await edgeFor(desk.db, { flavour: 'apache', token, host: '' }, new Date())).toBeNull()
    const stored = await desk.db.edgeDoor.findFirstOrThrow()
    expect(Buffer.from(stored.tokenHash ?? []).toString('base64url')).not.toBe(token)
    expect((await pull())?.version).toBe(0)
  })

  it('is nothing but asked until the proxy has pulled it and it was seen', async () => {
    expect(await desk.command(ines, block, { caseId, itemIds })).toMatchObject({ asked: 2 })
    expect(await viewOf(items.picture)).toMatchObject({ kind: 'media', state: 'asked', status: null, attention: null })
    await look()
    expect(await viewOf(items.picture)).toMatchObject({ state: 'asked', status: 200 })
    expect((await item(items.picture)).state).toBe('found')
    expect(await desk.command(ines, block, { caseId, itemIds })).toEqual({ asked: 0 })
  })

  it('disables a file, on the media host too, and says so only when 451 was seen', async () => {
    const rules = await pull()
    expect(rules?.version).toBe(1)
    expect((await pull())?.text).toBe(rules?.text)
    expect((await viewOf(items.picture)).state).toBe('handedOut')
    await look()
    expect((await viewOf(items.picture)).state).toBe('handedOut')
    await round()
    expect(await item(items.picture)).toMatchObject({ state: 'disabled', lever: 'edgeBlock' })
    const view = await viewOf(items.picture)
    expect(view).toMatchObject({ state: 'proved', status: 451, attention: null })
    const answers = (await answersTo(items.picture)).filter(({ place }) =>
      ['file', 'small', 'proxy', 'page', 'embed', 'activity'].includes(place),
    )
    expect(answers.map(({ place, status }) => [place, status])).toEqual([
      ['file', 451],
      ['small', 451],
      ['proxy', 451],
      ['page', 451],
      ['embed', 451],
      ['activity', 451],
      ['activity', 451],
    ])
    const places = await Promise.all([at.picture, at.small, at.other, at.page, at.text, at.neighbour].map(statusOf))
    expect(places).toEqual([451, 451, 451, 451, 451, 200])
  })

  it('leaves text standing in lists, names them, and does not call it disabled', async () => {
    expect(await item(items.text)).toMatchObject({ state: 'found', disabledAt: null, lever: 'edgeBlock' })
    const view = await viewOf(items.text)
    expect(view).toMatchObject({ kind: 'text', state: 'proved', status: 451 })
    expect(view.carriers).toEqual(['api', 'account', 'public', 'tag', 'rss', 'outbox'])
    const rss = (await answersTo(items.text)).find(({ place }) => place === 'rss')
    expect(rss).toMatchObject({ status: 200, carries: true, contentType: 'application/rss+xml; charset=utf-8' })
    expect(rss?.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is loud when it vanishes, and proved again when it is back', async () => {
    await nginx.take('map $uri $docket_blocked { default 0; }\n')
    await look()
    expect(await viewOf(items.picture)).toMatchObject({ state: 'lost', attention: 'lost', status: 200 })
    expect(await item(items.picture)).toMatchObject({ state: 'found' })
    expect((await desk.query(ines, standing, {})).troubles).toEqual({ lost: 2 })
    await round()
    expect(await viewOf(items.picture)).toMatchObject({ state: 'proved', attention: null, lostAt: null })
    expect(await item(items.picture)).toMatchObject({ state: 'disabled' })
  })

  it('is looked at again before a letter speaks of it, where the last look is older than an hour', async () => {
    const asked: string[] = []
    const enqueue = async (_job: unknown, payload: unknown) => void asked.push(JSON.stringify(payload))
    await lookBeforeLetter({ db: desk.db, now: new Date(), enqueue }, caseId)
    expect(asked).toEqual([])
    await lookBeforeLetter({ db: desk.db, now: new Date(Date.now() + 61 * 60_000), enqueue }, caseId)
    expect(asked).toHaveLength(2)
  })

  it('is loud when the proxy stops pulling', async () => {
    const later = new Date(Date.now() + 40 * 60_000)
    const { troubles } = await standing.start(
      { db: desk.db, actor: ines, now: later, remember: async () => {}, enqueue: async () => {} },
      {},
    )
    expect(troubles).toEqual({ notPulling: 2 })
  })

  it('shows in a test of each host whether the rules are in force', async () => {
    const { hosts } = await desk.query(ines, test, {})
    expect(hosts.map(({ status }) => status)).toEqual([451, 451])
  })

  it('is lifted when the addresses are seen to be handed out again', async () => {
    await desk.command(ines, lift, { caseId, itemIds: [items.picture] })
    expect(await viewOf(items.picture)).toMatchObject({ state: 'lifting' })
    await look()
    expect(await viewOf(items.picture)).toMatchObject({ state: 'lifting', status: 451 })
    expect((await item(items.picture)).state).toBe('disabled')
    expect((await round()).version).toBe(2)
    expect(await viewOf(items.picture)).toMatchObject({ state: 'lifted' })
    expect((await item(items.picture)).state).toBe('restored')
    expect(await Promise.all([at.picture, at.small, at.page, at.text].map(statusOf))).toEqual([200, 200, 200, 451])
    expect((await viewOf(items.text)).state).toBe('proved')
  })

  it('says that there is nothing to hand out when the post is gone meanwhile', async () => {
    const { postId } = await item(items.text)
    const post = desk.state.posts[postId ?? '']
    if (post) post.deletedAt = new Date().toISOString()
    await desk.command(ines, lift, { caseId, itemIds: [items.text] })
    await round()
    expect(await viewOf(items.text)).toMatchObject({ state: 'gone', carriers: [] })
    expect((await item(items.text)).state).toBe('found')
  })

  it('can be asked for again, and keeps the proof of before', async () => {
    await desk.command(ines, block, { caseId, itemIds: [items.picture] })
    await round()
    expect(await viewOf(items.picture)).toMatchObject({ state: 'proved' })
    expect(await desk.db.edgeBlock.count({ where: { itemId: items.picture } })).toBe(2)
  })

  it('keeps what was seen as proof: nothing of it can be changed', async () => {
    expect(await desk.db.edgeProbe.count()).toBeGreaterThan(40)
    for (const enemy of [`UPDATE edge_probe SET status = 451`, 'DELETE FROM edge_probe', 'TRUNCATE edge_probe'])
      await expect(desk.db.$executeRawUnsafe(enemy), enemy).rejects.toThrow(/append-only|permission denied/)
  })

  it('goes with its case alone, when that is emptied', async () => {
    const emptied = await transaction(desk.db, (tx) => emptyCases(tx, [caseId], new Date()))
    expect(emptied).toBe(1)
    expect([await desk.db.edgeProbe.count(), await desk.db.edgeBlock.count({ where: { caseId } })]).toEqual([0, 0])
    expect(await desk.db.notice.count({ where: { caseId } })).toBe(0)
  })
})
