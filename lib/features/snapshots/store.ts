import { keepEvidence } from '@/lib/features/evidence/store'
import type { CommandContext } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { log } from '@/lib/platform/log/log'
import { putObjects, SMALL_MAX_BYTES } from '@/lib/platform/vault/objects'
import { type CutText, elementsById } from './parse'

/** An answer of Mastodon that brought reports, as the client gives it. */
export interface ReportAnswer {
  /** Exactly what the server sent. */
  bytes: Uint8Array
  url: string
  status: number
  receivedAt: Date
  dateHeader: string | null
  clockOffsetMs: number | null
}

interface Arrived {
  instanceId: string
  answers: readonly ReportAnswer[]
  reports: readonly { remoteId: string; isResolved: boolean; createdAt: Date }[]
}

interface Due {
  case_id: string
  report_id: string
  subject_id: string | null
}

/**
 * Seals the open reports of these answers that stand in an ordinary case and were not sealed yet, in the transaction that takes
 * them in: what their JSON holds, byte for byte but for contacts. A page of reports costs six statements more, one when nothing
 * in it is new. Nothing of a person about whom a case was stopped.
 */
export async function sealReports(context: CommandContext, { instanceId, answers, reports }: Arrived): Promise<void> {
  const open = new Map(reports.filter((report) => !report.isResolved).map((report) => [report.remoteId, report]))
  if (answers.length === 0 || open.size === 0) return
  const { tx, now, remember } = context
  const due = await tx.$queryRaw<Due[]>(sql`
    SELECT r.case_id::text, r.report_id, c.subject_id FROM case_report r JOIN "case" c ON c.id = r.case_id
    WHERE r.instance_id = ${instanceId}::uuid AND r.report_id = ANY(${[...open.keys()]}::text[]) AND c.class = 'ordinary'
      AND NOT EXISTS (SELECT 1 FROM "case" s
        WHERE s.instance_id = c.instance_id AND s.subject_id = c.subject_id AND s.class = 'childSafety')
      AND NOT EXISTS (SELECT 1 FROM evidence e
        WHERE e.case_id = r.case_id AND e.remote_id = r.report_id AND e.kind = 'report' AND e.cause = 'arrived')`)
  if (due.length === 0) return
  const found = textsOf(answers)
  const sealed = due.flatMap((row) => {
    const text = found.get(row.report_id)
    const report = open.get(row.report_id)
    return text && report && text.bytes.length <= SMALL_MAX_BYTES ? [{ row, report, ...text }] : []
  })
  const kept = await putObjects(
    tx,
    now,
    sealed.map(({ row, bytes }) => ({ caseId: row.case_id, class: 'ordinary', kind: 'report', bytes })),
  )
  await keepEvidence(
    tx,
    sealed.map(({ row, report, answer, cut }, at) => ({
      caseId: row.case_id,
      instanceId,
      kind: 'report',
      remoteId: report.remoteId,
      cause: 'arrived',
      state: 'sealed',
      kept: kept[at] ?? null,
      contentType: 'application/json',
      cut,
      reportedAt: report.createdAt,
      address: answer.url,
      status: answer.status,
      dateHeader: answer.dateHeader,
      clockOffsetMs: answer.clockOffsetMs,
      seenAt: answer.receivedAt,
    })),
  )
  for (const [at, { row, cut }] of sealed.entries())
    remember({
      command: 'evidence.seal',
      caseId: row.case_id,
      subjectIds: row.subject_id ? [row.subject_id] : [],
      fields: { kind: 'report', report: row.report_id, sha256: kept[at]?.sha256 ?? '', cut },
    })
}

function textsOf(answers: readonly ReportAnswer[]): Map<string, CutText & { answer: ReportAnswer }> {
  const found = new Map<string, CutText & { answer: ReportAnswer }>()
  for (const answer of answers) {
    try {
      for (const [id, text] of elementsById(answer.bytes)) found.set(id, { ...text, answer })
    } catch (error) {
      // It was read, so it is JSON; should it be of a shape that cannot be cut, it is not sealed at all rather than whole.
      log('warn', 'snapshot.notCut', { error: error instanceof Error ? error.message : 'unknown' })
    }
  }
  return found
}
