import { expect, it } from 'vitest'
import { sql } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'

it('what keeps the rows of the queue open means our tables by their names, whatever a session has set', async () => {
  const { db } = await freshDatabase()
  const found = await db.$queryRaw<{ name: string; config: string }[]>(sql`
    SELECT proname::text AS name, array_to_string(proconfig, ' ') AS config FROM pg_proc
    WHERE proname IN ('docket_new_row_is_open', 'docket_row_is_open') ORDER BY name`)
  const config = 'search_path=public, pg_temp'
  expect(found).toEqual([
    { name: 'docket_new_row_is_open', config },
    { name: 'docket_row_is_open', config },
  ])
})
