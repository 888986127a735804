-- The words of a case as they are looked for. Made anew from the live rows whenever one of them changes: whoever changes them
-- leaves a mark in the same transaction (triggers below), and whoever searches takes the marks up first.
CREATE TABLE "case_search" (
    "case_id" UUID NOT NULL,
    "words" TSVECTOR NOT NULL,
    CONSTRAINT "case_search_pkey" PRIMARY KEY ("case_id"),
    CONSTRAINT "case_search_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "case_search_words_idx" ON "case_search" USING gin ("words");
CREATE INDEX "case_opened_at_id_idx" ON "case" ("opened_at" DESC, "id" DESC);

-- Marks are added without looking at each other: nobody who changes a report waits for somebody who changes another.
CREATE TABLE "search_due" (
    "id" BIGSERIAL NOT NULL,
    "case_id" UUID NOT NULL,
    CONSTRAINT "search_due_pkey" PRIMARY KEY ("id")
);

INSERT INTO "search_due" ("case_id") SELECT "id" FROM "case";

CREATE FUNCTION search_due_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO search_due (case_id) SELECT DISTINCT case_id FROM old_rows;
  ELSE
    INSERT INTO search_due (case_id) SELECT DISTINCT case_id FROM new_rows;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_added AFTER INSERT ON "case_report" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "case_report" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "case_post" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "case_post" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_added AFTER INSERT ON "case_note" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "case_note" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();
CREATE TRIGGER search_due_gone AFTER DELETE ON "case_note" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_case();

CREATE FUNCTION search_due_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_due (case_id)
  SELECT DISTINCT l.case_id FROM new_rows n JOIN old_rows o ON o.instance_id = n.instance_id AND o.remote_id = n.remote_id
    JOIN case_report l ON l.instance_id = n.instance_id AND l.report_id = n.remote_id
  WHERE (n.comment, n.post_ids) IS DISTINCT FROM (o.comment, o.post_ids);
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_changed AFTER UPDATE ON "report" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_report();

-- A case cites posts of the person whom it is about.
CREATE FUNCTION search_due_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO search_due (case_id)
    SELECT DISTINCT c.id FROM new_rows n JOIN old_rows o ON o.instance_id = n.instance_id AND o.remote_id = n.remote_id
      JOIN "case" c ON c.instance_id = n.instance_id AND c.subject_id = n.author_id
    WHERE (n.content, n.warning, n.quote::text, n.poll::text) IS DISTINCT FROM (o.content, o.warning, o.quote::text, o.poll::text);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO search_due (case_id)
    SELECT DISTINCT c.id FROM new_rows n JOIN "case" c ON c.instance_id = n.instance_id AND c.subject_id = n.author_id;
  ELSE
    INSERT INTO search_due (case_id)
    SELECT DISTINCT c.id FROM old_rows o JOIN "case" c ON c.instance_id = o.instance_id AND c.subject_id = o.author_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_added AFTER INSERT ON "post" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_post();
CREATE TRIGGER search_due_changed AFTER UPDATE ON "post" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_post();
CREATE TRIGGER search_due_gone AFTER DELETE ON "post" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_post();

CREATE FUNCTION search_due_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO search_due (case_id)
    SELECT DISTINCT c.id FROM new_rows n JOIN old_rows o ON o.instance_id = n.instance_id AND o.remote_id = n.remote_id
      JOIN "case" c ON c.instance_id = n.instance_id AND c.party_ids @> ARRAY[n.remote_id]
    WHERE (n.acct, n.display_name, n.former_accts) IS DISTINCT FROM (o.acct, o.display_name, o.former_accts);
  ELSE
    INSERT INTO search_due (case_id)
    SELECT DISTINCT c.id FROM old_rows o JOIN "case" c ON c.instance_id = o.instance_id AND c.party_ids @> ARRAY[o.remote_id];
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_changed AFTER UPDATE ON "account" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_account();
CREATE TRIGGER search_due_gone AFTER DELETE ON "account" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION search_due_account();

-- A case that is stopped leaves the index at once, and with it every case about the same person: their posts may be the same.
CREATE FUNCTION search_due_class() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM case_search s USING "case" c
    WHERE s.case_id = c.id AND c.instance_id = NEW.instance_id AND c.subject_id = NEW.subject_id;
  DELETE FROM case_search WHERE case_id = NEW.id;
  INSERT INTO search_due (case_id)
    SELECT id FROM "case" WHERE instance_id = NEW.instance_id AND subject_id = NEW.subject_id UNION SELECT NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_class AFTER UPDATE OF "class" ON "case" FOR EACH ROW
  WHEN (OLD.class IS DISTINCT FROM NEW.class) EXECUTE FUNCTION search_due_class();

CREATE FUNCTION search_due_parties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_due (case_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER search_due_opened AFTER INSERT ON "case" FOR EACH ROW EXECUTE FUNCTION search_due_parties();
CREATE TRIGGER search_due_parties AFTER UPDATE OF "party_ids", "subject_id" ON "case" FOR EACH ROW
  WHEN ((OLD.party_ids, OLD.subject_id) IS DISTINCT FROM (NEW.party_ids, NEW.subject_id)) EXECUTE FUNCTION search_due_parties();
