-- That the reading rests, and how many people wait to be let in, stand on screens too.
CREATE OR REPLACE FUNCTION docket_tell_reading() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.failure, NEW.backfill_done, NEW.pending_count, NEW.rests_until IS NULL)
      IS DISTINCT FROM (OLD.failure, OLD.backfill_done, OLD.pending_count, OLD.rests_until IS NULL)
    OR (NOT NEW.backfill_done AND NEW.reports_read <> OLD.reports_read) THEN
    PERFORM pg_notify('docket_live', 'all');
  END IF;
  RETURN NULL;
END $$;
