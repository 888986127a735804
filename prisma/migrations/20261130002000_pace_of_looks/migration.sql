-- How fast the addresses of blocks are looked at, and until when the looks rest because the instance said so or was slow.
ALTER TABLE "edge_door"
    ADD COLUMN "looks_per_minute" INTEGER NOT NULL DEFAULT 60,
    ADD COLUMN "rest_until" TIMESTAMPTZ(3),
    ADD COLUMN "rest_status" INTEGER,
    ADD COLUMN "rests" INTEGER NOT NULL DEFAULT 0;

-- Lists are looked through apart from the addresses of the block: they cost the instance more than a proxy's 451.
ALTER TABLE "edge_block"
    ADD COLUMN "last_status" INTEGER,
    ADD COLUMN "own_round" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "lists_round" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "lists_at" TIMESTAMPTZ(3),
    ADD COLUMN "lists_due_at" TIMESTAMPTZ(3);

-- Until now every look was at both.
UPDATE "edge_block" b SET
    "own_round" = b."rounds",
    "lists_round" = b."rounds",
    "lists_at" = CASE WHEN b."post_id" IS NULL THEN NULL ELSE b."probed_at" END,
    "last_status" = (
        SELECT min(p."status") FROM "edge_probe" p
        WHERE p."block_id" = b."id" AND p."round" = b."rounds" AND p."place" = ANY (
            CASE b."kind" WHEN 'media' THEN ARRAY['file', 'small', 'proxy'] ELSE ARRAY['page', 'embed', 'activity'] END)
        HAVING count(DISTINCT coalesce(p."status", -1)) = 1);

CREATE INDEX "edge_block_lists_due_at_idx" ON "edge_block"("lists_due_at");
