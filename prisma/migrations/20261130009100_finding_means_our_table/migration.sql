-- As every function of ours: what a session has set as its path changes nothing.
ALTER FUNCTION notice_finding() SET search_path = public, pg_temp;
