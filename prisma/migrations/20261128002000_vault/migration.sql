-- The vault: each object has its own key, wrapped by the key of its case and class, wrapped by a master key that is not here.
-- Wrapped keys stand apart from what they open: without them a copy of the rest opens nothing, and erasing takes them away.
CREATE TABLE "vault_case_key" (
  "case_id" UUID NOT NULL,
  "class" TEXT NOT NULL,
  "wrapped" BYTEA NOT NULL,
  "master" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "vault_case_key_pkey" PRIMARY KEY ("case_id", "class")
);
CREATE INDEX "vault_case_key_master_idx" ON "vault_case_key" ("master");

CREATE TABLE "vault_object" (
  "id" UUID NOT NULL,
  "case_id" UUID NOT NULL,
  "class" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "sha256" TEXT,
  "keyed_hash" TEXT,
  "size" BIGINT NOT NULL,
  "address" TEXT NOT NULL,
  "is_on_shelf" BOOLEAN NOT NULL,
  "stored_at" TIMESTAMPTZ(3) NOT NULL,
  "destroyed_at" TIMESTAMPTZ(3),
  "dropped_at" TIMESTAMPTZ(3),
  CONSTRAINT "vault_object_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "vault_object_class_check" CHECK ("class" IN ('ordinary', 'quarantine', 'childSafety', 'counsel', 'paper'))
);
-- Never shared: one file, one object.
CREATE UNIQUE INDEX "vault_object_address_key" ON "vault_object" ("address");
CREATE INDEX "vault_object_case_id_class_idx" ON "vault_object" ("case_id", "class");
CREATE INDEX "vault_object_to_drop_idx" ON "vault_object" ("destroyed_at") WHERE "destroyed_at" IS NOT NULL AND "dropped_at" IS NULL;

CREATE TABLE "vault_object_key" (
  "object_id" UUID NOT NULL,
  "wrapped" BYTEA NOT NULL,
  CONSTRAINT "vault_object_key_pkey" PRIMARY KEY ("object_id"),
  CONSTRAINT "vault_object_key_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "vault_object" ("id")
);

-- Ciphertext of small objects.
CREATE TABLE "vault_blob" (
  "object_id" UUID NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "vault_blob_pkey" PRIMARY KEY ("object_id"),
  CONSTRAINT "vault_blob_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "vault_object" ("id")
);
-- What is encrypted does not get smaller.
ALTER TABLE "vault_blob" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

CREATE TABLE "vault_place" (
  "one" BOOLEAN NOT NULL DEFAULT true,
  "identity" UUID NOT NULL,
  CONSTRAINT "vault_place_pkey" PRIMARY KEY ("one"),
  CONSTRAINT "vault_place_one_check" CHECK ("one")
);
