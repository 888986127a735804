-- Of a notice that was taken back each author is told, also those who never answered it (D10).
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
    OR EXISTS (SELECT FROM counter_notice r JOIN (VALUES ('defective', 'D7', false), ('valid', 'D8', true), ('held', 'D9', false),
        ('restored', 'D10', false)) AS owed(state, template, is_of_sender) ON owed.state = r.state
      WHERE r.case_id = q.case_id AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = owed.template
        AND (owed.is_of_sender OR l.account_id = r.account_id) AND l.at >= r.received_at))
    OR (q.state = 'retracted' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.is_local AND i.account_id <> ''
      AND i.state IN ('restored', 'removed')
      AND NOT EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'restored' AND r.account_id = i.account_id)
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D10' AND l.account_id = i.account_id)))
    OR ((EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'restored')
        OR EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state = 'restored'))
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D11'))
$$;
SELECT notice_desk_refresh(ARRAY(SELECT case_id FROM notice WHERE state = 'retracted'));
