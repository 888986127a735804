import { z } from 'zod'
import { askHolds } from '@/lib/features/holds/statements'
import { daysNow, dropRows } from '@/lib/features/retention/store'
import { defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { SOUGHT, SOUGHT_KEPT_MS } from './model'

/** What is over goes: contacts of people whose last case closed long ago, and searched values in the audit. */
export const drop = defineCommand({
  name: 'contacts.drop',
  permission: 'mirror.write',
  input: z.object({}),
  async run({ tx, now, remember }) {
    const { contacts: days } = await daysNow(tx)
    const { length: contacts } = await dropRows(tx, 'contacts', { asOf: now, days }, now)
    const holds = await askHolds(tx, now)
    const soughtBefore = new Date(now.getTime() - SOUGHT_KEPT_MS)
    const values = await tx.$executeRaw(sql`
      DELETE FROM audit_value v USING audit_row r
      WHERE r.id = v.audit_id AND v.field = ${SOUGHT} AND r.command = 'people.find' AND r.at < ${soughtBefore}
        AND NOT ${holds.auditRow('r')}`)
    if (contacts + values > 0) remember({ fields: { contacts, values } })
    return { contacts, values }
  },
})
