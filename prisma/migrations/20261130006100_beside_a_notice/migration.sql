-- A case by hand that a notice became, or that stands beside it: a subpoena about it, a request under 47 USC 223a.
ALTER TABLE "hand_case" ADD COLUMN "beside_id" UUID;
CREATE INDEX "hand_case_beside_id_idx" ON "hand_case"("beside_id");
UPDATE "hand_case" h SET "beside_id" = n.case_id FROM "notice" n WHERE h.case_id IN (n.became_case_id, n.intimate_case_id);
-- Whom the notice names may not see the case beside it either.
UPDATE "case" c SET "party_ids" = n.party_ids FROM "hand_case" h JOIN "case" n ON n.id = h.beside_id
  WHERE c.id = h.case_id AND c.party_ids = '{}';
