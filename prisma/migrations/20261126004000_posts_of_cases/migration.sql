-- AlterTable
ALTER TABLE "case_note" ADD COLUMN     "mentions" TEXT[];

-- AlterTable
ALTER TABLE "post" ADD COLUMN     "quote" JSONB;

-- CreateTable
CREATE TABLE "case_post" (
    "case_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "post_id" TEXT NOT NULL,
    "added_by_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_post_pkey" PRIMARY KEY ("case_id","instance_id","post_id")
);

-- CreateIndex
CREATE INDEX "case_post_instance_id_post_id_idx" ON "case_post"("instance_id", "post_id");

-- AddForeignKey
ALTER TABLE "case_post" ADD CONSTRAINT "case_post_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_post" ADD CONSTRAINT "case_post_added_by_id_fkey" FOREIGN KEY ("added_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_post" ADD CONSTRAINT "case_post_instance_id_post_id_fkey" FOREIGN KEY ("instance_id", "post_id") REFERENCES "post"("instance_id", "remote_id") ON DELETE CASCADE ON UPDATE CASCADE;
