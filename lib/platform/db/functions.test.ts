import { expect, it } from 'vitest'
import { sql } from '@/lib/platform/db/client'
import { freshDatabase } from '@/lib/testing/database'

// Names everything with its schema: without a setting of its own PostgreSQL puts it into the statement that calls it.
const NAMED_IN_FULL = ['audit_text']

it('every function of ours means our tables by their names, whatever a session has set', async () => {
  const { db } = await freshDatabase()
  const found = await db.$queryRaw<{ name: string; config: string | null }[]>(sql`
    SELECT p.proname::text AS name, array_to_string(p.proconfig, ' ') AS config FROM pg_proc p
    JOIN pg_language l ON l.oid = p.prolang AND l.lanname IN ('sql', 'plpgsql')
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY name`)
  expect(found.length).toBeGreaterThan(20)
  expect(
    found.filter(({ name, config }) => config !== 'search_path=public, pg_temp' && !NAMED_IN_FULL.includes(name)),
  ).toEqual([])
})
