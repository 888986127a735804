-- CreateTable
CREATE TABLE "notice" (
    "case_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID,
    "channel" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "is_confirmed" BOOLEAN NOT NULL DEFAULT true,
    "language" TEXT,
    "sender_name" TEXT NOT NULL,
    "principal" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "token_hash" BYTEA,
    "duplicate_of_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "asked_at" TIMESTAMPTZ(3),
    "own_knowledge" TEXT NOT NULL DEFAULT '',
    "own_knowledge_at" TIMESTAMPTZ(3),
    "is_misrepresented" BOOLEAN NOT NULL DEFAULT false,
    "misrepresentation" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "notice_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "notice_element" (
    "case_id" UUID NOT NULL,
    "element" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "quote" TEXT NOT NULL DEFAULT '',
    "start" INTEGER,
    "judged_at" TIMESTAMPTZ(3),
    "judged_by_id" UUID,

    CONSTRAINT "notice_element_pkey" PRIMARY KEY ("case_id","element")
);

-- CreateTable
CREATE TABLE "notice_work" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "notice_work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_item" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "work_id" UUID,
    "url" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "post_id" TEXT,
    "account_id" TEXT,
    "is_local" BOOLEAN,
    "post_url" TEXT,
    "media_urls" TEXT[],
    "lever" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "restored_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "why" TEXT NOT NULL DEFAULT '',
    "fair_use" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "notice_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_subscriber" (
    "case_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "token_hash" BYTEA,

    CONSTRAINT "notice_subscriber_pkey" PRIMARY KEY ("case_id","account_id")
);

-- CreateTable
CREATE TABLE "counter_notice" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "paper_id" UUID,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "elements" JSONB NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "forwarded_at" TIMESTAMPTZ(3),
    "clock_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by_id" UUID,
    "put_back_at" TIMESTAMPTZ(3),
    "restored_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "held_paper_id" UUID,
    "docket" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "counter_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_token_hash_key" ON "notice"("token_hash");

-- CreateIndex
CREATE INDEX "notice_state_idx" ON "notice"("state");

-- CreateIndex
CREATE UNIQUE INDEX "notice_work_case_id_number_key" ON "notice_work"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "notice_item_case_id_number_key" ON "notice_item"("case_id", "number");

-- CreateIndex
CREATE INDEX "notice_item_post_id_idx" ON "notice_item"("post_id");

-- CreateIndex
CREATE INDEX "notice_item_account_id_idx" ON "notice_item"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_subscriber_token_hash_key" ON "notice_subscriber"("token_hash");

-- CreateIndex
CREATE INDEX "counter_notice_case_id_idx" ON "counter_notice"("case_id");

-- CreateIndex
CREATE INDEX "counter_notice_state_put_back_at_idx" ON "counter_notice"("state", "put_back_at");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_element" ADD CONSTRAINT "notice_element_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_work" ADD CONSTRAINT "notice_work_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_item" ADD CONSTRAINT "notice_item_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_item" ADD CONSTRAINT "notice_item_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "notice_work"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_subscriber" ADD CONSTRAINT "notice_subscriber_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counter_notice" ADD CONSTRAINT "counter_notice_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Screens that show a case hear of its notice.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON notice_element FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON notice_item FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON notice_subscriber FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON counter_notice FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
