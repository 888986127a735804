-- AlterTable
ALTER TABLE "account" ADD COLUMN     "former_accts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "gone_at" TIMESTAMPTZ(3),
ADD COLUMN     "moved_to" TEXT;

-- CreateTable
CREATE TABLE "account_contact" (
    "instance_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_contact_pkey" PRIMARY KEY ("instance_id","remote_id")
);

-- CreateTable
CREATE TABLE "account_reading" (
    "person_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_reading_pkey" PRIMARY KEY ("person_id","instance_id","account_id")
);
