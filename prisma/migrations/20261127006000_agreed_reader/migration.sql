-- The token of somebody who neither owns the console nor consented to reading stops reading: the owner's takes over, or nobody's.
UPDATE instance i SET reader_person_id = (
  SELECT t.person_id FROM token t JOIN person p ON p.id = t.person_id
  WHERE p.instance_id = i.id AND t.dead_at IS NULL AND (t.purpose = 'reading' OR 'owner' = ANY (p.roles))
  ORDER BY t.purpose DESC, t.stored_at LIMIT 1)
WHERE i.reader_person_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM token t JOIN person p ON p.id = t.person_id
  WHERE p.id = i.reader_person_id AND t.dead_at IS NULL AND (t.purpose = 'reading' OR 'owner' = ANY (p.roles)));
