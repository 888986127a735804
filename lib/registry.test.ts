import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, ROLES } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { AppError } from '@/lib/platform/errors/error'
import { runQuery } from '@/lib/platform/queries/define'
import { isMessage } from '@/lib/platform/i18n/translate'
import { openReef, type Reef } from '@/lib/testing/reef'
import { openGuest } from '@/lib/testing/guest'
import { COPYRIGHT_WHO } from '@/lib/testing/doors'
import { touched } from '@/lib/testing/touch'
import { commands, downloads, queries, SCHEDULE, streams, workers } from './registry'

const READERS = 'moderator legal privacy childSafety owner'
const STAFF = 'moderator legal privacy childSafety owner lawyer auditor'
const GUESTS = 'guestLawyer guestAuditor'
const COUNSEL = 'legal owner lawyer'

/** Who may come in by which door. A door that is not here fails the walk: whoever adds one says for whom. */
const WHO: Record<string, string> = {
  ...COPYRIGHT_WHO,
  'acts.ask': 'moderator owner',
  'acts.lookAgain': 'moderator owner',
  'acts.sayWhatWasSeen': 'moderator owner',
  'acts.undo': 'moderator owner',
  'byhand.addTask': READERS,
  'byhand.case': `${READERS} machine`,
  'byhand.close': READERS,
  'byhand.form': READERS,
  'byhand.list': `${READERS} machine`,
  'byhand.open': READERS,
  'byhand.reopen': READERS,
  'byhand.setTask': READERS,
  'byhand.take': READERS,
  'calendars.addDay': 'owner',
  'calendars.list': `${READERS} auditor`,
  'calendars.preview': 'owner',
  'calendars.removeDay': 'owner',
  'captures.setMedia': 'owner',
  'captures.settings': `${READERS} auditor`,
  'captures.standing': `${READERS} machine`,
  'quarantine.judge': 'moderator legal owner',
  'cases.addNote': READERS,
  'deadlines.due': READERS,
  'deadlines.enter': READERS,
  'deadlines.ofCase': `${READERS} machine`,
  'deadlines.start': READERS,
  'feeds.end': STAFF,
  'feeds.own': STAFF,
  'feeds.renew': STAFF,
  'feeds.setOwn': STAFF,
  'papers.add': READERS,
  'papers.original': `${READERS} lawyer guestLawyer`,
  'instance.askReader': 'owner',
  'categories.change': 'moderator owner',
  'bundle.export': `${COUNSEL} guestLawyer`,
  'bundle.list': `${COUNSEL} guestLawyer`,
  'categories.choices': 'moderator owner',
  'counsel.comment': 'legal lawyer guestLawyer',
  'counsel.list': `${COUNSEL} guestLawyer`,
  'counsel.log': `${COUNSEL} guestLawyer`,
  'guests.acceptOptions': 'setup stranger',
  'guests.invitation': 'setup stranger',
  'guests.invite': 'owner',
  'guests.list': 'owner',
  'guests.reinvite': 'owner',
  'guests.setEnd': 'owner',
  'guests.signInOptions': 'setup stranger',
  'guests.takeBack': 'owner',
  'edge.answers': 'moderator legal owner',
  'edge.makeToken': 'owner',
  'edge.ofCase': 'moderator legal owner',
  'edge.probe': 'moderator legal owner',
  'edge.setPace': 'owner',
  'edge.test': 'owner',
  'ends.change': 'moderator owner',
  'erasure.confirm': 'privacy owner',
  'erasure.list': 'privacy owner',
  'erasure.propose': 'privacy owner',
  'erasure.withdraw': 'privacy owner',
  'holds.confirmRelease': 'legal owner',
  'holds.due': READERS,
  'holds.extend': 'legal owner',
  'holds.list': 'legal owner lawyer auditor',
  'demo.letDaysPass': 'owner',
  'holds.on': READERS,
  'holds.place': 'legal owner',
  'holds.proposeRelease': 'legal owner',
  'holds.settleAlarm': 'legal owner',
  'holds.withdrawRelease': 'legal owner',
  'instance.checkCode': 'setup stranger',
  'instance.chooseReader': 'owner',
  'instance.connect': 'setup',
  'instance.connectDemo': 'setup',
  'instance.dropReader': 'owner',
  'instance.move': 'owner',
  'media.recordViewing': 'moderator legal owner',
  'mirror.setDepth': 'owner',
  'passkeys.enrol': `${STAFF} ${GUESTS}`,
  'passkeys.removeOf': 'owner',
  'passkeys.remove': `${STAFF} ${GUESTS}`,
  'passkeys.touch': `${STAFF} ${GUESTS}`,
  'people.openCase': 'moderator owner',
  'posts.add': 'moderator owner',
  'presets.add': 'moderator owner',
  'presets.change': 'moderator owner',
  'presets.remove': 'moderator owner',
  'proof.dropAuthority': 'owner',
  'proof.rotateKeys': 'owner',
  'proof.setAuthority': 'owner',
  'removals.begin': 'moderator owner',
  'removals.check': 'moderator owner',
  'removals.say': 'moderator owner',
  'reports.claim': 'moderator owner',
  'reports.close': 'moderator owner',
  'reports.release': 'moderator owner',
  'reports.reopen': 'moderator owner',
  'room.case': `${COUNSEL} ${GUESTS}`,
  'room.list': `${COUNSEL} ${GUESTS}`,
  'room.share': 'legal owner',
  'room.unshare': 'legal owner',
  'safety.namePerson': 'owner',
  'safety.recordTip': 'childSafety owner',
  'safety.stop': READERS,
  'staff.disconnect': STAFF,
  'staff.endSession': `${STAFF} ${GUESTS}`,
  'staff.endSessionsOf': 'owner',
  'staff.setMail': STAFF,
  'staff.setPatience': STAFF,
  'staff.setRoles': 'owner',
  'webhooks.removeSecret': 'owner',
  'webhooks.setSecret': 'owner',
  'acts.progress': 'moderator owner',
  'acts.preview': 'moderator owner',
  'archive.case': 'owner',
  'archive.cases': 'owner',
  'archive.list': 'owner',
  'archive.stopped': 'childSafety owner',
  'archive.stoppedCase': 'childSafety owner',
  'audit.list': 'legal owner auditor',
  'evidence.list': `${READERS} machine`,
  'evidence.open': `${READERS} machine`,
  'instance.door': 'setup stranger',
  'instance.probe': 'setup',
  'instance.probeNext': 'owner',
  'leases.list': `${READERS} machine`,
  'passkeys.enrolOptions': `${STAFF} ${GUESTS}`,
  'passkeys.list': `${STAFF} ${GUESTS}`,
  'passkeys.touchOptions': `${STAFF} ${GUESTS}`,
  'people.contact': 'moderator privacy owner',
  'people.find': READERS,
  'people.one': READERS,
  'people.posts': READERS,
  'people.related': 'moderator privacy owner',
  'people.reports': READERS,
  'posts.find': 'moderator owner',
  'posts.now': `${READERS} machine`,
  'posts.thread': `${READERS} machine`,
  'presets.list': `${READERS} auditor`,
  'proof.standing': `${READERS} auditor`,
  'reports.case': `${READERS} machine`,
  'reports.list': `${READERS} machine`,
  'retention.begin': 'owner',
  'retention.certificate': 'legal privacy owner lawyer auditor',
  'retention.end': 'owner',
  'retention.plan': 'legal privacy owner lawyer auditor',
  'retention.setRule': 'owner',
  'safety.case': 'childSafety owner',
  'safety.list': 'childSafety owner',
  'safety.told': READERS,
  'search.cases': READERS,
  'settings.edge': `${READERS} auditor`,
  'settings.kept': `${READERS} auditor`,
  'settings.overview': `${READERS} auditor`,
  'settings.reader': `${READERS} auditor`,
  'settings.webhooks': 'owner',
  'shell.frame': `${STAFF} ${GUESTS}`,
  'staff.leaving': STAFF,
  'staff.list': `${READERS} auditor`,
  'waiting.list': 'moderator owner',
  'media.uncover': 'moderator legal owner',
}

/** What is asked of nobody who did not touch a passkey a moment ago. */
const FRESH = [
  'bundle.export edge.makeToken erasure.confirm erasure.propose guests.invite guests.reinvite guests.setEnd guests.takeBack',
  'holds.confirmRelease holds.extend holds.place holds.proposeRelease holds.withdrawRelease notices.setDesk passkeys.remove',
  'passkeys.removeOf proof.dropAuthority proof.rotateKeys proof.setAuthority',
  'records.agentHistory records.infringers records.knowledge records.lumen records.noticeLog',
  'retention.begin retention.end room.share safety.namePerson staff.endSessionsOf staff.setRoles strikes.confirm strikes.end',
].flatMap((names) => names.split(' '))

let reef: Reef
const actors = new Map<string, Actor>()
beforeAll(async () => {
  reef = await openReef()
  // In a session with a fresh touch: whom a role keeps out is not let in by a passkey.
  const nadia = touched(await reef.signIn(reef.people.nadia))
  for (const role of ROLES) actors.set(role, { ...nadia, roles: [role] })
  for (const role of ['lawyer', 'auditor'] as const) {
    const guest = await openGuest(reef.db, { instanceId: reef.instanceId, role, invitedById: reef.ines.id })
    actors.set(role === 'lawyer' ? 'guestLawyer' : 'guestAuditor', touched(guest))
  }
  actors.set('noRole', { ...nadia, roles: [] })
  actors.set('setup', { kind: 'setup' })
  actors.set('stranger', { kind: 'public', address: '203.0.113.9' })
  actors.set('machine', { kind: 'system', name: 'walk' })
})

const doors = { ...commands, ...queries, ...downloads, ...streams }

/** Whether the door lets somebody in. What then becomes of an empty form is another matter. */
async function letsIn(name: string, actor: Actor): Promise<boolean> {
  const call = { db: reef.db, actor, now: new Date(), input: {} }
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  const query = Object.entries({ ...queries, ...downloads, ...streams }).find(([known]) => known === name)?.[1]
  try {
    if (command) await runCommand<unknown>(command, call)
    if (query) await runQuery<unknown>(query, call)
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return !['notAllowed', 'signIn.needed'].includes(error.code)
  }
}

describe('every door', () => {
  it('stands in the table of this test', () => {
    expect(Object.keys(doors).toSorted()).toEqual(Object.keys(WHO).toSorted())
  })

  it.each(Object.entries(WHO))('%s lets in %s and nobody else', async (name, who) => {
    const inside = []
    for (const [label, actor] of actors) if (await letsIn(name, actor)) inside.push(label)
    expect(inside.join(' ')).toBe(who)
  })

  it('asks for a fresh touch at exports, holds, keys and roles', async () => {
    const fresh = Object.values(doors).filter((door) => door.fresh)
    expect(fresh.map((door) => door.name).toSorted()).toEqual(FRESH)
    const owner: Actor = { ...reef.ines, roles: [...ROLES] }
    for (const door of fresh) {
      const call = { db: reef.db, actor: owner, now: new Date(), input: {} }
      const asked = 'isPublicDoor' in door ? runCommand<unknown>(door, call) : runQuery<unknown>(door, call)
      await expect(asked, door.name).rejects.toMatchObject({ code: 'passkey.needed' })
    }
  })

  it('remembers each signed-in person whom it refused, and no stranger', async () => {
    const before = await reef.db.auditRow.count()
    await letsIn('safety.list', actors.get('legal') ?? { kind: 'setup' })
    await letsIn('staff.setRoles', actors.get('noRole') ?? { kind: 'setup' })
    await letsIn('reports.claim', { kind: 'public', address: '203.0.113.9' })
    const rows = await reef.db.auditRow.findMany({
      orderBy: { recordedAt: 'desc' },
      take: 2,
      include: { values: true },
    })
    expect(rows.map((row) => [row.actor, row.command, row.outcome, row.values[0]?.value])).toEqual([
      ['nadia', 'staff.setRoles', 'refused', '"notAllowed"'],
      ['nadia', 'safety.list', 'refused', '"notAllowed"'],
    ])
    expect(await reef.db.auditRow.count()).toBe(before + 2)
  })
})

describe('the registry', () => {
  it('has words for each door: whoever knocks stands in the log', () => {
    expect(Object.keys({ ...doors, ...streams }).filter((door) => !isMessage(`did.${door}`))).toEqual([])
  })

  it('knows each door by the name that the door has itself', () => {
    for (const [name, door] of Object.entries(doors)) expect(door.name).toBe(name)
  })

  it('holds only commands that a browser may call, and none of our own machinery', () => {
    for (const command of Object.values(commands)) {
      expect([command.name, command.isPublicDoor]).toEqual([command.name, true])
      expect([command.name, command.permission]).not.toEqual([command.name, 'mirror.write'])
    }
    for (const name of [
      'staff.admit',
      'staff.noteRole',
      'staff.noteDeadToken',
      'intake.takeIn',
      'acts.settle',
      'acts.markSent',
    ])
      expect(Object.keys(commands)).not.toContain(name)
  })

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('has no door named %s', (name) => {
    expect(Object.hasOwn(commands, name) || Object.hasOwn(queries, name)).toBe(false)
  })

  it('has a worker for every scheduled job, and one worker for each job', () => {
    const jobs = workers.map((worker) => worker.job)
    expect(new Set(jobs).size).toBe(jobs.length)
    for (const { job } of SCHEDULE) expect(jobs).toContain(job.name)
  })
})
