-- An act whose call was certainly not made, because Mastodon does not answer, waits and says so; each person chooses whether theirs do.
ALTER TABLE "act" ADD COLUMN "is_patient" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "tried_at" TIMESTAMPTZ(3),
  ADD COLUMN "waits_for" TEXT,
  ADD COLUMN "waits_since" TIMESTAMPTZ(3),
  ADD COLUMN "waits_until" TIMESTAMPTZ(3);

ALTER TABLE "person" ADD COLUMN "acts_wait" BOOLEAN NOT NULL DEFAULT true;
