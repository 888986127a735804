-- What was seen from outside names posts: it goes with its case, when retention or an erasure has emptied that, and never before.
CREATE OR REPLACE FUNCTION edge_probe_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM edge_block b JOIN "case" c ON c.id = b.case_id WHERE b.id = OLD.block_id AND c.emptied_at IS NOT NULL) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% on % is refused: what was seen from outside is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
