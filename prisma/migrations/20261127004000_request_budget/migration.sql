-- One budget of requests for all processes (features/budget). Counters only: lost after a crash they cost nothing but patience,
-- so they are not written to the log of the database.
CREATE UNLOGGED TABLE "request_budget" (
  "person_id" UUID NOT NULL,
  "counter" TEXT NOT NULL,
  "window_at" TIMESTAMPTZ(3) NOT NULL,
  "used" INTEGER NOT NULL,
  "held_until" TIMESTAMPTZ(3),
  CONSTRAINT "request_budget_pkey" PRIMARY KEY ("person_id", "counter")
);
