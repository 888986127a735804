-- What the queue is filtered by. A database whose owner may not add extensions searches texts row by row, slower and as right.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'without pg_trgm: %', SQLERRM;
END
$$;
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE INDEX "report_case_search_text_idx" ON "report_case" USING gin ("search_text" gin_trgm_ops);
  END IF;
END
$$;
CREATE INDEX "case_note_mentions_idx" ON "case_note" USING gin ("mentions");
CREATE INDEX "case_owner_id_idx" ON "case" ("owner_id");
