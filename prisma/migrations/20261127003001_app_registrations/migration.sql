-- Mastodon can neither list nor take back an application that was registered. So each registration is written down before it is
-- asked for, and one of which no answer came is known to be possible, and told.
CREATE TABLE "app_registration" (
  "id" UUID NOT NULL,
  "origin" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "answered_at" TIMESTAMPTZ(3),
  "refused_as" TEXT,
  "kept_at" TIMESTAMPTZ(3),
  CONSTRAINT "app_registration_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "app_registration_origin_idx" ON "app_registration" ("origin");
