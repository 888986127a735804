import { z } from 'zod'
import { visibleAndOrdinary } from '@/lib/features/cases/model'
import { WITHHOLDABLE } from '@/lib/features/redaction/model'
import { AppError } from '@/lib/platform/errors/error'
import { defineQuery, defineStream, type QueryContext } from '@/lib/platform/queries/define'
import { makeBundle } from './readings'
import { exportInput, type ExportLine, type ExportList } from './schema'
import { packed } from './store'
import { stampOf } from './outcomes'

/** The case in one file that proves itself. Who made it, for whom, what was left out and the hash of its manifest are a row first. */
export const exportBundle = defineStream({
  name: 'bundle.export',
  permission: 'case.export',
  fresh: true,
  input: exportInput,
  async run(context, input) {
    await assertInSight(context, input.caseId)
    const made = await makeBundle(context, input)
    const stamp = await stampOf(context, made.seal)
    const { file, manifest, leftOut, withheld } = made
    await context.remember({
      caseId: input.caseId,
      subjectIds: made.subjectIds,
      fields: {
        manifest: manifest.sha256,
        withhold: [...input.withhold],
        purpose: input.purpose,
        zone: input.zone,
        files: made.parts.length + stamp.parts.length,
        leftOut: leftOut.length,
        withheld: withheld.reduce((sum, line) => sum + line.count, 0),
        rows: made.rows,
        seal: made.seal.id,
        stamped: stamp.at,
      },
    })
    const fileName = `case-${file.case.number}-${file.at.slice(0, 19).replace(/[-:]/g, '')}Z.zip`
    return { stream: packed([...made.parts, ...stamp.parts]), contentType: 'application/zip', fileName }
  },
})

async function assertInSight({ db, actor }: QueryContext, caseId: string): Promise<void> {
  const seen = await db.case.count({ where: { AND: [{ id: caseId }, visibleAndOrdinary(actor)] } })
  if (seen === 0) throw new AppError('notFound')
}

const SHOWN = 50
const texts = z.array(z.string()).catch([])

/** Exports that were made of a case, newest first: from the log. */
export const list = defineQuery({
  name: 'bundle.list',
  permission: 'case.export',
  input: z.object({ caseId: z.uuid() }),
  async run(context, { caseId }): Promise<ExportList> {
    await assertInSight(context, caseId)
    const rows = await context.db.auditRow.findMany({
      where: { caseId, command: 'bundle.export', outcome: 'done' },
      include: { values: true },
      orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }],
      take: SHOWN,
    })
    return { rows: rows.map(lineOf), now: context.now.toISOString() }
  },
})

function lineOf(row: { id: string; at: Date; actor: string; values: { field: string; value: string }[] }): ExportLine {
  const values = new Map<string, unknown>(row.values.map(({ field, value }) => [field, JSON.parse(value)]))
  const words = (field: string): string => z.string().catch('').parse(values.get(field))
  return {
    id: row.id,
    at: row.at.toISOString(),
    by: row.actor,
    withhold: WITHHOLDABLE.filter((one) => texts.parse(values.get('withhold')).includes(one)),
    purpose: words('purpose'),
    zone: words('zone'),
    files: Number(values.get('files') ?? 0),
    manifest: words('manifest'),
    isStamped: Boolean(values.get('stamped')),
  }
}
