-- CreateTable
CREATE TABLE "clock" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "calendar" TEXT,
    "state" TEXT NOT NULL DEFAULT 'running',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "calendar_version" TEXT,
    "added_days" TEXT[],
    "is_window_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock_entry" (
    "id" UUID NOT NULL,
    "clock_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "calendar_version" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "clock_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock_mark" (
    "clock_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "day" TEXT,
    "is_open" BOOLEAN NOT NULL DEFAULT true,
    "remind_at" TIMESTAMPTZ(3),

    CONSTRAINT "clock_mark_pkey" PRIMARY KEY ("clock_id","name")
);

-- CreateTable
CREATE TABLE "added_day" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "calendar" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "added_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_case" (
    "case_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "outcome" TEXT,
    "outcome_text" TEXT,

    CONSTRAINT "hand_case_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "hand_task" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,

    CONSTRAINT "hand_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "party" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "entry" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "subject" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "object_id" UUID,
    "sha256" TEXT,
    "size" INTEGER,

    CONSTRAINT "paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "clock_id" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "mark_at" TIMESTAMPTZ(3) NOT NULL,
    "moment" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_clock" (
    "person_id" UUID NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "address" BYTEA,
    "feed_hash" TEXT,
    "feed_made_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_clock_pkey" PRIMARY KEY ("person_id")
);

-- CreateIndex
CREATE INDEX "clock_case_id_idx" ON "clock"("case_id");

-- CreateIndex
CREATE INDEX "clock_calendar_state_idx" ON "clock"("calendar", "state");

-- CreateIndex
CREATE UNIQUE INDEX "clock_entry_clock_id_number_key" ON "clock_entry"("clock_id", "number");

-- CreateIndex
CREATE INDEX "clock_mark_is_open_at_idx" ON "clock_mark"("is_open", "at");

-- CreateIndex
CREATE INDEX "clock_mark_remind_at_idx" ON "clock_mark"("remind_at");

-- CreateIndex
CREATE UNIQUE INDEX "added_day_instance_id_calendar_day_key" ON "added_day"("instance_id", "calendar", "day");

-- CreateIndex
CREATE INDEX "hand_task_case_id_idx" ON "hand_task"("case_id");

-- CreateIndex
CREATE INDEX "paper_case_id_at_idx" ON "paper"("case_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_clock_id_mark_mark_at_moment_person_id_key" ON "reminder"("clock_id", "mark", "mark_at", "moment", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_clock_feed_hash_key" ON "person_clock"("feed_hash");

-- AddForeignKey
ALTER TABLE "clock" ADD CONSTRAINT "clock_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clock_entry" ADD CONSTRAINT "clock_entry_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clock_mark" ADD CONSTRAINT "clock_mark_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "clock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_case" ADD CONSTRAINT "hand_case_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hand_task" ADD CONSTRAINT "hand_task_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper" ADD CONSTRAINT "paper_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_clock" ADD CONSTRAINT "person_clock_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A deadline is never edited: the ledger grows, and the database itself refuses everything else.
CREATE FUNCTION clock_ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the ledger of a clock is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION clock_ledger_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER clock_entry_stamp BEFORE INSERT ON "clock_entry" FOR EACH ROW EXECUTE FUNCTION clock_ledger_stamp();
CREATE TRIGGER clock_entry_keep BEFORE UPDATE OR DELETE ON "clock_entry" FOR EACH ROW EXECUTE FUNCTION clock_ledger_refuse();
CREATE TRIGGER clock_entry_whole BEFORE TRUNCATE ON "clock_entry" FOR EACH STATEMENT EXECUTE FUNCTION clock_ledger_refuse();

-- Screens that show a case hear of its clocks, tasks and papers.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON clock FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON hand_case FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON hand_task FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT ON paper FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
