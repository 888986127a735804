-- A hint that cannot be read waits by itself, and keeps no other from being read.
ALTER TABLE "webhook_hint" ADD COLUMN "waits_since" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
ALTER TABLE "webhook_hint" ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "webhook_hint" ADD COLUMN "not_before" TIMESTAMPTZ(3);
ALTER TABLE "webhook_hint" ADD COLUMN "failed_since" TIMESTAMPTZ(3);
UPDATE "webhook_hint" SET "waits_since" = "hinted_at";
-- How far ahead of its pace the reading is: of what it may ask for in a burst, a part is kept for reports, and most for new ones.
ALTER TABLE "webhook_desk" ADD COLUMN "paced_until" TIMESTAMPTZ(3);
