import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { withoutStopped } from '@/lib/features/cases/queries'
import { rulesOf } from '@/lib/features/intake/queries'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { type Actor, can, type PersonActor } from '@/lib/platform/access/access'
import type { Db, Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { plainText } from '@/lib/platform/text/plain'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { endViewOf, isDown, purgeAfter, waitViewOf } from './deadlines'
import {
  consequencesOf,
  isHarsh,
  isUndoneByKey,
  mayEnd,
  missingFor,
  OPPOSITE,
  type Rank,
  rankOf,
  reasonOff,
  resolvesAllReports,
  waitsFor,
} from './model'
import {
  ACCOUNT_ACTS,
  ACT_KINDS,
  type Action,
  type ActKind,
  type ActState,
  type ActView,
  type Consequences,
  type Down,
  type WaitView,
} from './schema'
import { type CaseFacts, readStanding } from './statements'

/** What an act would do, before it is asked for. */
export const preview = defineQuery({
  name: 'acts.preview',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), kind: z.enum(ACCOUNT_ACTS) }),
  async run({ db, actor, now }, { caseId, kind }): Promise<Consequences> {
    const row = await db.case.findFirst({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
    if (!row?.subjectId || actor.kind !== 'person') throw new AppError('notFound')
    const where = { instanceId_remoteId: { instanceId: row.instanceId, remoteId: row.subjectId } }
    const [account, instance, person] = await Promise.all([
      db.account.findUnique({ where }),
      db.instance.findUniqueOrThrow({ where: { id: row.instanceId } }),
      db.person.findUniqueOrThrow({ where: { id: actor.id } }),
    ])
    const links = await db.caseReport.findMany({
      where: { caseId, report: { isResolved: false, goneAt: null } },
      include: { report: true },
    })
    const reports = links.map((link) => link.report).toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))
    const posts = await db.post.findMany({
      where: {
        instanceId: row.instanceId,
        remoteId: {
          in: await withoutStopped(
            db,
            row,
            reports.flatMap((report) => report.postIds),
          ),
        },
      },
      orderBy: { createdAt: 'desc' },
    })
    const isLocal = account?.domain === null
    const isSpam = reports.some((report) => report.category === 'spam')
    const reported = new Set(reports.flatMap((report) => rulesOf(report.rules).map((rule) => rule.id)))
    const kept = resolvesAllReports(kind) ? reports.filter((report) => report.postIds.length > 0) : []
    const keptPosts = new Set(kept.flatMap((report) => report.postIds)).size
    const isDoubtful = account !== null && rankOf(account, person) === 'unknown'
    const facts = {
      kind,
      isLocal,
      openCount: reports.length,
      postCount: keptPosts,
      doubtfulRole: isDoubtful ? account.roleName : null,
      purgeAt: purgeAfter(now),
    }
    const keepFacts = { ...facts, openCount: kept.length }
    return {
      kind,
      off: (await reasonsOff(db, actor, row))(kind),
      lines: consequencesOf(facts, { keeps: false }),
      rules: rulesOf(instance.rules).map((rule) => ({ ...rule, isReported: reported.has(rule.id) })),
      reports: reports.map((report) => ({ id: report.remoteId, label: plainText(report.comment, 80) })),
      mail: {
        isPossible: isHarsh(kind) && isLocal,
        isOnByDefault: isHarsh(kind) && isLocal && !isSpam && person.sendsMail,
        citedPosts: posts.map((post) => ({
          id: post.remoteId,
          text: plainText(post.content, 160),
          reportIds: reports
            .filter((report) => report.postIds.includes(post.remoteId))
            .map((report) => report.remoteId),
        })),
      },
      needsGround: isHarsh(kind),
      mayEnd: mayEnd(kind),
      keep:
        kept.length > 0
          ? { lines: consequencesOf(keepFacts, { keeps: true }), reports: kept.length, posts: keptPosts }
          : null,
      language: account?.locale ?? null,
      down: await downOf(db, actor),
    }
  },
})

/** Said before anything is pressed: Mastodon does not answer now, and what becomes then of what one presses. */
export async function downOf(db: Pick<Db, 'mirrorState' | 'person'>, actor: Actor): Promise<Down | null> {
  if (actor.kind !== 'person') return null
  const mirror = await db.mirrorState.findUnique({ where: { instanceId: actor.instanceId } })
  if (!mirror || !isDown(mirror.failure)) return null
  const { actsWait } = await db.person.findUniqueOrThrow({ where: { id: actor.id } })
  return { why: mirror.failure, waits: actsWait }
}

/** Why each act is off for somebody on a case as it stands: asked by the button, the panel and the command alike. */
export async function reasonsOff(
  db: Pick<Db, '$queryRaw'>,
  actor: PersonActor,
  row: CaseFacts,
  rule: typeof reasonOff = reasonOff,
): Promise<(kind: ActKind) => string | null> {
  const at = await readStanding(db, actor, row)
  const rank: Rank = at.isKnown ? rankOf(at.theirs, at.yours) : 'below'
  return (kind) =>
    rule({
      kind,
      holds: (permission) => has(actor.mastodon, permission),
      rank,
      isLocal: at.isKnown && at.isLocal,
      isCaseOpen: row.state === 'open',
      isStopped: at.isStopped,
      earlier: earlierOf(kind, at.waiting ?? []),
      isParty: at.isParty,
      isSelf: row.subjectId === actor.remoteId,
      hasToken: at.hasToken,
      isOwnedByYou: row.ownerId === actor.id,
      isSuspended: at.isSuspended,
      isSilenced: at.isSilenced,
      isDisabled: at.isDisabled,
      isSensitized: at.isSensitized,
    })
}

/** Whether it has to wait for another act on the same thing, and that one for Mastodon. */
function earlierOf(kind: ActKind, waiting: readonly { kind: string; state: string; waitsUntil: string | null }[]) {
  const kindsOf = (acts: typeof waiting) => acts.map((act) => act.kind as ActKind) // Written by `intend` from the same union.
  const stuck = waiting.filter((act) => act.state === 'asked' && act.waitsUntil !== null)
  if (!waitsFor(kind, kindsOf(waiting))) return 'none'
  return waitsFor(kind, kindsOf(stuck)) ? 'waits' : 'onItsWay'
}

interface Looker extends Pick<QueryContext, 'actor' | 'now'> {
  /** To an open report on the person (`isPartyTo`). */
  isParty?: boolean
}

/** Whether whoever looks could ask for the opposite themselves: the command asks for the same. */
function mayUndo({ actor, isParty }: Omit<Looker, 'now'>, kind: ActKind): boolean {
  if (actor.kind !== 'person' || !can(actor, 'report.act')) return false
  const opposite = OPPOSITE[kind] ?? kind
  if (isParty && opposite !== 'unassign') return false
  return missingFor(opposite, (permission) => has(actor.mastodon, permission)) === null
}

type ActRow = Prisma.ActGetPayload<{ include: { person: true } }>

/** Acts asked for together are shown as one. The group is as far as its slowest call. */
export function actViews(looker: Looker, acts: ActRow[]): ActView[] {
  const { actor, now } = looker
  const keys = [...new Set(acts.map(groupKey))]
  const undone = new Set(
    acts.filter((act) => act.state !== 'failed' && act.state !== 'cancelled').map((act) => act.undoesId),
  )
  return keys.flatMap((key) => {
    const all = acts.filter((act) => groupKey(act) === key)
    // What somebody else had done already is theirs: it counts only when nothing else was left to do.
    const own = all.filter((act) => act.failure !== 'alreadyDone')
    const group = own.length > 0 ? own : all
    const first = group[0]
    const kind = ACT_KINDS.find((known) => known === first?.kind)
    if (!first || !kind) return []
    const state = ORDER.find((s) => group.some((act) => act.state === s)) ?? 'cancelled'
    const settled = group.flatMap((act) => act.settledAt?.getTime() ?? [])
    const isFollower = first.afterId !== null
    const isYours = actor.kind === 'person' && actor.id === first.personId
    return [
      {
        groupId: first.groupId,
        kind,
        count: group.length,
        state,
        failure: group.find((act) => act.failure)?.failure ?? null,
        by: first.person.acct,
        isYours,
        askedAt: first.askedAt.toISOString(),
        settledAt:
          settled.length === group.length && settled.length > 0 ? new Date(Math.max(...settled)).toISOString() : null,
        waits: waitViewOf(group),
        isUndoable:
          !isFollower &&
          ((group.some((act) => act.state === 'asked') && (isYours || mayUndo(looker, kind))) ||
            (state === 'confirmed' &&
              isUndoneByKey(kind) &&
              mayUndo(looker, kind) &&
              (kind !== 'assign' || isYours) &&
              OPPOSITE[kind] !== undefined &&
              group.some((act) => !undone.has(act.id)))),
        end: endViewOf(first, acts, now),
        isFollower,
        keeps: first.keeps,
        territory: first.territory,
      },
    ]
  })
}
const groupKey = (act: ActRow): string => `${act.groupId} ${act.kind}`
const ORDER: readonly ActState[] = ['failed', 'notConfirmed', 'asked', 'sent', 'confirmed', 'cancelled']

export async function actionsFor({ db, actor }: QueryContext, row: CaseFacts): Promise<Action[]> {
  const mayAct = actor.kind === 'person' && can(actor, 'report.act')
  const why = mayAct ? await reasonsOff(db, actor, row) : () => 'role'
  const acts = ACT_KINDS.map((name): Action => ({ name, isOff: why(name) !== null, why: why(name) }))
  const plain = (name: 'note' | 'stop', isOn: boolean): Action => ({ name, isOff: !isOn, why: isOn ? null : 'role' })
  return [...acts, plain('note', can(actor, 'case.note')), plain('stop', can(actor, 'safety.stop'))]
}

/** How far acts that were asked for together are: what a screen that has moved on still has to say. */
export const progress = defineQuery({
  name: 'acts.progress',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), groupId: z.uuid() }),
  async run({ db, actor }, { caseId, groupId }): Promise<Progress> {
    const acts = await db.act.findMany({ where: { caseId, groupId, case: visibleAndOrdinary(actor) } })
    // Nothing to say of a case that is out of sight, such as one that was stopped meanwhile.
    if (acts.length === 0) return { state: 'cancelled', failure: null, waits: null }
    const failed = acts.filter((act) => act.failure !== null && act.failure !== 'alreadyDone')
    const settled = acts.filter((act) => !failed.includes(act) && act.state !== 'failed')
    const state =
      failed.length > 0 ? 'failed' : (ORDER.find((known) => settled.some((act) => act.state === known)) ?? 'confirmed')
    return { state, failure: failed[0]?.failure ?? null, waits: waitViewOf(acts) }
  },
})

interface Progress {
  state: ActState
  failure: string | null
  waits: WaitView | null
}
