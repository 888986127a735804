-- The keys of keyed hashes, once DOCKET_KEY has been changed: the hashes stay comparable, the key that they were made with goes.
ALTER TABLE "console" ADD COLUMN "hash_keys" BYTEA;
