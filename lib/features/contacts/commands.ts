import { z } from 'zod'
import { defineCommand } from '@/lib/platform/commands/define'
import { sql } from '@/lib/platform/db/client'
import { CONTACT_KEPT_MS, SOUGHT, SOUGHT_KEPT_MS } from './model'

/** What is over goes: contacts of people whose last case closed long ago, and searched values in the audit. */
export const drop = defineCommand({
  name: 'contacts.drop',
  permission: 'mirror.write',
  input: z.object({}),
  async run({ tx, now, remember }) {
    const closedBefore = new Date(now.getTime() - CONTACT_KEPT_MS)
    // A stopped case keeps them until its people have decided, whatever its state was when it was stopped.
    const contacts = await tx.$executeRaw(sql`
      DELETE FROM account_contact c WHERE NOT EXISTS (
        SELECT FROM "case" k
        WHERE k.instance_id = c.instance_id AND k.party_ids @> ARRAY[c.remote_id]
          AND (k.state <> 'closed' OR k.closed_at > ${closedBefore} OR k.class = 'childSafety'))`)
    const soughtBefore = new Date(now.getTime() - SOUGHT_KEPT_MS)
    const values = await tx.$executeRaw(sql`
      DELETE FROM audit_value v USING audit_row r
      WHERE r.id = v.audit_id AND v.field = ${SOUGHT} AND r.command = 'people.find' AND r.at < ${soughtBefore}`)
    if (contacts + values > 0) remember({ fields: { contacts, values } })
    return { contacts, values }
  },
})
