-- What changed lately, and whether a webhook told of it: asked by every look at the health page.
CREATE INDEX report_instance_id_updated_at_idx ON report (instance_id, updated_at);
