-- The words of a notice are looked for too: whoever sent it, its works, its addresses.
CREATE TRIGGER search_due_added AFTER INSERT ON "notice" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "notice" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "notice_work" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "notice_item" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "notice" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "counter_notice" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();

-- A court paper goes with its notice.
ALTER TABLE "court_paper" ADD CONSTRAINT "court_paper_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "notice"("case_id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- It may come before any counter-notice: then it meets each that comes later.
ALTER TABLE "court_paper" ALTER COLUMN "counter_id" DROP NOT NULL;
