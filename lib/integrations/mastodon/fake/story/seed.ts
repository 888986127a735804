import { addAccount, addFollow, addRule } from '../makers'
import type { State } from '../state'
import { since } from '../versions'
import { chanceFrom } from './chance'
import { gatherCrowd, type Crowd, type Member } from './crowd'
import { writeEverydayPosts } from './crowd-posts'
import { closedReports, openReports } from './crowd-reports'
import { fileAll, type Filing } from './filing'
import { before } from './moments'
import { SIGN_UPS } from './people/sign-ups'
import { RULES } from './rules'
import { SCENES } from './scenes/scenes'
import { STAFF } from './staff'
import { call, followInRing, NAMED_HANDLES, type Stage } from './stage'
import { tell, type Room } from './telling'

type Wishes = {
  /** All accounts, local and remote; never fewer than the named people that the reports need. */
  accounts: number
  /** Open and closed together. */
  reports: number
  now: Date
  seed?: number
}

/** Fills an empty server with a town: the same town for the same wishes, told back from `now`. */
export function seedStory(state: State, { accounts, reports, now, seed = 1 }: Wishes): void {
  const stage: Stage = {
    state,
    now,
    chance: chanceFrom(seed),
    called: new Map(),
    postsLeft: 60_000,
    nextIp: addressBook(),
  }
  openServer(stage)
  const room = roomFor(reports)
  const open = room.open
  const told = SCENES.flatMap((scene) => tell(stage, scene, room))
  followInRing(stage)
  callOthers(stage, accounts)
  if (accounts >= SIGN_UPS.length * 4) for (const signUp of SIGN_UPS) knock(stage, signUp)
  const crowd = gatherCrowd(stage, accounts)
  const people = Math.min(crowd.members.length, Math.max(1, Math.round(open * 0.79) - peopleIn(told)))
  const filings = [
    ...told,
    ...openReports(stage, crowd, { reports: room.open, people }),
    ...closedReports(stage, crowd, { reports: room.closed, keep: people }),
  ]
  dailyLife(stage, crowd)
  fileAll(state, filings)
}

/**
 * A small server leaves two thirds of its reports open, a big one has long worked off all but some two thousand.
 * Where there is room for a handful only, they are spread over several people.
 */
export function roomFor(reports: number): Room {
  const open = Math.round(reports <= 420 ? reports * 0.66 : Math.min(2000, 277 + (reports - 420) * 0.035))
  return { open, closed: reports - open, each: reports < 100 ? 2 : reports }
}

const peopleIn = (filings: Filing[]) =>
  new Set(filings.filter((filing) => !filing.closed).map((filing) => filing.targetAccountId)).size

function openServer(stage: Stage): void {
  const { state, now } = stage
  for (const { gone, ...rule } of RULES)
    addRule(state, { ...rule, deletedAt: gone ? before(now, '120d').toISOString() : null })
  const desk = state.roles.find((role) => role.position === 5)
  if (desk) desk.name = 'Report desk'
  for (const member of STAFF) call(stage, member.handle)
  Object.assign(state.instance, {
    description: 'Reef is the server of a harbour town: tides, boats, bread, and the people in between.',
    contactEmail: 'ines@reef.example',
    contactAccountId: call(stage, 'ines').id,
    languages: ['en', 'de', 'fr', 'es', 'ar', 'pt', 'ja', 'he', 'tr'],
    registrations: { enabled: true, approvalRequired: true, minAge: since(state, '4.4') ? 16 : null },
  })
  state.warningPresets.push(
    { id: '1', title: 'Rule 2, first', text: 'We ask you to leave this person alone. Rule 2, No harassment.' },
    { id: '2', title: 'Rule 3', text: 'Please put such pictures behind a content warning. Rule 3.' },
    { id: '3', title: 'Rule 5', text: 'One post a week about your own work is fine. This was more. Rule 5.' },
  )
}

/** Named people whom no report needed also live here, if there is room for them. */
function callOthers(stage: Stage, accounts: number): void {
  for (const handle of NAMED_HANDLES) {
    if (Object.keys(stage.state.accounts).length >= accounts) return
    call(stage, handle)
  }
}

function knock(stage: Stage, signUp: (typeof SIGN_UPS)[number]): void {
  const { state, now } = stage
  const at = before(now, signUp.at)
  addAccount(state, {
    username: signUp.username,
    createdAt: at,
    user: {
      email: signUp.email ?? `${signUp.username}@mail.test`,
      approved: false,
      confirmed: signUp.confirmed ?? true,
      locale: signUp.language,
      inviteRequest: signUp.reason,
      invitedByAccountId: signUp.invitedBy ? call(stage, signUp.invitedBy).id : null,
      ips: [{ ip: signUp.ip ?? stage.nextIp(), usedAt: at.toISOString() }],
    },
  })
}

/** Everyday posts for all in a small town, for the named people only in a big one. */
function dailyLife(stage: Stage, crowd: Crowd): void {
  const named = [...stage.called.values()].filter((account) => !account.domain && !account.suspendedAt)
  const locals = crowd.members.filter(({ account }) => !account.domain && !account.suspendedAt)
  writeEverydayPosts(
    stage,
    named.map(({ id, user }) => ({ id, language: languageOf(user?.locale) })),
    4,
  )
  writeEverydayPosts(
    stage,
    locals.slice(0, 1500).map(({ account, language }) => ({ id: account.id, language })),
    2,
  )
  const [ines] = named
  if (ines) for (const person of named.slice(1, 40)) addFollow(stage.state, person.id, ines.id)
}

const languageOf = (locale: string | null | undefined): Member['language'] =>
  (['de', 'fr', 'es', 'ar', 'pt', 'ja', 'he', 'tr'] as const).find((language) => language === locale) ?? 'en'

/** Addresses kept for documentation, no two people the same unless the story says so. */
function addressBook(): () => string {
  let given = 0
  return () => {
    given += 1
    if (given <= 200) return `203.0.113.${given + 20}`
    if (given <= 400) return `192.0.2.${given - 200}`
    return `2001:db8:${(given >> 12).toString(16)}:${(given & 0xfff).toString(16)}::1`
  }
}
