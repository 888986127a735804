-- What a look covered: the reports that the case had when it began, and for each post when it was looked at whole (its files, its
-- wordings, its thread). Whatever was put to the case since is not covered, however fresh the look is.
ALTER TABLE "capture" ADD COLUMN "report_ids" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "capture" ADD COLUMN "alive_at" TIMESTAMPTZ(3);
ALTER TABLE "evidence" ADD COLUMN "looked_at" TIMESTAMPTZ(3);

UPDATE "evidence" SET "looked_at" = "seen_at" WHERE "kind" = 'post';
UPDATE "capture" c SET "report_ids" = ARRAY(
  SELECT l."report_id" FROM "case_report" l JOIN "report" r ON r."instance_id" = l."instance_id" AND r."remote_id" = l."report_id"
  WHERE l."case_id" = c."case_id" AND r."created_at" < c."asked_at");

-- That a look is still alive is nothing that screens have to hear.
DROP TRIGGER docket_tell ON capture;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE OF state, why, late_for ON capture FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
