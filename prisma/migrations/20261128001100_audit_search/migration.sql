-- Finding rows of a long log: by person who acted, command, outcome and time without walking through it, and by whom or what a row
-- is about through keyed hashes, in a table that erasure may empty without touching the chain.

CREATE INDEX "audit_row_actor_recorded_at_id_idx" ON "audit_row"("actor", "recorded_at", "id");
CREATE INDEX "audit_row_command_recorded_at_id_idx" ON "audit_row"("command", "recorded_at", "id");
CREATE INDEX "audit_row_not_done" ON "audit_row"("outcome", "recorded_at", "id") WHERE "outcome" <> 'done';

CREATE TABLE "search_key" (
  "hash" BYTEA NOT NULL,
  "audit_id" UUID NOT NULL,
  CONSTRAINT "search_key_pkey" PRIMARY KEY ("hash", "audit_id")
);
CREATE INDEX "search_key_audit_id_idx" ON "search_key"("audit_id");

-- The same words as before. With every name of the system's own catalogue and no setting of its own, PostgreSQL may put it into
-- the statement that calls it, and run that on several processors.
CREATE OR REPLACE FUNCTION audit_text(r audit_row, prev bytea, case_seq bigint, case_prev bytea) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT pg_catalog.json_build_array(
    pg_catalog.encode(prev, 'hex'), r.id,
    pg_catalog.to_char(r.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    pg_catalog.to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    r.actor, r.actor_id, r.command, r.outcome, r.case_id, case_seq, pg_catalog.encode(case_prev, 'hex'), r.subject_ids, r.fields
  )::pg_catalog.text
$$;
ALTER FUNCTION audit_text(audit_row, bytea, bigint, bytea) RESET ALL;

-- What the chain itself cannot tell: rows, values and heads of cases that stand beside it. Numbered as in audit_first_fault.
CREATE FUNCTION audit_beside() RETURNS TABLE (seq bigint, fault text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH last AS (SELECT coalesce(max(l.seq), 0) AS seq FROM audit_link l), faults AS (
    SELECT least(h.seq, last.seq + 1) AS seq, CASE WHEN h.seq <> last.seq THEN 'rows cut off at the end'
      WHEN h.hash <> coalesce((SELECT l.hash FROM audit_link l WHERE l.seq = h.seq), sha256('docket')) THEN 'head altered' END AS fault
    FROM audit_head h, last
    UNION ALL
    SELECT 0, 'head missing' WHERE NOT EXISTS (SELECT FROM audit_head)
    UNION ALL
    SELECT last.seq + 1, 'rows of a case cut off at the end' FROM audit_case_head c, last
      WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.hash = c.hash)
    UNION ALL
    SELECT l.seq, 'row missing' FROM audit_link l WHERE NOT EXISTS (SELECT FROM audit_row r WHERE r.id = l.audit_id)
    UNION ALL
    SELECT last.seq, 'row without a link'
      FROM audit_row r, last WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.audit_id = r.id)
    UNION ALL
    SELECT coalesce(l.seq, last.seq + 1), 'row missing' FROM last, audit_value v LEFT JOIN audit_link l ON l.audit_id = v.audit_id
      WHERE NOT EXISTS (SELECT FROM audit_row r WHERE r.id = v.audit_id)
  )
  SELECT f.seq, f.fault FROM faults f WHERE f.fault IS NOT NULL ORDER BY f.seq, f.fault LIMIT 1
$$;
