-- Screens that show a case hear when it is being looked at, and when that is done.
CREATE TRIGGER docket_tell AFTER INSERT OR UPDATE ON capture FOR EACH ROW EXECUTE FUNCTION docket_tell_part();
