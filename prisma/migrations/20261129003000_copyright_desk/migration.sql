-- What a notice became or is besides.
ALTER TABLE "notice" ADD COLUMN "became_case_id" UUID, ADD COLUMN "intimate_case_id" UUID;

-- A put-back takes two people: who asked for it, and who approved it. What is under way is not yet seen.
ALTER TABLE "counter_notice"
  ADD COLUMN "asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "asked_by_id" UUID,
  ADD COLUMN "put_back_begun_at" TIMESTAMPTZ(3),
  ADD COLUMN "judged_at" TIMESTAMPTZ(3),
  ADD COLUMN "judged_by_id" UUID,
  ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "court_paper" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "counter_id" UUID NOT NULL,
    "paper_id" UUID NOT NULL,
    "sort" TEXT NOT NULL,
    "is_from_sender" BOOLEAN NOT NULL,
    "is_same_material" BOOLEAN NOT NULL,
    "docket" TEXT NOT NULL DEFAULT '',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "court_paper_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "court_paper_case_id_idx" ON "court_paper"("case_id");
CREATE INDEX "court_paper_counter_id_idx" ON "court_paper"("counter_id");
ALTER TABLE "court_paper" ADD CONSTRAINT "court_paper_counter_id_fkey" FOREIGN KEY ("counter_id") REFERENCES "counter_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON court_paper FOR EACH ROW EXECUTE FUNCTION docket_tell_part();

-- CreateTable
CREATE TABLE "copyright_desk" (
    "instance_id" UUID NOT NULL,
    "is_alone" BOOLEAN NOT NULL DEFAULT false,
    "alone_at" TIMESTAMPTZ(3),
    "alone_by_id" UUID,
    "deputy_id" UUID,

    CONSTRAINT "copyright_desk_pkey" PRIMARY KEY ("instance_id")
);
