CREATE TABLE "webhook_secret" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "pasted_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_secret_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "webhook_secret_instance_id_idx" ON "webhook_secret"("instance_id");

CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "body_hash" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "webhook_delivery_instance_id_body_hash_key" ON "webhook_delivery"("instance_id", "body_hash");
CREATE INDEX "webhook_delivery_received_at_idx" ON "webhook_delivery"("received_at");

CREATE TABLE "webhook_hint" (
    "instance_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "hints" INTEGER NOT NULL DEFAULT 1,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "newest_at" TIMESTAMPTZ(3),
    "hinted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_hint_pkey" PRIMARY KEY ("instance_id","kind","remote_id")
);
CREATE INDEX "webhook_hint_hinted_at_idx" ON "webhook_hint"("hinted_at");
-- Those that wait are few among those that were answered of late.
CREATE INDEX "webhook_hint_waiting_idx" ON "webhook_hint"("instance_id", "hinted_at") WHERE "hints" > "answered";

CREATE TABLE "webhook_hour" (
    "instance_id" UUID NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "webhook_hour_pkey" PRIMARY KEY ("instance_id","hour_at","outcome")
);

CREATE TABLE "webhook_desk" (
    "instance_id" UUID NOT NULL,
    "last_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "rest_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "webhook_desk_pkey" PRIMARY KEY ("instance_id")
);
