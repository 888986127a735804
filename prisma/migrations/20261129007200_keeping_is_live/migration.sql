-- Runs of destruction, holds and erasures move on by themselves and by a second person: their pages hear of it.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON retention_run FOR EACH ROW EXECUTE FUNCTION docket_tell_all();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION docket_tell_all();
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON erasure FOR EACH ROW EXECUTE FUNCTION docket_tell_all();
