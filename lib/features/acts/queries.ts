import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { isPersonStopped, withoutStopped } from '@/lib/features/cases/queries'
import { tokenOf } from '@/lib/features/instances/connections'
import { rulesOf } from '@/lib/features/intake/commands'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { can } from '@/lib/platform/access/access'
import type { Prisma } from '@/lib/platform/db/client'
import { AppError } from '@/lib/platform/errors/error'
import { plainText } from '@/lib/platform/text/plain'
import { defineQuery, type QueryContext } from '@/lib/platform/queries/define'
import { isUndoneByKey, OPPOSITE, reasonOff, resolvesAllReports, waitsFor } from './model'
import {
  ACCOUNT_ACTS,
  ACT_KINDS,
  type AccountAct,
  type Action,
  type ActKind,
  type ActState,
  type ActView,
  type Consequences,
} from './schema'

/** What an act would do, before it is asked for. */
export const preview = defineQuery({
  name: 'acts.preview',
  permission: 'report.act',
  input: z.object({ caseId: z.uuid(), kind: z.enum(ACCOUNT_ACTS) }),
  async run({ db, actor, now }, { caseId, kind }): Promise<Consequences> {
    const row = await db.case.findFirst({
      where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] },
      include: { acts: true },
    })
    if (!row?.subjectId || actor.kind !== 'person') throw new AppError('notFound')
    const where = { instanceId_remoteId: { instanceId: row.instanceId, remoteId: row.subjectId } }
    const [account, instance, token, person] = await Promise.all([
      db.account.findUnique({ where }),
      db.instance.findUniqueOrThrow({ where: { id: row.instanceId } }),
      db.token.findUnique({ where: tokenOf(actor.id) }),
      db.person.findUniqueOrThrow({ where: { id: actor.id } }),
    ])
    const links = await db.caseReport.findMany({
      where: { caseId, report: { isResolved: false, goneAt: null } },
      include: { report: true },
    })
    const reports = links.map((link) => link.report).toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))
    const cited = reports[0]
    const posts = await db.post.findMany({
      where: { instanceId: row.instanceId, remoteId: { in: await withoutStopped(db, row, cited?.postIds ?? []) } },
      orderBy: { createdAt: 'desc' },
    })
    const isLocal = account?.domain === null
    const isSpam = reports.some((report) => report.category === 'spam')
    const reported = new Set(reports.flatMap((report) => rulesOf(report.rules).map((rule) => rule.id)))
    const isHarsh = kind === 'warn' || kind === 'limit' || kind === 'suspend'
    return {
      kind,
      off: reasonOff({
        kind,
        holds: (permission) => has(actor.mastodon, permission),
        isCaseOpen: row.state === 'open',
        isStopped: await isPersonStopped(db, row),
        isWaiting: waitsFor(
          kind,
          row.acts.filter((act) => ['asked', 'sent'].includes(act.state)).map((act) => act.kind),
        ),
        isSelf: row.subjectId === actor.remoteId,
        hasToken: token !== null && token.deadAt === null,
        isOwnedByYou: row.ownerId === actor.id,
        isSuspended: account?.isSuspended ?? false,
        isLimited: account?.isSilenced ?? false,
      }),
      lines: linesOf({ kind, isLocal, openCount: reports.length, now }),
      rules: rulesOf(instance.rules).map((rule) => ({ ...rule, isReported: reported.has(rule.id) })),
      reports: reports.map((report) => ({ id: report.remoteId, label: plainText(report.comment, 80) })),
      mail: {
        isPossible: isHarsh && isLocal,
        isOnByDefault: isHarsh && isLocal && !isSpam && person.sendsMail,
        citedPosts: posts.map((post) => ({ id: post.remoteId, text: plainText(post.content, 160) })),
      },
      needsGround: isHarsh,
    }
  },
})

interface Facts {
  kind: AccountAct
  isLocal: boolean
  openCount: number
  now: Date
}

/** Mastodon's own rules, said before they bite (mastodon-api.md 2.2, 8). */
function linesOf({ kind, isLocal, openCount, now }: Facts): Consequences['lines'] {
  const line = (code: string, values: Record<string, string | number> = {}, is = true) => (is ? [{ code, values }] : [])
  const due = new Date(now.getTime() + 30 * 24 * 3600_000).toISOString()
  return [
    ...line('resolvesThis', {}, kind === 'warn' && openCount > 0),
    ...line('resolvesAll', { n: openCount }, resolvesAllReports(kind) && openCount > 0),
    ...line('hidesFromTimelines', {}, kind === 'limit'),
    ...line('profileBlanked', {}, kind === 'suspend'),
    ...line('blocksSignIn', {}, kind === 'suspend' && isLocal),
    ...line('followsLost', {}, kind === 'suspend' && !isLocal),
    ...line('deletesAfter30Days', { date: due }, kind === 'suspend'),
    ...line('endsLimit', {}, kind === 'unlimit'),
    ...line('restores', {}, kind === 'unsuspend'),
    ...line('localOnly', {}, !isLocal),
    ...line('noMailToRemote', {}, !isLocal && (kind === 'warn' || kind === 'limit' || kind === 'suspend')),
    ...line('strikeRecorded', {}, isLocal && (kind === 'warn' || kind === 'limit' || kind === 'suspend')),
    ...line('undoPossible', {}, kind === 'limit' || kind === 'suspend'),
  ]
}

type ActRow = Prisma.ActGetPayload<{ include: { person: true } }>

/** Acts asked for together are shown as one. The group is as far as its slowest call. */
export function actViews(context: QueryContext, acts: ActRow[]): ActView[] {
  const keys = [...new Set(acts.map(groupKey))]
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
    return [
      {
        groupId: first.groupId,
        kind,
        count: group.length,
        state,
        failure: group.find((act) => act.failure)?.failure ?? null,
        by: first.person.acct,
        isYours: context.actor.kind === 'person' && context.actor.id === first.personId,
        askedAt: first.askedAt.toISOString(),
        settledAt:
          settled.length === group.length && settled.length > 0 ? new Date(Math.max(...settled)).toISOString() : null,
        isUndoable: (state === 'confirmed' || state === 'asked') && isUndoneByKey(kind) && OPPOSITE[kind] !== undefined,
      },
    ]
  })
}
const groupKey = (act: ActRow): string => `${act.groupId} ${act.kind}`
const ORDER: readonly ActState[] = ['failed', 'notConfirmed', 'asked', 'sent', 'confirmed', 'cancelled']

interface Standing {
  account: { isSuspended: boolean; isSilenced: boolean } | null
  waiting: string[]
}

export async function actionsFor(
  { db, actor }: QueryContext,
  row: { instanceId: string; state: string; ownerId: string | null; subjectId: string | null },
  at: Standing,
): Promise<Action[]> {
  const token = actor.kind === 'person' ? await db.token.findUnique({ where: tokenOf(actor.id) }) : null
  const isStopped = await isPersonStopped(db, row)
  const why = (kind: ActKind): string | null => {
    if (actor.kind !== 'person' || !can(actor, 'report.act')) return 'role'
    return reasonOff({
      kind,
      holds: (permission) => has(actor.mastodon, permission),
      isCaseOpen: row.state === 'open',
      isStopped,
      isWaiting: waitsFor(kind, at.waiting),
      isSelf: row.subjectId === actor.remoteId,
      hasToken: token !== null && token.deadAt === null,
      isOwnedByYou: row.ownerId === actor.id,
      isSuspended: at.account?.isSuspended ?? false,
      isLimited: at.account?.isSilenced ?? false,
    })
  }
  const acts = ACT_KINDS.map((name): Action => ({ name, isOff: why(name) !== null, why: why(name) }))
  const plain = (name: 'note' | 'stop', isOn: boolean): Action => ({ name, isOff: !isOn, why: isOn ? null : 'role' })
  return [...acts, plain('note', can(actor, 'case.note')), plain('stop', can(actor, 'safety.stop'))]
}
