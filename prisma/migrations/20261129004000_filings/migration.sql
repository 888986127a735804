-- What comes in by the public form was typed in by nobody of the staff.
ALTER TABLE "hand_case" ALTER COLUMN "recorded_by_id" DROP NOT NULL;
ALTER TABLE "safety_stop" ALTER COLUMN "stopped_by_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "filing" (
    "case_id" UUID NOT NULL,
    "token_hash" BYTEA,
    "confirm_hash" BYTEA,
    "confirm_tried_at" TIMESTAMPTZ(3),
    "confirm_sent_at" TIMESTAMPTZ(3),
    "confirm_failure" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "message_hash" TEXT,
    "original_hash" TEXT,
    "same_hash" TEXT,

    CONSTRAINT "filing_pkey" PRIMARY KEY ("case_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "filing_token_hash_key" ON "filing"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "filing_confirm_hash_key" ON "filing"("confirm_hash");

-- CreateIndex
CREATE INDEX "filing_message_hash_idx" ON "filing"("message_hash");

-- CreateIndex
CREATE INDEX "filing_original_hash_idx" ON "filing"("original_hash");

-- CreateIndex
CREATE INDEX "filing_same_hash_idx" ON "filing"("same_hash");

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
