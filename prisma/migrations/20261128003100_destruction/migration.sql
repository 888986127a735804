-- What is destroyed: by a schedule, or because a person asks for it; the ledger that says so, and that a restore replays.

-- The shell of a case that was destroyed stays: its number, its kind and when.
ALTER TABLE "case" ADD COLUMN "emptied_at" TIMESTAMPTZ(3);

-- How long a kind of thing is kept, where the owner has changed it.
CREATE TABLE "retention_rule" (
  "kind" TEXT NOT NULL,
  "days" INTEGER NOT NULL,
  "changed_by_id" UUID NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "retention_rule_pkey" PRIMARY KEY ("kind")
);

CREATE TABLE "retention_run" (
  "id" UUID NOT NULL,
  "instance_id" UUID NOT NULL,
  "asked_by_id" UUID,
  "as_of" TIMESTAMPTZ(3) NOT NULL,
  "rules" JSONB NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'running',
  "held" INTEGER NOT NULL DEFAULT 0,
  "finished_at" TIMESTAMPTZ(3),
  "certificate" TEXT,
  "signatures" JSONB,
  CONSTRAINT "retention_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "retention_run_instance_id_as_of_idx" ON "retention_run"("instance_id", "as_of");
-- One run of a person at a time; two schedules at once find one run.
CREATE UNIQUE INDEX "retention_run_open" ON "retention_run"("instance_id", ("asked_by_id" IS NULL)) WHERE "state" <> 'done';

-- What a run destroyed, one by one: our own ids, and keyed hashes of what came from outside.
CREATE TABLE "retention_item" (
  "run_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "ref" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "retention_item_pkey" PRIMARY KEY ("run_id", "kind", "ref"),
  CONSTRAINT "retention_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "retention_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "erasure" (
  "id" UUID NOT NULL,
  "instance_id" UUID NOT NULL,
  -- Keyed hash of whom it is about; the id itself goes with the rest.
  "person_hash" TEXT NOT NULL,
  "account_id" TEXT,
  "basis" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'proposed',
  "proposed_by_id" UUID NOT NULL,
  "proposed_at" TIMESTAMPTZ(3) NOT NULL,
  "confirmed_by_id" UUID,
  "confirmed_at" TIMESTAMPTZ(3),
  "done_at" TIMESTAMPTZ(3),
  "counts" JSONB,
  CONSTRAINT "erasure_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "erasure_two_people" CHECK ("state" NOT IN ('confirmed', 'done') OR ("confirmed_by_id" IS NOT NULL AND "confirmed_by_id" <> "proposed_by_id"))
);
CREATE UNIQUE INDEX "erasure_open" ON "erasure"("instance_id", "person_hash") WHERE "state" IN ('proposed', 'confirmed');

-- The ledger of destruction. The same lines lie in a file beside the vault: a restore replays them.
CREATE TABLE "destruction_entry" (
  "seq" BIGINT NOT NULL,
  "line" TEXT NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "destruction_entry_pkey" PRIMARY KEY ("seq")
);
COMMENT ON TABLE "destruction_entry" IS 'append-only';
CREATE TRIGGER destruction_entry_keep BEFORE UPDATE OR DELETE ON "destruction_entry" FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER destruction_entry_whole BEFORE TRUNCATE ON "destruction_entry" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
