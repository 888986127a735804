import { beforeAll, describe, expect, it } from 'vitest'
import { ask } from '@/lib/features/acts/commands'
import { addNote } from '@/lib/features/cases/commands'
import { endActs } from '@/lib/features/ends/workers'
import { list } from '@/lib/features/queue/queries'
import { close } from '@/lib/features/reports/commands'
import { stop } from '@/lib/features/safety/commands'
import { ROLE_IDS } from '@/lib/integrations/mastodon/fake/roles'
import type { PersonActor } from '@/lib/platform/access/access'
import { sql } from '@/lib/platform/db/client'
import { openReef, type Reef } from '@/lib/testing/reef'

let reef: Reef
beforeAll(async () => {
  reef = await openReef()
})

type Name = keyof Reef['people']
const queue = (actor: PersonActor, filter: object = {}) => reef.query(actor, list, filter)
const rowOf = async (actor: PersonActor, name: Name) =>
  (await queue(actor)).rows.find((row) => row.person.handle === `@${name}`)
const listed = async (actor: PersonActor, wants: 'mention' | 'look') =>
  (await queue(actor, { wants })).rows.map((row) => row.person.handle)
async function note(by: PersonActor, name: Name, text: string): Promise<void> {
  const { id } = await reef.caseOf(by, name)
  await reef.command(by, addNote, { caseId: id, text })
}

describe('a note that speaks to somebody', () => {
  it('marks the case until they look, and can be filtered for', async () => {
    await note(reef.ines, 'harl', '@kofi, have you seen this?')
    expect(await rowOf(reef.kofi, 'harl')).toMatchObject({ isMentioned: true })
    expect(await rowOf(reef.ines, 'harl')).toMatchObject({ isMentioned: false })
    expect((await queue(reef.kofi)).counts.mention).toBe(1)
    expect(await listed(reef.kofi, 'mention')).toEqual(['@harl'])
    await reef.caseOf(reef.kofi, 'harl')
    expect(await rowOf(reef.kofi, 'harl')).toMatchObject({ isMentioned: false })
    expect(await listed(reef.kofi, 'mention')).toEqual(['@harl'])
  })

  it('marks it anew a moment later, and looking takes that mark away too', async () => {
    await note(reef.ines, 'harl', 'And this, @kofi')
    expect(await rowOf(reef.kofi, 'harl')).toMatchObject({ isMentioned: true })
    await reef.caseOf(reef.kofi, 'harl')
    expect(await rowOf(reef.kofi, 'harl')).toMatchObject({ isMentioned: false })
    await note(reef.kofi, 'harl', 'Note to myself: @kofi')
    expect(await rowOf(reef.kofi, 'harl')).toMatchObject({ isMentioned: false })
  })

  it('is found in a closed case while it is new', async () => {
    const mira = await reef.caseOf(reef.kofi, 'mira')
    await reef.command(reef.kofi, close, { caseId: mira.id, version: mira.version })
    await reef.work()
    await note(reef.ines, 'mira', '@kofi why?')
    expect(await listed(reef.kofi, 'mention')).toEqual(expect.arrayContaining(['@harl', '@mira']))
    await reef.caseOf(reef.kofi, 'mira')
    expect(await listed(reef.kofi, 'mention')).toEqual(['@harl'])
  })

  it('says nothing of a case that was stopped', async () => {
    const { id } = await reef.caseOf(reef.kofi, 'harl')
    await reef.command(reef.ines, stop, { caseId: id, reportId: null, postId: null })
    expect(await listed(reef.kofi, 'mention')).toEqual([])
    expect((await queue(reef.kofi)).counts.mention).toBe(0)
  })
})

describe('an act that ended and was not undone', () => {
  it('is looked for in the queue, open or closed, until somebody has seen to it', async () => {
    const sef = await reef.signIn(reef.people.sef)
    const press = async (by: PersonActor, kind: string, more: object) => {
      const { id, version } = await reef.caseOf(reef.ines, 'wren')
      const panel = {
        message: '',
        sendsMail: false,
        note: '',
        source: 'report',
        ground: { kind: 'rule', ruleIds: ['1'] },
      }
      await reef.command(by, ask, { caseId: id, version, ...panel, kind, ...more })
      await reef.work()
    }
    await press(sef, 'limit', { end: { kind: 'days', days: 7 } })
    // Known on the instance only: the undoing is asked for, and refused there.
    const { user } = reef.state.accounts[reef.people.sef.id] ?? {}
    if (user) user.roleId = ROLE_IDS.reportsOnly
    await reef.db.$executeRaw(sql`UPDATE act SET ends_at = ends_at - make_interval(days => 8)`)
    await endActs.run({}, { db: reef.db, now: () => new Date() })
    await reef.work()
    expect(await reef.db.act.findFirstOrThrow({ where: { kind: 'limit' } })).toMatchObject({ endedAs: 'asked' })
    expect(await listed(reef.kofi, 'look')).toEqual(['@wren'])
    expect((await queue(reef.kofi)).counts.look).toBe(1)
    expect((await queue(reef.kofi, { wants: 'look' })).rows[0]).toMatchObject({ needsLook: true })
    await press(reef.kofi, 'unlimit', { ground: null })
    expect(await listed(reef.kofi, 'look')).toEqual([])
  })
})
