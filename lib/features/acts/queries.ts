import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { rulesOf } from '@/lib/features/intake/commands'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import { AppError } from '@/lib/platform/errors/error'
import { plainText } from '@/lib/platform/text/plain'
import { defineQuery } from '@/lib/platform/queries/define'
import { reasonOff, resolvesAllReports, waitsFor } from './model'
import { ACCOUNT_ACTS, type AccountAct, type Consequences } from './schema'

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
      db.token.findUnique({ where: { personId: actor.id } }),
      db.person.findUniqueOrThrow({ where: { id: actor.id } }),
    ])
    const links = await db.caseReport.findMany({
      where: { caseId, report: { isResolved: false, goneAt: null } },
      include: { report: true },
    })
    const reports = links.map((link) => link.report).toSorted((a, b) => (a.sequence < b.sequence ? -1 : 1))
    const cited = reports[0]
    const posts = await db.post.findMany({
      where: { instanceId: row.instanceId, remoteId: { in: cited?.postIds ?? [] } },
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
        isStopped: row.class === 'childSafety',
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
