-- The pace of a good guest, the second reading of resolved reports, and the instance's own settings (features/mirror).
ALTER TABLE "mirror_state"
  ADD COLUMN "report_ms" DOUBLE PRECISION,
  ADD COLUMN "best_report_ms" DOUBLE PRECISION,
  ADD COLUMN "rests_until" TIMESTAMPTZ(3),
  ADD COLUMN "again_max_id" TEXT,
  ADD COLUMN "again_started_at" TIMESTAMPTZ(3),
  ADD COLUMN "again_read_at" TIMESTAMPTZ(3),
  ADD COLUMN "again_done_at" TIMESTAMPTZ(3),
  ADD COLUMN "again_took_s" INTEGER,
  ADD COLUMN "settings_read_at" TIMESTAMPTZ(3),
  ADD COLUMN "pending_count" INTEGER;
