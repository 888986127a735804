-- Keys that sign the audit log, what was signed, and the time stamps of it. Public parts and signed heads are never changed.

CREATE TABLE "audit_key" (
  "generation" INTEGER NOT NULL,
  "algorithm" TEXT NOT NULL,
  "public_key" BYTEA NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  -- Signature of the key of the same algorithm before it, over the words that name this one. Null for the first.
  "endorsed" BYTEA,
  CONSTRAINT "audit_key_pkey" PRIMARY KEY ("generation", "algorithm"),
  CONSTRAINT "audit_key_algorithm" CHECK ("algorithm" IN ('ed25519', 'p256'))
);
CREATE UNIQUE INDEX "audit_key_fingerprint_key" ON "audit_key"("fingerprint");

-- The private parts, sealed; that of a former generation is destroyed.
CREATE TABLE "signing_secret" (
  "generation" INTEGER NOT NULL,
  "algorithm" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  CONSTRAINT "signing_secret_pkey" PRIMARY KEY ("generation", "algorithm")
);

CREATE TABLE "audit_signed_head" (
  "id" UUID NOT NULL,
  "purpose" TEXT NOT NULL,
  "seq" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "generation" INTEGER NOT NULL,
  -- The exact words that were signed.
  "text" TEXT NOT NULL,
  "ed25519" BYTEA NOT NULL,
  "p256" BYTEA NOT NULL,
  CONSTRAINT "audit_signed_head_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_signed_head_seq_idx" ON "audit_signed_head"("seq");
CREATE UNIQUE INDEX "audit_signed_head_once" ON "audit_signed_head"("seq") WHERE "purpose" = 'schedule';

CREATE TABLE "audit_head_stamp" (
  "head_id" UUID NOT NULL,
  -- The whole answer of the authority (RFC 3161, DER).
  "answer" BYTEA NOT NULL,
  "stamped_at" TIMESTAMPTZ(3) NOT NULL,
  "authority" TEXT NOT NULL,
  "authority_name" TEXT NOT NULL,
  "is_qualified" BOOLEAN NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_head_stamp_pkey" PRIMARY KEY ("head_id"),
  CONSTRAINT "audit_head_stamp_head_id_fkey" FOREIGN KEY ("head_id") REFERENCES "audit_signed_head"("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);

-- The outside authority that the owner chose.
CREATE TABLE "stamp_authority" (
  "one" BOOLEAN NOT NULL DEFAULT true,
  "url" TEXT NOT NULL,
  "is_qualified" BOOLEAN NOT NULL,
  "private_address_confirmed" BOOLEAN NOT NULL,
  "set_by_id" UUID NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  "failure" TEXT,
  "failed_at" TIMESTAMPTZ(3),
  CONSTRAINT "stamp_authority_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "stamp_authority_one" CHECK ("one")
);

-- When every row was recomputed last: on a long log nobody waits for it.
CREATE TABLE "chain_check" (
  "one" BOOLEAN NOT NULL DEFAULT true,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "rows" BIGINT NOT NULL,
  "fault_seq" BIGINT,
  "fault" TEXT,
  CONSTRAINT "chain_check_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "chain_check_one" CHECK ("one")
);

-- Where the ledger of destruction ends: whoever appends to it says so here, and each signed head repeats it.
CREATE TABLE "destruction_head" (
  "one" BOOLEAN NOT NULL DEFAULT true,
  "entries" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "destruction_head_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "destruction_head_one" CHECK ("one")
);

COMMENT ON TABLE "audit_key" IS 'append-only';
COMMENT ON TABLE "audit_signed_head" IS 'append-only';
COMMENT ON TABLE "audit_head_stamp" IS 'append-only';
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_key', 'audit_signed_head', 'audit_head_stamp'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION audit_refuse()', t || '_keep', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', t || '_whole', t);
  END LOOP;
END $$;

-- As in the migration `ground`, and: a table whose comment is 'append-only' may be added to and read, whatever its name.
CREATE OR REPLACE FUNCTION docket_grant_app() RETURNS boolean LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  t record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'docket_app') THEN
    BEGIN
      CREATE ROLE docket_app NOLOGIN;
    EXCEPTION
      WHEN insufficient_privilege THEN RETURN false; -- the triggers stand alone; the health page says so
      WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was migrated at the same moment
    END;
  END IF;
  GRANT USAGE ON SCHEMA public TO docket_app;
  FOR t IN SELECT c.relname AS name, coalesce(obj_description(c.oid, 'pg_class'), '') = 'append-only' AS keeps
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') LOOP
    IF t.keeps THEN
      EXECUTE format('GRANT SELECT, INSERT ON public.%I TO docket_app', t.name);
      EXECUTE format('REVOKE UPDATE, DELETE ON public.%I FROM docket_app', t.name);
    ELSIF t.name NOT LIKE 'audit\_%' AND t.name <> '_prisma_migrations' THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO docket_app', t.name);
    END IF;
  END LOOP;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO docket_app;
  GRANT SELECT, INSERT ON audit_row TO docket_app;
  GRANT SELECT, INSERT, DELETE ON audit_value TO docket_app;
  GRANT SELECT ON audit_link, audit_head, audit_case_head, _prisma_migrations TO docket_app;
  IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'graphile_worker') THEN
    GRANT USAGE ON SCHEMA graphile_worker TO docket_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO docket_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO docket_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO docket_app;
    -- graphile-worker puts row level security on its tables for everybody but their owner.
    FOR t IN SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'graphile_worker' AND c.relkind = 'r' AND c.relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'docket_app') LOOP
      EXECUTE format('CREATE POLICY docket_app ON graphile_worker.%I TO docket_app USING (true) WITH CHECK (true)', t.name);
    END LOOP;
  END IF;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION docket_grant_app() FROM PUBLIC;
