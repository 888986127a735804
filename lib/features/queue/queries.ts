import { rulesOf } from '@/lib/features/intake/queries'
import { instanceIn } from '@/lib/features/mirror/queries'
import { briefOf, cursorOf, LATE_AFTER_MS, marksOf, ownerOf } from '@/lib/features/reports/model'
import { queueFilter, type QueueRow, type QueueView } from '@/lib/features/reports/schema'
import { endsToLookAt } from '@/lib/features/wanted/queries'
import { has } from '@/lib/integrations/mastodon/schema/permissions'
import type { Actor } from '@/lib/platform/access/access'
import { defineQuery } from '@/lib/platform/queries/define'
import { type Counts, readCounts, readRows, type Row } from './statements'

const PAGE_SIZE = 40

/** The queue: people with open reports, oldest first. Reads the mirror only, so it stays whole with Mastodon down. */
export const list = defineQuery({
  name: 'reports.list',
  permission: 'report.read',
  input: queueFilter,
  async run({ db, actor, now }, filter): Promise<QueueView> {
    const look = actor.kind === 'person' ? await endsToLookAt(db, actor, now) : []
    const asked = { actor, filter, now, look }
    // Before the rows: read after them it could claim an "as of", or an end of the reading, that the rows do not show yet.
    const { people, reports, standing, hasAlarms, ...counts } = await readCounts(db, asked)
    const { sync, rules, pending } = instanceIn(standing)
    const found = await readRows(db, asked, PAGE_SIZE + 1)
    const page = found.slice(0, PAGE_SIZE)
    const last = page.at(-1)
    const texts = new Map(rules.map((rule) => [rule.id, rule.text]))
    return {
      rows: page.map((row) => viewOf(row, { actor, now, look, texts })),
      people,
      reports,
      counts: filter.state === 'closed' ? ofClosed(counts) : counts,
      filter,
      next: found.length > PAGE_SIZE && last ? cursorOf(last) : null,
      sync,
      pending: mayLetIn(actor) ? pending : null,
      hasAlarms,
      now: now.toISOString(),
    }
  },
})

const mayLetIn = (actor: Actor): boolean => actor.kind === 'person' && has(actor.mastodon, 'manage_users')

type Facets = QueueView['counts']

/** Closed cases only grow: how many stand behind each filter is not counted. */
const ofClosed = ({ mention, look, ...counts }: Omit<Counts, 'people' | 'reports'>): Facets => ({
  ...(Object.fromEntries(Object.keys(counts).map((name) => [name, null])) as Record<keyof typeof counts, null>), // By its keys.
  mention,
  look,
})

interface Around {
  actor: Actor
  now: Date
  look: readonly string[]
  texts: ReadonlyMap<string, string>
}

function viewOf(row: Row, { actor, now, look, texts }: Around): QueueRow {
  const { account } = row
  return {
    caseId: row.caseId,
    number: row.number,
    version: row.version,
    person: briefOf(account, row.subjectId),
    reasons: reasonsOf(row, texts),
    latestComment: row.latestComment,
    reportCount: row.spamCount + row.legalCount + row.ruleCount + row.otherCount,
    reporterCount: row.reporterCount,
    serverCount: row.serverCount,
    pictureCount: row.pictureCount,
    marks: account ? marksOf({ ...account, createdAt: new Date(account.createdAt) }, now) : [],
    before: row.before ? { kind: row.before.kind, at: new Date(row.before.at).toISOString() } : null,
    noteCount: row.noteCount,
    isMentioned: row.isMentioned,
    needsLook: look.includes(row.caseId),
    oldestAt: row.oldestAt.toISOString(),
    isLate: now.getTime() - row.oldestAt.getTime() > LATE_AFTER_MS,
    owner: ownerOf(row.owner, actor),
  }
}

/** What the rules say now; those that the instance struck since, as they stood in the report. */
function reasonsOf(row: Row, texts: ReadonlyMap<string, string>): QueueRow['reasons'] {
  const ids = Array.isArray(row.ruleLabels) ? row.ruleLabels.map(String) : []
  const named = new Map(rulesOf(row.rules).map((rule) => [rule.id, rule.text]))
  const labels = ids.map((id) => texts.get(id) ?? named.get(id) ?? id)
  const reasons: QueueRow['reasons'] = [
    { category: 'legal', count: row.legalCount, label: '' },
    { category: 'rule', count: row.ruleCount, label: labels.join(', ') },
    { category: 'spam', count: row.spamCount, label: '' },
    { category: 'other', count: row.otherCount, label: '' },
  ]
  return reasons.filter((reason) => reason.count > 0)
}
