-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "act" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "report_id" TEXT,
    "message" TEXT NOT NULL DEFAULT '',
    "sends_mail" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "ground" JSONB,
    "source" TEXT NOT NULL DEFAULT 'report',
    "state" TEXT NOT NULL DEFAULT 'asked',
    "failure" TEXT,
    "undoes_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_row" (
    "id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_id" UUID,
    "command" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "case_id" UUID,
    "subject_ids" TEXT[],
    "fields" TEXT NOT NULL,

    CONSTRAINT "audit_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_value" (
    "audit_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "subject_id" TEXT,
    "salt" BYTEA NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "audit_value_pkey" PRIMARY KEY ("audit_id","field")
);

-- CreateTable
CREATE TABLE "audit_link" (
    "seq" BIGINT NOT NULL,
    "audit_id" UUID NOT NULL,
    "prev" BYTEA NOT NULL,
    "case_seq" BIGINT,
    "case_prev" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "audit_case_head" (
    "case_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_case_head_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "instance_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL DEFAULT 'ordinary',
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "owner_id" UUID,
    "owned_at" TIMESTAMPTZ(3),
    "party_ids" TEXT[],
    "subject_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_person" (
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "case_person_pkey" PRIMARY KEY ("case_id","person_id")
);

-- CreateTable
CREATE TABLE "case_note" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "safety_stop" (
    "case_id" UUID NOT NULL,
    "stopped_by_id" UUID NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL,
    "report_id" TEXT,
    "post_id" TEXT,
    "tip_number" TEXT,
    "tip_filed_at" TIMESTAMPTZ(3),
    "tip_by_id" UUID,

    CONSTRAINT "safety_stop_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "console" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "key_check" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "console_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "command_request" (
    "id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "key" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("key","window_at")
);

-- CreateTable
CREATE TABLE "stranger_refusal" (
    "address" TEXT NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "stranger_refusal_pkey" PRIMARY KEY ("address","hour_at")
);

-- CreateTable
CREATE TABLE "case_reading" (
    "person_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_reading_pkey" PRIMARY KEY ("person_id","case_id")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "api_version" INTEGER,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "private_address_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'connected',
    "client_id" TEXT NOT NULL,
    "client_secret" BYTEA NOT NULL,
    "scopes" TEXT[],
    "is_pkce_offered" BOOLEAN NOT NULL DEFAULT false,
    "rules" JSONB NOT NULL DEFAULT '[]',
    "media_hosts" TEXT[],
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "reader_person_id" UUID,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mirror_state" (
    "instance_id" UUID NOT NULL,
    "backfill_max_id" TEXT,
    "backfill_done" BOOLEAN NOT NULL DEFAULT false,
    "reports_read" INTEGER NOT NULL DEFAULT 0,
    "first_id" TEXT,
    "newest_id" TEXT,
    "sweep_max_id" TEXT,
    "sweep_started_at" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "answer_ms" INTEGER,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "mirror_state_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "account" (
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "domain" TEXT,
    "acct" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "is_bot" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locale" TEXT,
    "role_name" TEXT,
    "permissions" TEXT,
    "is_suspended" BOOLEAN NOT NULL,
    "is_silenced" BOOLEAN NOT NULL,
    "is_sensitized" BOOLEAN NOT NULL,
    "is_disabled" BOOLEAN NOT NULL,
    "is_pending" BOOLEAN NOT NULL,
    "post_count" INTEGER NOT NULL,
    "follower_count" INTEGER NOT NULL,
    "invite_reason" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("instance_id","remote_id")
);

-- CreateTable
CREATE TABLE "report" (
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "category" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "is_forwarded" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "is_resolved" BOOLEAN NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "reporter_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "assigned_id" TEXT,
    "resolved_by_id" TEXT,
    "rules" JSONB NOT NULL DEFAULT '[]',
    "post_ids" TEXT[],
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("instance_id","remote_id")
);

-- CreateTable
CREATE TABLE "post" (
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "visibility" TEXT NOT NULL,
    "warning" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "language" TEXT,
    "is_sensitive" BOOLEAN NOT NULL,
    "url" TEXT,
    "reply_to_id" TEXT,
    "poll" JSONB,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_pkey" PRIMARY KEY ("instance_id","remote_id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "url" TEXT,
    "preview_url" TEXT,
    "description" TEXT,
    "width" INTEGER,
    "height" INTEGER,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_report" (
    "case_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "report_id" TEXT NOT NULL,

    CONSTRAINT "case_report_pkey" PRIMARY KEY ("case_id","instance_id","report_id")
);

-- CreateTable
CREATE TABLE "report_case" (
    "case_id" UUID NOT NULL,
    "open_count" INTEGER NOT NULL,
    "spam_count" INTEGER NOT NULL,
    "legal_count" INTEGER NOT NULL,
    "rule_count" INTEGER NOT NULL,
    "other_count" INTEGER NOT NULL,
    "rule_labels" JSONB NOT NULL DEFAULT '[]',
    "reporter_count" INTEGER NOT NULL,
    "server_count" INTEGER NOT NULL,
    "picture_count" INTEGER NOT NULL,
    "oldest_at" TIMESTAMPTZ(3) NOT NULL,
    "latest_at" TIMESTAMPTZ(3) NOT NULL,
    "latest_comment" TEXT NOT NULL,
    "latest_report_id" TEXT NOT NULL,
    "subject_domain" TEXT,
    "search_text" TEXT NOT NULL,
    "essence" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "report_case_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "acct" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "roles" TEXT[],
    "permissions" TEXT NOT NULL DEFAULT '0',
    "role_name" TEXT NOT NULL DEFAULT '',
    "role_read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "sends_mail" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token" (
    "person_id" UUID NOT NULL,
    "scopes" TEXT[],
    "sealed" BYTEA NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "dead_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "act_case_id_asked_at_idx" ON "act"("case_id", "asked_at");

-- CreateIndex
CREATE INDEX "act_group_id_idx" ON "act"("group_id");

-- CreateIndex
CREATE INDEX "act_state_idx" ON "act"("state");

-- CreateIndex
CREATE INDEX "audit_row_case_id_recorded_at_idx" ON "audit_row"("case_id", "recorded_at");

-- CreateIndex
CREATE INDEX "audit_row_recorded_at_id_idx" ON "audit_row"("recorded_at", "id");

-- CreateIndex
CREATE INDEX "audit_row_actor_id_recorded_at_idx" ON "audit_row"("actor_id", "recorded_at");

-- CreateIndex
CREATE INDEX "audit_value_subject_id_idx" ON "audit_value"("subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_audit_id_key" ON "audit_link"("audit_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_instance_id_state_class_idx" ON "case"("instance_id", "state", "class");

-- CreateIndex
CREATE INDEX "case_instance_id_subject_id_idx" ON "case"("instance_id", "subject_id");

-- CreateIndex
CREATE INDEX "case_party_ids_idx" ON "case" USING GIN ("party_ids");

-- CreateIndex
CREATE INDEX "case_note_case_id_at_idx" ON "case_note"("case_id", "at");

-- CreateIndex
CREATE INDEX "command_request_at_idx" ON "command_request"("at");

-- CreateIndex
CREATE INDEX "attempt_window_at_idx" ON "attempt"("window_at");

-- CreateIndex
CREATE INDEX "instance_state_idx" ON "instance"("state");

-- CreateIndex
CREATE INDEX "account_instance_id_acct_idx" ON "account"("instance_id", "acct");

-- CreateIndex
CREATE INDEX "report_instance_id_target_id_idx" ON "report"("instance_id", "target_id");

-- CreateIndex
CREATE INDEX "report_instance_id_reporter_id_idx" ON "report"("instance_id", "reporter_id");

-- CreateIndex
CREATE INDEX "report_instance_id_is_resolved_sequence_idx" ON "report"("instance_id", "is_resolved", "sequence");

-- CreateIndex
CREATE INDEX "post_instance_id_author_id_idx" ON "post"("instance_id", "author_id");

-- CreateIndex
CREATE UNIQUE INDEX "media_instance_id_remote_id_key" ON "media"("instance_id", "remote_id");

-- CreateIndex
CREATE INDEX "case_report_instance_id_report_id_idx" ON "case_report"("instance_id", "report_id");

-- CreateIndex
CREATE INDEX "report_case_oldest_at_case_id_idx" ON "report_case"("oldest_at", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_instance_id_remote_id_key" ON "person"("instance_id", "remote_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_value" ADD CONSTRAINT "audit_value_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audit_row"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audit_row"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_person" ADD CONSTRAINT "case_person_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_person" ADD CONSTRAINT "case_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "safety_stop" ADD CONSTRAINT "safety_stop_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mirror_state" ADD CONSTRAINT "mirror_state_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_instance_id_post_id_fkey" FOREIGN KEY ("instance_id", "post_id") REFERENCES "post"("instance_id", "remote_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_report" ADD CONSTRAINT "case_report_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_report" ADD CONSTRAINT "case_report_instance_id_report_id_fkey" FOREIGN KEY ("instance_id", "report_id") REFERENCES "report"("instance_id", "remote_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_case" ADD CONSTRAINT "report_case_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token" ADD CONSTRAINT "token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- The audit chain (DESIGN 6). A row is inserted by the application, linked by the database at COMMIT, and never changed.

INSERT INTO "audit_head" VALUES (true, 0, sha256('docket'));
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_one" CHECK ("one");
ALTER TABLE "console" ADD CONSTRAINT "console_one" CHECK ("one");

-- The bytes that are hashed. An export carries this text verbatim, so that a verifier parses what it hashed and rebuilds nothing.
CREATE FUNCTION audit_text(r audit_row, prev bytea, case_seq bigint, case_prev bytea) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT json_build_array(
    encode(prev, 'hex'), r.id,
    to_char(r.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    r.actor, r.actor_id, r.command, r.outcome, r.case_id, case_seq, encode(case_prev, 'hex'), r.subject_ids, r.fields
  )::text
$$;

CREATE FUNCTION audit_link_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  case_head audit_case_head;
  next_hash bytea;
BEGIN
  SELECT * INTO head FROM audit_head FOR UPDATE; -- the one lock, held only while COMMIT runs
  IF NEW.case_id IS NOT NULL THEN
    INSERT INTO audit_case_head VALUES (NEW.case_id, 0, sha256('case')) ON CONFLICT DO NOTHING;
    SELECT * INTO case_head FROM audit_case_head WHERE case_id = NEW.case_id FOR UPDATE;
    case_head.seq := case_head.seq + 1;
  END IF;
  next_hash := sha256(convert_to(audit_text(NEW, head.hash, case_head.seq, case_head.hash), 'UTF8'));
  INSERT INTO audit_link (seq, audit_id, prev, case_seq, case_prev, hash)
    VALUES (head.seq + 1, NEW.id, head.hash, case_head.seq, case_head.hash, next_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = next_hash;
  IF NEW.case_id IS NOT NULL THEN
    UPDATE audit_case_head SET seq = case_head.seq, hash = next_hash WHERE case_id = NEW.case_id;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_row_link AFTER INSERT ON "audit_row" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_link_row();

-- recorded_at is the database's word, whoever wrote the INSERT.
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER audit_row_stamp BEFORE INSERT ON "audit_row" FOR EACH ROW EXECUTE FUNCTION audit_stamp();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the audit log is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
-- TRUNCATE passes a row-level trigger by, so each table has both kinds.
CREATE TRIGGER audit_row_keep BEFORE UPDATE OR DELETE ON "audit_row" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_row_whole BEFORE TRUNCATE ON "audit_row" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_keep BEFORE UPDATE OR DELETE ON "audit_link" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_whole BEFORE TRUNCATE ON "audit_link" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- A value may be taken away (erasure), never altered.
CREATE TRIGGER audit_value_keep BEFORE UPDATE ON "audit_value" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_value_whole BEFORE TRUNCATE ON "audit_value" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
-- The heads move forward by the link trigger only, one at a time.
CREATE FUNCTION audit_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> OLD.seq + 1 OR pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the head of the audit log moves only with a row' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
CREATE TRIGGER audit_head_keep BEFORE DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_whole BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_case_head_forward BEFORE UPDATE ON "audit_case_head" FOR EACH ROW EXECUTE FUNCTION audit_head_forward();
CREATE TRIGGER audit_case_head_keep BEFORE DELETE ON "audit_case_head" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_case_head_whole BEFORE TRUNCATE ON "audit_case_head" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- The first broken row of the live chain, or none. Recomputes every hash from the rows, so that an altered row is found
-- even when its triggers were switched off by the table's owner.
CREATE FUNCTION audit_first_fault() RETURNS TABLE (seq bigint, fault text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH linked AS (
    SELECT l.seq, l.audit_id, l.prev, l.case_seq, l.case_prev, l.hash, r.id AS row_id, r.case_id,
      lag(l.seq) OVER w AS prior_seq, lag(l.hash) OVER w AS prior_hash,
      lag(l.hash) OVER (PARTITION BY r.case_id ORDER BY l.seq) AS prior_case_hash,
      row_number() OVER (PARTITION BY r.case_id ORDER BY l.seq) AS nth_of_case,
      CASE WHEN r.id IS NOT NULL THEN sha256(convert_to(audit_text(r, l.prev, l.case_seq, l.case_prev), 'UTF8')) END AS want
    FROM audit_link l LEFT JOIN audit_row r ON r.id = l.audit_id
    WINDOW w AS (ORDER BY l.seq)
  ), faults AS (
    SELECT k.seq, CASE
      WHEN row_id IS NULL THEN 'row missing'
      WHEN k.seq <> coalesce(prior_seq, 0) + 1 THEN 'gap in the sequence'
      WHEN prev <> coalesce(prior_hash, sha256('docket')) THEN 'link broken'
      WHEN want IS DISTINCT FROM hash THEN 'row altered'
      WHEN case_id IS NOT NULL AND (k.case_seq IS DISTINCT FROM nth_of_case
        OR case_prev IS DISTINCT FROM coalesce(prior_case_hash, sha256('case'))) THEN 'case chain broken'
    END AS fault FROM linked k
    UNION ALL
    SELECT h.seq, CASE WHEN h.seq <> coalesce((SELECT max(l.seq) FROM audit_link l), 0) THEN 'rows cut off at the end'
      WHEN h.hash <> coalesce((SELECT l.hash FROM audit_link l WHERE l.seq = h.seq), sha256('docket')) THEN 'head altered' END
    FROM audit_head h
    UNION ALL
    SELECT 0, 'head missing' WHERE NOT EXISTS (SELECT FROM audit_head)
    UNION ALL
    SELECT (SELECT coalesce(max(l.seq), 0) FROM audit_link l), 'row without a link'
      FROM audit_row r WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.audit_id = r.id)
    UNION ALL
    SELECT l.seq, 'value altered' FROM audit_value v JOIN audit_link l ON l.audit_id = v.audit_id JOIN audit_row r ON r.id = v.audit_id
      WHERE NOT EXISTS (
        SELECT FROM json_array_elements(r.fields::json) f
        WHERE f ->> 0 = v.field AND f ->> 1 = encode(sha256(v.salt || convert_to(v.value, 'UTF8')), 'hex'))
  )
  SELECT f.seq, f.fault FROM faults f WHERE f.fault IS NOT NULL ORDER BY f.seq LIMIT 1
$$;

-- Rights of the application's own role. Called after every migration, as the owner; tables of later migrations are covered too.
CREATE FUNCTION docket_grant_app() RETURNS boolean LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
  FOR t IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'audit\_%' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO docket_app', t.name);
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
