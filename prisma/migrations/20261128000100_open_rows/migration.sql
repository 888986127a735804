-- The queue walks its rows by age. Beside each one stands whether its case is open: otherwise thousands of closed ones are walked
-- past, and the page gets slower with every year. Kept by the database itself, so that no command can forget it.
ALTER TABLE "report_case" ADD COLUMN "is_open" BOOLEAN;
UPDATE "report_case" r SET "is_open" = (c."state" = 'open') FROM "case" c WHERE c."id" = r."case_id";

CREATE FUNCTION docket_new_row_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_open IS NULL THEN
    SELECT c.state = 'open' INTO NEW.is_open FROM "case" c WHERE c.id = NEW.case_id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER report_case_is_open BEFORE INSERT ON "report_case" FOR EACH ROW EXECUTE FUNCTION docket_new_row_is_open();

CREATE FUNCTION docket_row_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "report_case" SET is_open = (NEW.state = 'open') WHERE case_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER case_state_to_row AFTER UPDATE OF "state" ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION docket_row_is_open();

DROP INDEX "report_case_oldest_at_case_id_idx";
CREATE INDEX "report_case_is_open_oldest_at_case_id_idx" ON "report_case" ("is_open", "oldest_at", "case_id");

-- The closed ones only grow, and a filter that few of them pass must not walk past all the others.
CREATE INDEX "report_case_spam_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "spam_count" > 0;
CREATE INDEX "report_case_legal_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "legal_count" > 0;
CREATE INDEX "report_case_rule_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "rule_count" > 0;
CREATE INDEX "report_case_other_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "other_count" > 0;
CREATE INDEX "report_case_local_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "subject_domain" IS NULL;
CREATE INDEX "report_case_remote_idx" ON "report_case" ("is_open", "oldest_at", "case_id") WHERE "subject_domain" IS NOT NULL;
