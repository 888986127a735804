-- CreateTable
CREATE TABLE "edge_door" (
    "instance_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" BYTEA,
    "made_at" TIMESTAMPTZ(3),
    "made_by_id" UUID,

    CONSTRAINT "edge_door_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "edge_puller" (
    "instance_id" UUID NOT NULL,
    "flavour" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "edge_puller_pkey" PRIMARY KEY ("instance_id", "flavour", "host")
);

-- CreateTable
CREATE TABLE "edge_block" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "post_id" TEXT,
    "post_url" TEXT,
    "account_id" TEXT,
    "media_urls" TEXT[],
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_id" UUID,
    "version" INTEGER NOT NULL,
    "handed_out_at" TIMESTAMPTZ(3),
    "proved_at" TIMESTAMPTZ(3),
    "lost_at" TIMESTAMPTZ(3),
    "lift_asked_at" TIMESTAMPTZ(3),
    "lift_asked_by_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "probed_at" TIMESTAMPTZ(3),
    "next_probe_at" TIMESTAMPTZ(3),
    "rounds" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "carriers" TEXT[],

    CONSTRAINT "edge_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edge_probe" (
    "id" UUID NOT NULL,
    "block_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "status" INTEGER,
    "failure" TEXT,
    "content_type" TEXT,
    "sha256" TEXT,
    "carries" BOOLEAN,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "edge_probe_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "edge_door_token_hash_key" ON "edge_door"("token_hash");

-- CreateIndex
CREATE INDEX "edge_block_case_id_idx" ON "edge_block"("case_id");

-- CreateIndex
CREATE INDEX "edge_block_item_id_idx" ON "edge_block"("item_id");

-- CreateIndex
CREATE INDEX "edge_block_state_next_probe_at_idx" ON "edge_block"("state", "next_probe_at");

-- CreateIndex
CREATE INDEX "edge_probe_block_id_round_idx" ON "edge_probe"("block_id", "round");

-- AddForeignKey
ALTER TABLE "edge_block" ADD CONSTRAINT "edge_block_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "notice_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edge_probe" ADD CONSTRAINT "edge_probe_block_id_fkey" FOREIGN KEY ("block_id") REFERENCES "edge_block"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An item is blocked once at a time.
CREATE UNIQUE INDEX "edge_block_open" ON "edge_block"("item_id") WHERE "lifted_at" IS NULL;

-- What was seen from outside is proof: rows are added, and the database itself refuses everything else.
CREATE FUNCTION edge_probe_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: what was seen from outside is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION edge_probe_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER edge_probe_stamp BEFORE INSERT ON "edge_probe" FOR EACH ROW EXECUTE FUNCTION edge_probe_stamp();
CREATE TRIGGER edge_probe_keep BEFORE UPDATE OR DELETE ON "edge_probe" FOR EACH ROW EXECUTE FUNCTION edge_probe_refuse();
CREATE TRIGGER edge_probe_whole BEFORE TRUNCATE ON "edge_probe" FOR EACH STATEMENT EXECUTE FUNCTION edge_probe_refuse();

-- Screens that show a case hear of its blocks.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON edge_block FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
