-- Their statements name our tables without a schema: whatever a session has set, they shall mean those of the console.
ALTER FUNCTION audit_stamp() SET search_path = public, pg_temp;
ALTER FUNCTION audit_refuse() SET search_path = public, pg_temp;
ALTER FUNCTION audit_head_forward() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_case() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_report() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_post() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_account() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_class() SET search_path = public, pg_temp;
ALTER FUNCTION search_due_parties() SET search_path = public, pg_temp;
