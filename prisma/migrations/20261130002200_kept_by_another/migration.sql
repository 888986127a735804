-- Lifted for its case, while the block of another one goes on shutting the same address.
ALTER TABLE "edge_block" ADD COLUMN "is_kept" BOOLEAN NOT NULL DEFAULT false;
