-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "case_ids" UUID[],
    "account_ids" TEXT[],
    "post_ids" TEXT[],
    "from_at" TIMESTAMPTZ(3),
    "until_at" TIMESTAMPTZ(3),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "keep_until" TIMESTAMPTZ(3),
    "is_secret" BOOLEAN NOT NULL DEFAULT false,
    "secret_until" TIMESTAMPTZ(3),
    "named_ids" UUID[],
    "release_event" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "placed_by_id" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by_id" UUID,
    "proposed_at" TIMESTAMPTZ(3),
    "proposed_why" TEXT,
    "released_by_id" UUID,
    "released_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id"),
    -- Two people, whatever the program says.
    CONSTRAINT "hold_two_people" CHECK ("state" <> 'released' OR ("released_by_id" IS NOT NULL AND "proposed_by_id" IS NOT NULL AND "released_by_id" <> "proposed_by_id"))
);

-- CreateTable
CREATE TABLE "purge_alarm" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "day" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "settled_as" TEXT,
    "settled_by_id" UUID,

    CONSTRAINT "purge_alarm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hold_instance_id_state_idx" ON "hold"("instance_id", "state");

-- CreateIndex
CREATE INDEX "purge_alarm_instance_id_account_id_idx" ON "purge_alarm"("instance_id", "account_id");

-- CreateIndex
CREATE INDEX "purge_alarm_due_at_idx" ON "purge_alarm"("due_at");

-- The sweep may run twice at once: one open alarm for each day of an account's purge.
CREATE UNIQUE INDEX "purge_alarm_open" ON "purge_alarm"("instance_id", "account_id", "kind", "day") WHERE "settled_at" IS NULL OR "settled_as" = 'seen';
