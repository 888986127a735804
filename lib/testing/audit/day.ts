import type { PersonActor } from '@/lib/platform/access/access'
import { runCommand } from '@/lib/platform/commands/run'
import { AppError } from '@/lib/platform/errors/error'
import { runQuery } from '@/lib/platform/queries/define'
import { type CommandInput, type CommandName, downloads, queries, terminal } from '@/lib/registry'
import type { World } from '../faults/world'
import { openStage, until } from '../stage'
import { touched } from '../touch'
import { tellLetters } from './letters'
import { tellNotices } from './copyright'

/** What could not be done, by the name of the step: a step that is refused leaves a row too, and the day goes on. */
export type Undone = Map<string, string>

/** A day at the desk in which everything happens once. To add a kind of row, add a step. */
export async function tellDay(world: World, authority: string | null): Promise<Undone> {
  const { db, people, instanceId } = world
  const { kofi, yusuf, sef, lena } = people
  const ines = touched(people.ines)
  const undone: Undone = new Map()
  const step = async <T>(name: string, run: () => Promise<T>): Promise<T | null> => {
    try {
      return await run()
    } catch (error) {
      undone.set(name, error instanceof AppError ? error.code : String(error))
      return null
    }
  }
  const run = <N extends CommandName>(actor: PersonActor, name: N, input: CommandInput<N>) =>
    step(name, () => openStage({ db, story: `${name} ${Math.random()}`, now: new Date() }).run(actor, name, input))
  const look = (actor: PersonActor, name: keyof typeof queries | keyof typeof downloads, input: object) =>
    step(name, () => {
      const query: Parameters<typeof runQuery<unknown>>[0] = { ...queries, ...downloads }[name]
      return runQuery<unknown>(query, { db, actor, now: new Date(), input })
    })
  const open = (acct: string) => openStage({ db, story: 'audit', now: new Date() }).caseOf(acct)
  const settled = () => until(async () => (await db.act.count({ where: { state: { in: ['asked', 'sent'] } } })) === 0)
  const groupOf = async (caseId: string) =>
    (await db.act.findFirstOrThrow({ where: { caseId }, orderBy: { askedAt: 'desc' } })).groupId

  // The owner sets things up.
  await run(ines, 'staff.setRoles', { personId: yusuf.id, roles: ['childSafety'] })
  await run(ines, 'staff.setMail', { sendsMail: false })
  await run(ines, 'staff.setPatience', { actsWait: true })
  await run(ines, 'mirror.setDepth', { months: 6 })
  await run(ines, 'webhooks.setSecret', { secret: 'c0'.repeat(20) })
  const secret = await db.webhookSecret.findFirst()
  await run(ines, 'webhooks.removeSecret', { id: secret?.id ?? '' })
  await run(ines, 'instance.askReader', {})
  await run(ines, 'instance.dropReader', {})
  const stamps = { url: authority ?? 'https://stamps.invalid/', confirmsPrivate: true }
  await run(ines, 'proof.setAuthority', stamps)
  await run(ines, 'proof.dropAuthority', {})
  await run(ines, 'proof.setAuthority', stamps)
  await run(ines, 'proof.rotateKeys', {})
  const words = { title: 'Harassment', language: 'en', text: 'Please stop writing to them.' }
  const preset = await run(kofi, 'presets.add', words)
  await run(kofi, 'presets.change', { ...words, text: 'Please stop.', id: preset?.id ?? '', version: 1 })
  await run(kofi, 'presets.remove', { id: preset?.id ?? '', version: 2 })

  // Reports are read, taken and closed.
  await look(ines, 'audit.list', {})
  const harl = await open('harl')
  await look(kofi, 'reports.case', { caseId: harl.caseId })
  const account = await db.account.findFirst({ where: { instanceId, acct: 'harl' } })
  await look(kofi, 'people.one', { accountId: account?.remoteId ?? '' })
  await look(ines, 'people.contact', { accountId: account?.remoteId ?? '' })
  await look(ines, 'people.related', { accountId: account?.remoteId ?? '', by: 'mailDomain' })
  await look(kofi, 'people.find', { text: '@mira', asks: true })
  await run(kofi, 'reports.claim', harl)
  await settled()
  await run(kofi, 'reports.release', await open('harl'))
  await settled()
  const report = await db.caseReport.findFirst({ where: { caseId: harl.caseId } })
  const to = { category: 'spam' as const, ruleIds: [] }
  await run(kofi, 'categories.change', { ...(await open('harl')), reportId: report?.reportId ?? '', to })
  await settled()
  await run(kofi, 'cases.addNote', { caseId: harl.caseId, text: 'Warned in spring.' })
  await run(kofi, 'reports.close', { ...(await open('greta')), note: 'Nothing here.' })
  await settled()
  await run(kofi, 'reports.reopen', await open('greta'))
  await settled()
  const mira = await db.account.findFirst({ where: { instanceId, acct: 'mira' } })
  await run(kofi, 'people.openCase', { accountId: mira?.remoteId ?? '' })

  // Acts, their undoing and their end.
  const ground = { kind: 'law' as const, law: 'Terms 3', why: 'Three days in a row.' }
  const limit = { kind: 'limit' as const, ground, source: 'report' as const, sendsMail: false }
  await run(kofi, 'acts.ask', { ...(await open('harl')), ...limit, end: { kind: 'days', days: 7 } })
  await settled()
  const group = await groupOf(harl.caseId).catch(() => '')
  await run(kofi, 'ends.change', { ...(await open('harl')), groupId: group, end: { kind: 'days', days: 3 } })
  await run(kofi, 'acts.lookAgain', { caseId: harl.caseId, groupId: group })
  await db.act.updateMany({ where: { groupId: group, kind: 'limit' }, data: { state: 'notConfirmed' } })
  await run(kofi, 'acts.sayWhatWasSeen', { caseId: harl.caseId, groupId: group, seen: 'done' })
  await run(kofi, 'acts.undo', { ...(await open('harl')), groupId: group })
  await settled()

  // Posts and pictures.
  const post = await db.post.findFirst({ where: { instanceId, authorId: account?.remoteId ?? '' } })
  const at = { caseId: harl.caseId, postId: post?.remoteId ?? '1' }
  await run(kofi, 'posts.add', { ...(await open('harl')), address: post?.url ?? '' })
  await look(kofi, 'posts.find', { caseId: harl.caseId, address: post?.url ?? '' })
  await look(kofi, 'posts.now', { caseId: harl.caseId })
  await look(kofi, 'posts.thread', at)
  await run(kofi, 'removals.begin', at)
  await run(kofi, 'removals.check', at)
  await until(async () => (await db.removal.count({ where: { state: 'checking' } })) === 0)

  // Child safety, and people who come and go.
  const { caseId } = await open('grain')
  await run(kofi, 'safety.stop', { caseId, reportId: null, postId: null })
  await run(ines, 'safety.namePerson', { caseId, personId: yusuf.id })
  await look(ines, 'safety.case', { caseId })
  const stopped = await db.case.findUniqueOrThrow({ where: { id: caseId } })
  await run(ines, 'safety.recordTip', { caseId, version: stopped.version, tipNumber: '123456' })
  await run(ines, 'staff.endSessionsOf', { personId: sef.id } as CommandInput<'staff.endSessionsOf'>)
  await run(sef, 'staff.endSession', {} as CommandInput<'staff.endSession'>)
  await run(touched(sef), 'staff.disconnect', { handsToId: kofi.id })

  // What must stay, released by two.
  await run(ines, 'staff.setRoles', { personId: lena.id, roles: ['legal'] })
  const counsel = touched(await world.signIn('lena'))
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const held = await db.case.findUniqueOrThrow({ where: { id: harl.caseId } })
  const placed = await run(ines, 'holds.place', {
    source: 'litigation',
    reference: '12 O 34/26',
    releaseEvent: 'judgment',
    caseNumbers: [held.number],
    startsOn: day(0),
    keepUntil: day(30),
  })
  const holdOf = async () => {
    const { id, version } = await db.hold.findUniqueOrThrow({ where: { id: placed?.id ?? '' } })
    return { id, version }
  }
  if (placed) {
    await run(ines, 'holds.extend', { ...(await holdOf()), keepUntil: day(60) })
    await run(ines, 'holds.proposeRelease', { ...(await holdOf()), why: 'Judgment was given.' })
    await run(ines, 'holds.withdrawRelease', await holdOf())
    await run(ines, 'holds.proposeRelease', { ...(await holdOf()), why: 'Judgment is final.' })
    await run(counsel, 'holds.confirmRelease', await holdOf())
  }
  await tellLetters({ db, instanceId, ines, counsel, accountId: mira?.remoteId ?? '', run })
  await tellNotices({ db, instanceId, ines, kofi, counsel, run, look })
  const setup = { db, actor: { kind: 'setup' } as const, now: new Date() }
  await step('staff.makeOwner', () => runCommand(terminal.makeOwner, { ...setup, input: { handle: 'ines' } }))
  return undone
}

/** Commands that a demo cannot do, and why. Whoever adds a command adds a step to the day, or a line here. */
export const ONLY_REFUSED: Record<string, string> = {
  'instance.connectDemo': 'the demo is connected by its address, without the launcher',
  'instance.move': 'the log would go on at another instance',
  'passkeys.enrol': 'it takes an authenticator and a browser',
  'passkeys.touch': 'it takes an authenticator and a browser',
  'passkeys.remove': 'there is none to remove',
  'media.recordViewing':
    'pictures lie at an address of this machine that is not the instance’s own, and are not called',
  'removals.say': 'only what the look could not tell is said by hand, and here it tells',
  'strikes.confirm': 'a termination takes two owners, or a night',
  'strikes.end': 'as strikes.confirm',
  'putbacks.unsuspend': 'nobody is suspended for a notice that was taken back by its link',
  'holds.settleAlarm': 'the first alarm of a purge comes after twenty days',
}
