import { addFollow } from '../makers'
import type { Account, StrikeAction } from '../state'
import { CROWD_DOMAINS, type Crowd, type Member } from './crowd'
import { postsFor } from './crowd-posts'
import type { Closing, Filing } from './filing'
import { minutesBefore } from './moments'
import type { Handle } from './script'
import { call, deletionOf, type Stage } from './stage'

const DAY = 1440
const WORKERS: [Handle, ...Handle[]] = [
  'kofi',
  'kofi',
  'kofi',
  'kofi',
  'yusuf',
  'yusuf',
  'yusuf',
  'sef',
  'sef',
  'ines',
  'lena',
]

/** Open reports on `people` different members, most of them one each. */
export function openReports(
  stage: Stage,
  crowd: Crowd,
  { reports, people }: { reports: number; people: number },
): Filing[] {
  const targets = crowd.members.slice(0, Math.max(1, people))
  return Array.from({ length: targets.length === 0 ? 0 : reports }, (_, at) => {
    const target = targets[at < targets.length ? at : stage.chance.whole(0, targets.length - 1)]
    return target ? [fileOpen(stage, crowd, target)] : []
  }).flat()
}

function fileOpen(stage: Stage, crowd: Crowd, target: Member): Filing {
  const { chance } = stage
  const age = chance.likely(0.94) ? 12 + chance.float() ** 1.6 * 9 * DAY : chance.whole(10 * DAY, 150 * DAY)
  const filing = draft(stage, crowd, target, age)
  return { ...filing, assignedAccountId: chance.likely(0.2) ? call(stage, chance.pick(WORKERS)).id : null }
}

/** Closed ones, three in a hundred of them older than a year. Nobody has any after a suspension. */
export function closedReports(
  stage: Stage,
  crowd: Crowd,
  { reports, keep }: { reports: number; keep: number },
): Filing[] {
  const gone = new Set<Member>()
  const filings: Filing[] = []
  // The first `keep` members have open reports now, so none of them can have been suspended.
  for (let tries = 0; filings.length < reports && tries < reports * 8 && crowd.members.length > 0; tries += 1) {
    const at = stage.chance.whole(0, crowd.members.length - 1)
    const target = crowd.members[at]
    if (!target || gone.has(target)) continue
    const filing = fileClosed(stage, crowd, target, target.reported === 0 && at >= keep)
    if (target.account.suspendedAt) gone.add(target)
    filings.push(filing)
  }
  return filings
}

function fileClosed(stage: Stage, crowd: Crowd, target: Member, maySuspend: boolean): Filing {
  const { chance, now } = stage
  const age = chance.likely(0.97) ? 120 + chance.float() * 358 * DAY : chance.whole(366 * DAY, 520 * DAY)
  const filing = draft(stage, crowd, target, age)
  const waited = (10 + chance.float() ** 3 * 5 * DAY) * 60_000
  const at = new Date(Math.min(filing.createdAt.getTime() + waited, now.getTime() - 60_000))
  const act = someAct(stage, target, maySuspend)
  applyAct(stage, target.account, act, at)
  // Lena sorts and closes; acting on people is beyond her role.
  const worker = chance.pick(WORKERS)
  const byId = call(stage, worker === 'lena' && act !== null ? 'kofi' : worker).id
  return {
    ...filing,
    assignedAccountId: chance.likely(0.5) ? byId : null,
    closed: { byId, at, act, text: wordsFor(act) } satisfies Closing,
  }
}

function someAct({ chance }: Stage, { matter }: Member, maySuspend: boolean): StrikeAction | null {
  if (maySuspend && chance.likely(matter.category === 'spam' ? 0.6 : 0.08)) return 'suspend'
  if (matter.category === 'other' || chance.likely(0.5)) return null
  return chance.likely(0.7) ? 'none' : chance.likely(0.8) ? 'silence' : 'sensitive'
}

const WORDS: Record<string, string> = {
  none: 'Please read the rules again. This is a warning, nothing else changes.',
  silence: 'Your account is limited. Write to us if you think that this is wrong.',
  sensitive: 'Your pictures are marked as sensitive from now on.',
}
const wordsFor = (act: StrikeAction | null) => (act ? (WORDS[act] ?? '') : '')

function applyAct({ state, now, chance }: Stage, account: Account, act: StrikeAction | null, at: Date): void {
  // Half of the limits were lifted again since.
  if (act === 'silence' && chance.likely(0.5)) account.silencedAt = at.toISOString()
  if (act === 'sensitive' && chance.likely(0.5)) account.sensitizedAt = at.toISOString()
  if (act !== 'suspend') return
  account.suspendedAt = at.toISOString()
  account.suspensionOrigin = 'local'
  const deletion = deletionOf(account.id, at)
  if (new Date(deletion.dueAt) > now) state.deletionRequests.push(deletion)
  else purge(account, deletion.dueAt)
}

/** What is left thirty days after a suspension: the shell, and the login with its e-mail. */
function purge(account: Account, at: string): void {
  Object.assign(account, {
    purgedAt: at,
    displayName: '',
    note: '',
    avatarTile: null,
    lastStatusAt: null,
    statusesCount: 0,
    followersCount: 0,
    followingCount: 0,
  })
  if (account.user) account.user.disabled = true
}

function draft(stage: Stage, crowd: Crowd, target: Member, wantedAge: number): Filing {
  const { chance, now, state } = stage
  const targetAge = (now.getTime() - Date.parse(target.account.createdAt)) / 60_000
  const createdAt = minutesBefore(now, Math.min(wantedAge, targetAge * 0.95))
  const reporter = someReporter(stage, crowd, target, createdAt)
  const local = reporter.domain === null
  const category = local ? target.matter.category : 'other'
  // Another server passes on public posts only; here a follower may have reported a private one.
  const posts = postsFor(stage, target, createdAt).filter((post) => local || post.visibility !== 'private')
  if (posts.some((post) => post.visibility === 'private')) addFollow(state, reporter.id, target.account.id)
  target.reported += 1
  return {
    accountId: reporter.id,
    targetAccountId: target.account.id,
    createdAt,
    category,
    comment: chance.pick(target.matter.comments),
    forwarded: local && target.account.domain !== null && chance.likely(0.4),
    statusIds: posts.map((post) => post.id),
    ruleIds:
      category === 'violation'
        ? (target.matter.rules ?? []).flatMap((number) => state.rules[number - 1]?.id ?? [])
        : null,
    assignedAccountId: null,
    closed: null,
  }
}

/** Mostly somebody who speaks the same language and was here by then; a few come from a server's own actor. */
function someReporter(stage: Stage, crowd: Crowd, target: Member, at: Date): Account {
  const { chance } = stage
  for (let tries = 0; tries < 6 && chance.likely(0.97); tries += 1) {
    const from = (tries < 4 ? crowd.byLanguage.get(target.language) : null) ?? crowd.members
    const member = from[chance.whole(0, from.length - 1)]
    if (!member || member === target || member.account.suspendedAt) continue
    const remoteOnRemote = member.account.domain !== null && target.account.domain !== null
    if (new Date(member.account.createdAt) < at && !(remoteOnRemote && chance.likely(0.8))) return member.account
  }
  const domain = chance.pick(CROWD_DOMAINS)
  return call(stage, `${domain}@${domain}`)
}
