CREATE TABLE "guest" (
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "invite_hash" TEXT,
    "invite_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),

    CONSTRAINT "guest_pkey" PRIMARY KEY ("person_id")
);
CREATE UNIQUE INDEX "guest_invite_hash_key" ON "guest"("invite_hash");
ALTER TABLE "guest" ADD CONSTRAINT "guest_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "case_share" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "shared_by_id" UUID NOT NULL,
    "shared_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by_id" UUID,

    CONSTRAINT "case_share_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "case_share_case_id_idx" ON "case_share"("case_id");
CREATE INDEX "case_share_person_id_idx" ON "case_share"("person_id");
-- Shared with somebody once at a time.
CREATE UNIQUE INDEX "case_share_live_key" ON "case_share"("case_id", "person_id") WHERE "taken_back_at" IS NULL;
ALTER TABLE "case_share" ADD CONSTRAINT "case_share_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "case_share" ADD CONSTRAINT "case_share_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "counsel_comment" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "could_see" TEXT[],

    CONSTRAINT "counsel_comment_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "counsel_comment_object_id_key" ON "counsel_comment"("object_id");
CREATE INDEX "counsel_comment_case_id_at_idx" ON "counsel_comment"("case_id", "at");
ALTER TABLE "counsel_comment" ADD CONSTRAINT "counsel_comment_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "counsel_comment" ADD CONSTRAINT "counsel_comment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a share or an end date shows or hides stands on every page of that person: their streams are looked at again, nobody else's.
CREATE FUNCTION docket_tell_confined() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('docket_live', 'person ' || NEW.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON case_share FOR EACH ROW EXECUTE FUNCTION docket_tell_confined();
CREATE TRIGGER docket_tell AFTER UPDATE ON guest FOR EACH ROW EXECUTE FUNCTION docket_tell_confined();
