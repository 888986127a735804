-- A person may have a token for acting and one for reading; given back, what is left of it says how that went.
ALTER TABLE "token" DROP CONSTRAINT "token_pkey",
  ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'acting',
  ADD COLUMN "revoke_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "revoke_outcome" TEXT,
  ADD COLUMN "revoke_settled_at" TIMESTAMPTZ(3),
  ALTER COLUMN "sealed" DROP NOT NULL,
  ADD CONSTRAINT "token_pkey" PRIMARY KEY ("person_id", "purpose");

ALTER TABLE "person" ADD COLUMN "former_id" UUID;

ALTER TABLE "instance" ADD COLUMN "reader_client_id" TEXT,
  ADD COLUMN "reader_client_secret" BYTEA,
  ADD COLUMN "keeps_months" INTEGER NOT NULL DEFAULT 12,
  ADD COLUMN "moved_by_id" UUID;

CREATE TABLE "reader_consent" (
    "state_hash" TEXT NOT NULL,
    "instance_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "verifier" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reader_consent_pkey" PRIMARY KEY ("state_hash")
);

ALTER TABLE "mirror_state" ADD COLUMN "history_max_id" TEXT,
  ADD COLUMN "history_reached_at" TIMESTAMPTZ(3),
  ADD COLUMN "history_done" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "history_read" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "history_newest_id" TEXT,
  ADD COLUMN "history_topped_at" TIMESTAMPTZ(3);
