-- CreateTable
CREATE TABLE "case_lease" (
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "tab_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_lease_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "app_process" (
    "id" UUID NOT NULL,
    "pool_ids" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_process_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "case_lease_expires_at_idx" ON "case_lease"("expires_at");

-- AddForeignKey
ALTER TABLE "case_lease" ADD CONSTRAINT "case_lease_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_lease" ADD CONSTRAINT "case_lease_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Live screens (DESIGN 5): whatever writes, the screens are told at its commit and not before. A note is a kind and an id of
-- ours; PostgreSQL sends equal notes of one transaction once. Who may know of which id is decided by whoever passes it on.

-- Rows that belong to a case.
CREATE FUNCTION docket_tell_part() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NULL; END IF;
  END IF;
  PERFORM pg_notify('docket_live', 'case ' || NEW.case_id);
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON report_case FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON act FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON removal FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT ON case_note FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT ON case_post FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON safety_stop FOR EACH ROW EXECUTE FUNCTION docket_tell_part();

-- The case itself. Somebody may lose it from sight when its class, its people or its instance change.
CREATE FUNCTION docket_tell_case() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NULL; END IF;
    IF (NEW.class, NEW.party_ids, NEW.instance_id) IS DISTINCT FROM (OLD.class, OLD.party_ids, OLD.instance_id) THEN
      PERFORM pg_notify('docket_live', 'sight ' || NEW.id);
    END IF;
  END IF;
  PERFORM pg_notify('docket_live', 'case ' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON "case" FOR EACH ROW EXECUTE FUNCTION docket_tell_case();

CREATE FUNCTION docket_tell_named() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('docket_live', 'sight ' || coalesce(NEW.case_id, OLD.case_id));
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER INSERT OR DELETE ON case_person FOR EACH ROW EXECUTE FUNCTION docket_tell_named();

-- What the mirror saw of a person anew: every case about them. When it was seen is no news.
CREATE FUNCTION docket_tell_account() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  seen account%ROWTYPE := NEW;
BEGIN
  seen.seen_at := OLD.seen_at;
  IF seen IS NOT DISTINCT FROM OLD THEN RETURN NULL; END IF;
  PERFORM pg_notify('docket_live', 'case ' || c.id) FROM "case" c
    WHERE c.instance_id = NEW.instance_id AND c.subject_id = NEW.remote_id;
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER UPDATE ON account FOR EACH ROW EXECUTE FUNCTION docket_tell_account();

-- Who looks at a case; a lease that is only renewed is no news.
CREATE FUNCTION docket_tell_lease() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.person_id = OLD.person_id THEN RETURN NULL; END IF;
  END IF;
  PERFORM pg_notify('docket_live', 'lease ' || coalesce(NEW.case_id, OLD.case_id));
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE OR DELETE ON case_lease FOR EACH ROW EXECUTE FUNCTION docket_tell_lease();

-- A session that ended, a role that was given or lost: the streams of that person are looked at again.
CREATE FUNCTION docket_tell_session() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('docket_live', 'person ' || OLD.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION docket_tell_session();

CREATE FUNCTION docket_tell_person() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.roles, NEW.permissions, NEW.former_id) IS DISTINCT FROM (OLD.roles, OLD.permissions, OLD.former_id) THEN
    PERFORM pg_notify('docket_live', 'person ' || NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION docket_tell_person();

-- What stands on every page or among the settings: the connection, its reader, how far the reading has come.
CREATE FUNCTION docket_tell_all() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN PERFORM pg_notify('docket_live', 'all'); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER UPDATE ON instance FOR EACH ROW EXECUTE FUNCTION docket_tell_all();
CREATE TRIGGER docket_tell AFTER UPDATE ON token FOR EACH ROW EXECUTE FUNCTION docket_tell_all();

CREATE FUNCTION docket_tell_reading() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.failure, NEW.backfill_done) IS DISTINCT FROM (OLD.failure, OLD.backfill_done)
    OR (NOT NEW.backfill_done AND NEW.reports_read <> OLD.reports_read) THEN
    PERFORM pg_notify('docket_live', 'all');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER UPDATE ON mirror_state FOR EACH ROW EXECUTE FUNCTION docket_tell_reading();
