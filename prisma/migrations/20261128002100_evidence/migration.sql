-- What was sealed for a case, and what could not be: each with when it was seen, beside when it was posted and reported.
CREATE TABLE "evidence" (
  "id" UUID NOT NULL,
  "case_id" UUID NOT NULL,
  "instance_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "remote_id" TEXT NOT NULL,
  "post_id" TEXT,
  "cause" TEXT NOT NULL,
  "capture_id" UUID,
  "state" TEXT NOT NULL,
  "why" TEXT,
  "object_id" UUID,
  "sha256" TEXT,
  "size" BIGINT,
  "content_type" TEXT,
  "cut" TEXT[] NOT NULL DEFAULT '{}',
  "address" TEXT,
  "status" INTEGER,
  "date_header" TEXT,
  "clock_offset_ms" INTEGER,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "posted_at" TIMESTAMPTZ(3),
  "reported_at" TIMESTAMPTZ(3),
  "judged_by_id" UUID,
  "judged_at" TIMESTAMPTZ(3),
  CONSTRAINT "evidence_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "evidence_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "evidence_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "vault_object" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "evidence_case_id_seen_at_idx" ON "evidence" ("case_id", "seen_at");
CREATE UNIQUE INDEX "evidence_object_id_key" ON "evidence" ("object_id");
-- An open report is sealed once, when it arrives.
CREATE UNIQUE INDEX "evidence_arrived_key" ON "evidence" ("case_id", "remote_id") WHERE "kind" = 'report' AND "cause" = 'arrived';

CREATE TABLE "capture" (
  "id" UUID NOT NULL,
  "case_id" UUID NOT NULL,
  "cause" TEXT NOT NULL,
  "person_id" UUID,
  "state" TEXT NOT NULL,
  "why" TEXT,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "done_at" TIMESTAMPTZ(3),
  "late_for" TEXT,
  CONSTRAINT "capture_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "capture_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "capture_case_id_asked_at_idx" ON "capture" ("case_id", "asked_at");
-- One capture of a case at a time.
CREATE UNIQUE INDEX "capture_running_key" ON "capture" ("case_id") WHERE "state" = 'running';

CREATE TABLE "capture_setting" (
  "instance_id" UUID NOT NULL,
  "category" TEXT NOT NULL,
  "media" TEXT NOT NULL,
  CONSTRAINT "capture_setting_pkey" PRIMARY KEY ("instance_id", "category"),
  CONSTRAINT "capture_setting_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instance" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
