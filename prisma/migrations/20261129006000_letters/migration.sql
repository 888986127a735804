-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "account_id" TEXT,
    "party" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "channel" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "paper_id" UUID NOT NULL,
    "missing" TEXT[],
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "tried_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "letter_case_id_at_idx" ON "letter"("case_id", "at");

-- CreateIndex
CREATE INDEX "letter_state_idx" ON "letter"("state");

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Screens that show a case hear of its letters.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON letter FOR EACH ROW EXECUTE FUNCTION docket_tell_part();

-- CreateTable
CREATE TABLE "designated_agent" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_address" TEXT NOT NULL,
    "names" TEXT[],
    "name" TEXT NOT NULL,
    "organisation" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "registration_number" TEXT NOT NULL,
    "registered_on" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "fee_cents" INTEGER NOT NULL,
    "receipt" TEXT NOT NULL DEFAULT '',
    "with_statement" BOOLEAN NOT NULL DEFAULT true,
    "case_id" UUID NOT NULL,
    "clock_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" UUID NOT NULL,

    CONSTRAINT "designated_agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_check" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "missing" TEXT[],
    "sha256" TEXT,
    "failure" TEXT,

    CONSTRAINT "agent_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "strike_policy" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,
    "decay_months" INTEGER NOT NULL,
    "threshold" INTEGER NOT NULL,
    "told_at" TEXT NOT NULL DEFAULT '',
    "why" TEXT NOT NULL,
    "in_force_at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "strike_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "strike_entry" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "by_id" UUID,

    CONSTRAINT "strike_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "strike_review" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "of_id" UUID,
    "points" INTEGER NOT NULL,
    "policy_number" INTEGER NOT NULL,
    "reasons" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "strike_review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "designated_agent_instance_id_number_key" ON "designated_agent"("instance_id", "number");

-- CreateIndex
CREATE INDEX "agent_check_instance_id_at_idx" ON "agent_check"("instance_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "strike_policy_instance_id_number_key" ON "strike_policy"("instance_id", "number");

-- CreateIndex
CREATE INDEX "strike_entry_instance_id_account_id_idx" ON "strike_entry"("instance_id", "account_id");

-- CreateIndex
CREATE INDEX "strike_entry_case_id_idx" ON "strike_entry"("case_id");

-- CreateIndex
CREATE INDEX "strike_review_instance_id_account_id_at_idx" ON "strike_review"("instance_id", "account_id", "at");

-- What was registered, which policy was in force and what was counted are never rewritten: a court reads whether a policy was
-- applied (17 USC 512(i)(1)(A)). Rows of a person may go with the person; those of the agent and of the policy stay.
CREATE FUNCTION copyright_record_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: this record is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER designated_agent_keep BEFORE UPDATE OR DELETE ON designated_agent FOR EACH ROW EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER designated_agent_whole BEFORE TRUNCATE ON designated_agent FOR EACH STATEMENT EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_policy_keep BEFORE UPDATE OR DELETE ON strike_policy FOR EACH ROW EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_policy_whole BEFORE TRUNCATE ON strike_policy FOR EACH STATEMENT EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_entry_keep BEFORE UPDATE ON strike_entry FOR EACH ROW EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_entry_whole BEFORE TRUNCATE ON strike_entry FOR EACH STATEMENT EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_review_keep BEFORE UPDATE ON strike_review FOR EACH ROW EXECUTE FUNCTION copyright_record_refuse();
CREATE TRIGGER strike_review_whole BEFORE TRUNCATE ON strike_review FOR EACH STATEMENT EXECUTE FUNCTION copyright_record_refuse();
