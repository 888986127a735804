-- Rows of a span of time, without walking through the log from its end.
CREATE INDEX "audit_row_at_idx" ON "audit_row"("at");
