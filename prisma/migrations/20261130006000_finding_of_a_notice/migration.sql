-- What a notice was found to be outlives its closing: an archive is given what was valid, and nothing else.
ALTER TABLE "notice" ADD COLUMN "finding" TEXT;

CREATE FUNCTION notice_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state NOT IN ('received', 'closed') THEN NEW.finding := NEW.state; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_finding BEFORE INSERT OR UPDATE OF state ON "notice" FOR EACH ROW EXECUTE FUNCTION notice_finding();

-- Of those that are closed already only what can be told from the row; the rest stays unknown and goes nowhere.
UPDATE "notice" n SET "finding" = CASE
  WHEN n.state NOT IN ('received', 'closed') THEN n.state
  WHEN n.state = 'closed' AND n.became_case_id IS NOT NULL THEN 'notCopyright'
  WHEN n.state = 'closed' AND EXISTS (SELECT FROM "notice_item" i WHERE i.case_id = n.case_id AND i.disabled_at IS NOT NULL) THEN 'valid'
END;

-- 512(c)(1)(A)(iii): what was done about what a reviewer saw with own eyes.
ALTER TABLE "notice" ADD COLUMN "knowledge_done" TEXT NOT NULL DEFAULT '';
