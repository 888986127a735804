-- The chain also tells when its end was cut off and the head set back to fit: the head of a case, or a value beside a row that
-- is no longer there, remembers more than the links do. And a row whose fields were made unreadable is a fault, not an error.
CREATE OR REPLACE FUNCTION audit_first_fault() RETURNS TABLE (seq bigint, fault text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH linked AS (
    SELECT l.seq, l.audit_id, l.prev, l.case_seq, l.case_prev, l.hash, r.id AS row_id, r.case_id,
      lag(l.seq) OVER w AS prior_seq, lag(l.hash) OVER w AS prior_hash,
      lag(l.hash) OVER (PARTITION BY r.case_id ORDER BY l.seq) AS prior_case_hash,
      row_number() OVER (PARTITION BY r.case_id ORDER BY l.seq) AS nth_of_case,
      CASE WHEN r.id IS NOT NULL THEN sha256(convert_to(audit_text(r, l.prev, l.case_seq, l.case_prev), 'UTF8')) END AS want
    FROM audit_link l LEFT JOIN audit_row r ON r.id = l.audit_id
    WINDOW w AS (ORDER BY l.seq)
  ), last AS (
    SELECT coalesce(max(l.seq), 0) AS seq FROM audit_link l
  ), faults AS (
    SELECT k.seq, CASE
      WHEN row_id IS NULL THEN 'row missing'
      WHEN k.seq <> coalesce(prior_seq, 0) + 1 THEN 'gap in the sequence'
      WHEN prev <> coalesce(prior_hash, sha256('docket')) THEN 'link broken'
      WHEN want IS DISTINCT FROM hash THEN 'row altered'
      WHEN case_id IS NOT NULL AND (k.case_seq IS DISTINCT FROM nth_of_case
        OR case_prev IS DISTINCT FROM coalesce(prior_case_hash, sha256('case'))) THEN 'case chain broken'
    END AS fault FROM linked k
    UNION ALL
    SELECT least(h.seq, last.seq + 1), CASE WHEN h.seq <> last.seq THEN 'rows cut off at the end'
      WHEN h.hash <> coalesce((SELECT l.hash FROM audit_link l WHERE l.seq = h.seq), sha256('docket')) THEN 'head altered' END
    FROM audit_head h, last
    UNION ALL
    SELECT 0, 'head missing' WHERE NOT EXISTS (SELECT FROM audit_head)
    UNION ALL
    -- The hash of the last row of each case stands in the links, or that row was there and is not any more.
    SELECT last.seq + 1, 'rows of a case cut off at the end' FROM audit_case_head c, last
      WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.hash = c.hash)
    UNION ALL
    SELECT last.seq, 'row without a link'
      FROM audit_row r, last WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.audit_id = r.id)
    UNION ALL
    SELECT coalesce(l.seq, last.seq + 1), 'row missing' FROM last, audit_value v LEFT JOIN audit_link l ON l.audit_id = v.audit_id
      WHERE NOT EXISTS (SELECT FROM audit_row r WHERE r.id = v.audit_id)
    UNION ALL
    -- Looked for as text, as it was written: fields that are no JSON any more must not end the search.
    SELECT l.seq, 'value altered' FROM audit_value v JOIN audit_link l ON l.audit_id = v.audit_id JOIN audit_row r ON r.id = v.audit_id
      WHERE strpos(r.fields, '[' || to_json(v.field) || ',"' || encode(sha256(v.salt || convert_to(v.value, 'UTF8')), 'hex') || '"]') = 0
  )
  SELECT f.seq, f.fault FROM faults f WHERE f.fault IS NOT NULL ORDER BY f.seq, f.fault LIMIT 1
$$;

-- Whoever may not touch the links may not borrow the function that writes them for a table of their own either.
REVOKE ALL ON FUNCTION audit_link_row(), audit_stamp(), audit_refuse(), audit_head_forward() FROM PUBLIC;
