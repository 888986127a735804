import type pg from 'pg'
import { searchHashes } from '@/lib/platform/audit/search-keys'

const BATCH = 50_000

/**
 * Makes a log of so many rows by SQL, chained as the triggers would (they are off for that long): twenty people, forty commands,
 * thirty thousand cases, one refusal in a hundred, two values on every other row. Gives the milliseconds that it took.
 */
export async function fillLog(
  owner: pg.Pool,
  { rows, instanceId }: { rows: number; instanceId: string },
): Promise<number> {
  const from = performance.now()
  const client = await owner.connect()
  try {
    await client.query(FOLLOW)
    await client.query(
      `INSERT INTO "case" (id, instance_id, kind, opened_at, subject_id)
      SELECT md5('bench case ' || n)::uuid, $1, 'report', now(), 'bench' || n FROM generate_series(0, 29999) n ON CONFLICT DO NOTHING`,
      [instanceId],
    )
    for (let done = 0; done < rows; done += BATCH) {
      await client.query('BEGIN')
      await client.query('SET LOCAL session_replication_role = replica')
      await client.query('SELECT bench_follow($1, $2)', [done, Math.min(BATCH, rows - done)])
      await client.query('COMMIT')
    }
    await client.query('DROP FUNCTION bench_follow(int, int)')
    await findable(client)
    for (const table of ['audit_row', 'audit_link', 'audit_value', 'search_key', '"case"'])
      await client.query(`VACUUM ANALYZE ${table}`)
  } finally {
    client.release()
  }
  return performance.now() - from
}

/** As `record` does: each row is found by the keyed hash of whom it is about. */
async function findable(client: pg.PoolClient): Promise<void> {
  const people = Array.from({ length: 30_000 }, (_, n) => `bench${n}`)
  const hashes = people.map((id) => Buffer.from(searchHashes({ people: [id] })[0] ?? []).toString('hex'))
  await client.query(
    `INSERT INTO search_key (hash, audit_id) SELECT decode(k.hash, 'hex'), r.id
     FROM unnest($1::text[], $2::text[]) k (id, hash) JOIN audit_row r ON r.subject_ids[1] = k.id`,
    [people, hashes],
  )
}

const FOLLOW = `
CREATE OR REPLACE FUNCTION bench_follow(first int, many int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r audit_row; head audit_head; c audit_case_head; next bytea; n int; salt1 bytea; salt2 bytea;
BEGIN
  -- First, as whoever writes a row does: the console goes on writing meanwhile.
  SELECT * INTO head FROM audit_head FOR UPDATE;
  FOR n IN first..first + many - 1 LOOP
    r.id := md5('bench row ' || n)::uuid;
    r.recorded_at := now() - interval '400 days' + n * interval '30 seconds';
    r.at := r.recorded_at;
    r.actor := 'bench' || (n % 20);
    r.actor_id := NULL;
    r.command := 'bench.did' || (n % 37 + n / 100 % 3);
    r.outcome := CASE WHEN n % 100 = 7 THEN 'refused' ELSE 'done' END;
    r.case_id := CASE WHEN n % 4 > 0 THEN md5('bench case ' || (n / 33 % 30000))::uuid END;
    r.subject_ids := ARRAY['bench' || (n / 33 % 30000)];
    r.fields := '[]';
    salt1 := decode(md5('a' || n), 'hex'); salt2 := decode(md5('b' || n), 'hex');
    IF n % 2 = 0 THEN
      r.fields := json_build_array(json_build_array('note', encode(sha256(salt1 || convert_to('"words ' || n || '"', 'UTF8')), 'hex')),
        json_build_array('post', encode(sha256(salt2 || convert_to('"' || n || '"', 'UTF8')), 'hex')))::text;
      r.fields := replace(r.fields, ', ', ',');
    END IF;
    c := NULL;
    IF r.case_id IS NOT NULL THEN
      SELECT * INTO c FROM audit_case_head WHERE case_id = r.case_id;
      IF c.case_id IS NULL THEN c := ROW(r.case_id, 0, sha256('case')); INSERT INTO audit_case_head VALUES (c.*); END IF;
      c.seq := c.seq + 1;
    END IF;
    INSERT INTO audit_row VALUES (r.*);
    next := sha256(convert_to(audit_text(r, head.hash, c.seq, c.hash), 'UTF8'));
    INSERT INTO audit_link (seq, audit_id, prev, case_seq, case_prev, hash) VALUES (head.seq + 1, r.id, head.hash, c.seq, c.hash, next);
    IF n % 2 = 0 THEN
      INSERT INTO audit_value VALUES (r.id, 'note', NULL, salt1, '"words ' || n || '"'), (r.id, 'post', NULL, salt2, '"' || n || '"');
    END IF;
    head.seq := head.seq + 1; head.hash := next;
    IF r.case_id IS NOT NULL THEN UPDATE audit_case_head SET seq = c.seq, hash = next WHERE case_id = r.case_id; END IF;
  END LOOP;
  UPDATE audit_head SET seq = head.seq, hash = head.hash;
END $$`
