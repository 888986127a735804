-- Whose counter-notice a letter to the complainant hands on: when they are erased, it goes too.
ALTER TABLE "letter" ADD COLUMN "about_id" TEXT;
UPDATE letter l SET about_id = c.account_id FROM counter_notice c
  WHERE l.template = 'D8' AND c.case_id = l.case_id AND c.forwarded_at = l.at;
UPDATE letter l SET about_id = (SELECT min(c.account_id) FROM counter_notice c WHERE c.case_id = l.case_id)
  WHERE l.template = 'D8' AND l.about_id IS NULL
    AND (SELECT count(DISTINCT c.account_id) FROM counter_notice c WHERE c.case_id = l.case_id) = 1;

-- What was seen from outside goes with its case, or with the author whose address it names (lib/features/severing); never before.
CREATE OR REPLACE FUNCTION edge_probe_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM edge_block b JOIN "case" c ON c.id = b.case_id WHERE b.id = OLD.block_id
        AND (c.emptied_at IS NOT NULL OR (b.account_id LIKE 'erased-%' AND b.media_urls = '{}' AND b.post_url IS NULL))) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% on % is refused: what was seen from outside is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
