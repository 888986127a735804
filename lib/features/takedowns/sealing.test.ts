import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sendLetter } from '@/lib/features/correspondence/commands'
import { one as dmcaCase } from '@/lib/features/dmca/queries'
import { preview } from '@/lib/features/letters/queries'
import { resolveItems } from '@/lib/features/locating/workers'
import { openNotice } from '@/lib/features/notices/commands'
import { decide, judge } from '@/lib/features/triage/commands'
import { addMedia, addPost } from '@/lib/integrations/mastodon/fake/makers'
import type { PersonActor } from '@/lib/platform/access/access'
import { defineCommand } from '@/lib/platform/commands/define'
import { openReef, type Reef } from '@/lib/testing/reef'
import { decide as decideItems } from './commands'

let reef: Reef
let nadia: PersonActor
let caseId = ''
const posts: string[] = []
const ELEMENTS = ['signature', 'work', 'material', 'contact', 'goodFaith', 'accuracy'] as const

/** A valid notice about posts of two people which nobody ever reported. */
beforeAll(async () => {
  reef = await openReef()
  nadia = { ...(await reef.signIn(reef.people.nadia)), roles: ['legal'] }
  const createdAt = new Date(Date.now() - 86_400_000)
  for (const name of ['wren', 'mira'] as const) {
    const accountId = reef.people[name].id
    const media = addMedia(reef.state, { accountId, createdAt, remoteUrl: null, tile: 3 })
    posts.push(addPost(reef.state, { accountId, text: `By ${name}`, mediaIds: [media.id], createdAt }).id)
  }
  const urls = [`${reef.fake.origin}/@wren/${posts[0]}`, `${reef.fake.origin}/@mira/${posts[1]}`]
  const open = defineCommand({
    name: 'test.open',
    permission: 'notice.work',
    input: z.object({}),
    run: (context) =>
      openNotice(context, {
        receivedAt: new Date(Date.now() - 3600_000).toISOString(),
        channel: 'mail',
        sender: { name: 'Dana Marlow', principal: '', email: 'dana@marlow.example', phone: '', address: '' },
        works: ['Harbour, May'],
        urls: urls.map((url) => ({ url, work: 0 })),
        elements: ELEMENTS.map((element) => ({ element, standing: 'found', quote: element, start: 0, end: 1 })),
        original: { entry: 'paste', text: 'Take it down.' },
        subject: '',
        isConfirmed: true,
        tokenHash: null,
        language: 'en',
      }),
  })
  ;({ caseId } = await reef.command(reef.kofi, open, {}))
  await resolveItems.run({ caseId }, { db: reef.db, now: () => new Date() })
  const elements = ELEMENTS.map((element) => ({ element, standing: 'there' }))
  await reef.command(nadia, judge, { ...(await ref()), elements })
  await reef.command(nadia, decide, { ...(await ref()), decision: { step: 'valid' } })
})

const ref = async () => {
  const { version } = await reef.db.case.findUniqueOrThrow({ where: { id: caseId } })
  return { caseId, version }
}
const itemOf = (n: number) =>
  reef.db.noticeItem.findFirstOrThrow({ where: { caseId, postId: posts[n] ?? '' }, select: { id: true } })
const sealed = async () =>
  (await reef.db.evidence.findMany({ where: { caseId, state: 'sealed' } }))
    .map(({ kind, remoteId, postId }) => `${kind} ${kind === 'account' ? remoteId : (postId ?? remoteId)}`)
    .toSorted()
const d5 = async (name: 'wren' | 'mira') =>
  (await reef.query(nadia, preview, { caseId, template: 'D5', accountId: reef.people[name].id })).text

describe('before a lever is pulled', () => {
  it('each post that it is for is sealed with its files, and each author, though nobody reported any of it', async () => {
    expect(await reef.db.post.count({ where: { remoteId: { in: posts } } })).toBe(0)
    expect(await d5('mira')).toContain('could not seal a copy')
    const decision = { step: 'author', fairUse: 'Whole' }
    await reef.command(nadia, decideItems, { ...(await ref()), itemIds: [(await itemOf(0)).id], decision })
    const { wren, mira } = reef.people
    expect(await sealed()).toEqual(
      [...posts.flatMap((id) => [`post ${id}`, `media ${id}`]), `account ${wren.id}`, `account ${mira.id}`].toSorted(),
    )
    expect(await d5('mira')).toContain('is sealed in the file of this case')
  })

  it('of whose author it is asked, the letter asks, is owed once, and claims no restriction', async () => {
    const due = async () =>
      (await reef.query(nadia, dmcaCase, { caseId })).due.map(({ template, accountId }) => [template, accountId])
    const owed = ['D5', reef.people.wren.id]
    expect(await due()).toEqual([owed])
    const text = await d5('wren')
    expect(text).toContain('Please delete it yourself')
    expect(text).not.toMatch(/article 17|Nothing was done/)
    const { subject, version } = await reef.query(nadia, preview, { caseId, template: 'D5', accountId: owed[1] })
    const letter = { template: 'D5', version, accountId: owed[1], subject, text, channel: 'copied' }
    await reef.command(nadia, sendLetter, { ...(await ref()), letter })
    expect(await due()).toEqual([])
    // When they have removed it they are told what that means: 512(g)(2)(A).
    const removed = { state: 'removed', disabledAt: new Date(Date.now() + 1000) }
    await reef.db.noticeItem.update({ where: { id: (await itemOf(0)).id }, data: removed })
    expect(await due()).toEqual([owed])
    expect(await d5('wren')).toMatch(/article 17[\s\S]*17 USC 106 and 501/)
  })
})
