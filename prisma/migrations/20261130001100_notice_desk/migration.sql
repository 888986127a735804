-- Under which heading of the copyright desk a notice stands, and its next moment: by these a page of the list is found without
-- looking at every notice. What is said here is what lib/features/dmca/model says of the same rows; a test holds both together.
CREATE TABLE "notice_desk" (
    "case_id" UUID NOT NULL,
    "tab" TEXT NOT NULL,
    "wants" BOOLEAN NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "notice_desk_pkey" PRIMARY KEY ("case_id")
);
CREATE INDEX "notice_desk_tab_next_at_number_idx" ON "notice_desk"("tab", "next_at", "number" DESC);
CREATE INDEX "notice_desk_wants" ON "notice_desk"("case_id") WHERE "wants";
ALTER TABLE "notice_desk" ADD CONSTRAINT "notice_desk_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The letters that a case owes and that some law asks for (lettersDue without the courtesy of D1 and D6).
CREATE FUNCTION notice_owes_letter(q notice) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
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
    OR ((EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'restored')
        OR EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state = 'restored'))
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_id = q.case_id AND l.template = 'D11'))
$$;

CREATE FUNCTION notice_tab(q notice, case_state text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN case_state = 'closed' THEN 'closed'
    WHEN q.state = 'received'
      OR EXISTS (SELECT FROM court_paper p WHERE p.case_id = q.case_id AND p.state = 'waiting' AND p.counter_id IS NOT NULL)
      OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'received') THEN 'judge'
    WHEN (q.state = 'valid' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state IN ('waiting', 'found', 'remote')))
      OR (q.state = 'retracted' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state = 'disabled'))
      OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state = 'forwarded'
        AND r.asked_at IS NOT NULL AND r.approved_at IS NULL) THEN 'act'
    WHEN notice_owes_letter(q) THEN 'tell'
    WHEN EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND r.state IN ('held', 'escalated')) THEN 'held'
    ELSE 'waiting' END
$$;

-- Whether somebody here has to do something: the number beside the room.
CREATE FUNCTION notice_wants(q notice, case_state text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT case_state = 'open' AND (q.state = 'received'
    OR (q.state = 'valid' AND EXISTS (SELECT FROM notice_item i WHERE i.case_id = q.case_id AND i.state IN ('waiting', 'found', 'remote')))
    OR EXISTS (SELECT FROM counter_notice r WHERE r.case_id = q.case_id AND (r.state IN ('received', 'valid')
      OR (r.state = 'forwarded' AND r.approved_at IS NULL)))
    OR EXISTS (SELECT FROM court_paper p WHERE p.case_id = q.case_id AND p.state = 'waiting' AND p.counter_id IS NOT NULL))
$$;

-- Who changes two parts of a case at once waits for the other at its row, and looks afterwards: the last to look has seen both.
CREATE FUNCTION notice_desk_refresh(ids uuid[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
  PERFORM 1 FROM notice_desk WHERE case_id = ANY(ids) ORDER BY case_id FOR UPDATE;
  INSERT INTO notice_desk AS d (case_id, tab, wants, next_at, number)
  SELECT q.case_id, notice_tab(q, c.state), notice_wants(q, c.state), coalesce((
      SELECT min(m.at) FROM clock k JOIN clock_mark m ON m.clock_id = k.id AND m.is_open WHERE k.case_id = q.case_id), 'infinity'), c.number
  FROM notice q JOIN "case" c ON c.id = q.case_id WHERE q.case_id = ANY(ids)
  ON CONFLICT (case_id) DO UPDATE SET tab = EXCLUDED.tab, wants = EXCLUDED.wants, next_at = EXCLUDED.next_at
    WHERE (d.tab, d.wants, d.next_at) IS DISTINCT FROM (EXCLUDED.tab, EXCLUDED.wants, EXCLUDED.next_at);
END $$;

CREATE FUNCTION notice_desk_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM notice_desk_refresh(ARRAY(SELECT DISTINCT case_id FROM rows_changed));
  RETURN NULL;
END $$;
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['notice_item', 'notice_subscriber', 'counter_notice', 'court_paper', 'letter'] LOOP
    EXECUTE format('CREATE TRIGGER notice_desk_added AFTER INSERT ON %I REFERENCING NEW TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_changed()', part);
    EXECUTE format('CREATE TRIGGER notice_desk_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_changed()', part);
  END LOOP;
  -- What becomes of a letter on its way changes nothing that it owes.
  FOREACH part IN ARRAY ARRAY['notice_item', 'notice_subscriber', 'counter_notice', 'court_paper', 'notice'] LOOP
    EXECUTE format('CREATE TRIGGER notice_desk_changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_changed()', part);
  END LOOP;
END $$;
CREATE TRIGGER notice_desk_added AFTER INSERT ON "notice" REFERENCING NEW TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_changed();

CREATE FUNCTION notice_desk_case() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM notice_desk_refresh(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER notice_desk_case AFTER UPDATE OF "state" ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.kind = 'copyright') EXECUTE FUNCTION notice_desk_case();

-- Marks are written anew with each line of a ledger. That one was told of is no change of its moment.
CREATE FUNCTION notice_desk_marks() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM notice_desk_refresh(ARRAY(SELECT DISTINCT q.case_id FROM rows_changed m JOIN clock k ON k.id = m.clock_id
    JOIN notice_desk q ON q.case_id = k.case_id));
  RETURN NULL;
END $$;
CREATE TRIGGER notice_desk_added AFTER INSERT ON "clock_mark" REFERENCING NEW TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_marks();
CREATE TRIGGER notice_desk_gone AFTER DELETE ON "clock_mark" REFERENCING OLD TABLE AS rows_changed FOR EACH STATEMENT EXECUTE FUNCTION notice_desk_marks();

SELECT notice_desk_refresh(ARRAY(SELECT case_id FROM notice));
