-- A post that the team added by its address stands in no report.
ALTER TABLE "removal" ALTER COLUMN "report_id" DROP NOT NULL;
