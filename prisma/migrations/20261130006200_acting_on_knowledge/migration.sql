-- What a reviewer saw with own eyes is acted on, whatever the notice lacks (512(c)(1)(A)(ii)): isActing of lib/features/notices/model.
CREATE FUNCTION notice_is_acting(q notice) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT q.state = 'valid' OR (q.own_knowledge_at IS NOT NULL AND q.state NOT IN ('retracted', 'closed'))
$$;

CREATE OR REPLACE FUNCTION notice_tab(q notice, case_state text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN case_state = 'closed' THEN 'closed'
    WHEN q.state = 'received'
      OR EXISTS (SELECT FROM court_paper p WHERE p.case_id = q.case_id AND p.state = 'waiting' AND p.counter_id IS NOT NULL)
      OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'received') THEN 'judge'
    WHEN (notice_is_acting(q) AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state IN ('waiting', 'found', 'remote')))
      OR (q.state = 'retracted' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state = 'disabled'))
      OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'forwarded'
        AND r.asked_at IS NOT NULL AND r.approved_at IS NULL) THEN 'act'
    WHEN notice_owes_letter(q) THEN 'tell'
    WHEN EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state IN ('held', 'escalated')) THEN 'held'
    ELSE 'waiting' END
$$;

CREATE OR REPLACE FUNCTION notice_wants(q notice, case_state text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT case_state = 'open' AND (q.state = 'received'
    OR (notice_is_acting(q) AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state IN ('waiting', 'found', 'remote')))
    OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND (r.state IN ('received', 'valid')
      OR (r.state = 'forwarded' AND r.approved_at IS NULL)))
    OR EXISTS (SELECT FROM court_paper p WHERE p.case_id = q.case_id AND p.state = 'waiting' AND p.counter_id IS NOT NULL))
$$;

SELECT notice_desk_refresh(ARRAY(SELECT case_id FROM notice WHERE own_knowledge_at IS NOT NULL));
