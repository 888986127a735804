-- When an approved put-back runs is its clock's word: kept here besides, it stayed behind when counsel's days moved the clock.
DROP INDEX "counter_notice_state_put_back_at_idx";
ALTER TABLE "counter_notice" DROP COLUMN "put_back_at";
CREATE INDEX "counter_notice_state_approved_at_idx" ON "counter_notice"("state", "approved_at");
