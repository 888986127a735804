-- As the other functions of triggers: what they name is ours, whatever the session has set.
ALTER FUNCTION docket_new_row_is_open() SET search_path = public, pg_temp;
ALTER FUNCTION docket_row_is_open() SET search_path = public, pg_temp;
