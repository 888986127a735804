-- How many addresses stand in the original beyond those that have a row of their own.
ALTER TABLE "notice" ADD COLUMN "more_addresses" INTEGER NOT NULL DEFAULT 0;
UPDATE "notice" n SET "more_addresses" = coalesce((
  SELECT sum(nullif(regexp_replace(i.url, '\D', '', 'g'), '')::bigint) FROM "notice_item" i
  WHERE i.case_id = n.case_id AND i.why = 'tooMany' AND length(regexp_replace(i.url, '\D', '', 'g')) BETWEEN 1 AND 6), 0);
