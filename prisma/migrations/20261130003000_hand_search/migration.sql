-- What was typed of a case by hand, its tasks and the outsides of its papers are looked for too.
CREATE TRIGGER search_due_added AFTER INSERT ON "hand_case" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "hand_case" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "hand_case" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "hand_task" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "hand_task" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "hand_task" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "paper" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "paper" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "paper" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
-- Those that were there before are looked through once.
INSERT INTO "search_due" ("case_id") SELECT "case_id" FROM "hand_case";
