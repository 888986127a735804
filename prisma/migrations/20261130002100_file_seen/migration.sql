-- A file whose post is not known: when its address was last asked, and what it answered (none: no answer came).
ALTER TABLE "notice_item"
    ADD COLUMN "seen_at" TIMESTAMPTZ(3),
    ADD COLUMN "seen_status" INTEGER;
