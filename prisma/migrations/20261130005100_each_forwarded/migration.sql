-- A counter-notice that is not forwarded is owed D8, whatever went out about somebody else's; a second hold is told of as well (D9).
CREATE OR REPLACE FUNCTION notice_owes_letter(q notice) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT (q.state = 'notCopyright' AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D2'))
    OR (q.state IN ('defectiveCore', 'defectiveCurable') AND q.asked_at IS NULL
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D3'))
    OR ((q.state = 'rejected' OR (q.state = 'valid' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id)
        AND NOT EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state IN ('waiting', 'found', 'remote'))))
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D4'))
    OR EXISTS (SELECT FROM notice_item i LEFT JOIN notice_subscriber s ON s.case_id = i.case_id AND s.account_id = i.account_id
      WHERE i.case_id = q.case_id AND i.is_local AND i.account_id <> '' AND i.state IN ('disabled', 'removed')
        AND (s.told_at IS NULL OR i.disabled_at > s.told_at))
    OR EXISTS (SELECT FROM counter_notice r JOIN (VALUES ('defective', 'D7'), ('held', 'D9'), ('restored', 'D10')) AS owed(state, template)
        ON owed.state = r.state
      WHERE r.case_id = q.case_id AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = owed.template
        AND l.account_id = r.account_id AND l.at >= CASE WHEN r.state = 'held' THEN coalesce(r.held_at, r.received_at) ELSE r.received_at END))
    OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'valid')
    OR (q.state = 'retracted' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.is_local AND i.account_id <> ''
      AND i.state IN ('restored', 'removed')
      AND NOT EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'restored' AND r.account_id = i.account_id)
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D10' AND l.account_id = i.account_id)))
    OR ((EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'restored')
        OR EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state = 'restored'))
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D11'))
$$;
SELECT notice_desk_refresh(ARRAY(SELECT DISTINCT case_id FROM counter_notice WHERE state IN ('valid', 'held')));
