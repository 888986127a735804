-- Whom the mirror does not take in again: keyed hashes, as the ledger of destruction names people.
CREATE TABLE "erased_account" (
    "instance_id" UUID NOT NULL,
    "person_hash" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_account_pkey" PRIMARY KEY ("instance_id", "person_hash")
);
INSERT INTO "erased_account" ("instance_id", "person_hash", "erased_at")
  SELECT (d.line::json ->> 'instanceId')::uuid, hash, max((d.line::json ->> 'at')::timestamptz)
  FROM destruction_entry d, json_array_elements_text(d.line::json -> 'ids') AS hash
  WHERE d.line::json ->> 'kind' = 'account' AND d.line::json ->> 'step' = 'done'
  GROUP BY 1, 2;
