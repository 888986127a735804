-- Acts say how they were decided, where and until when they hold, and what they wait for; messages of one's own; posts removed by hand.
-- AlterTable
ALTER TABLE "act" ADD COLUMN     "after_id" UUID,
ADD COLUMN     "automation" TEXT NOT NULL DEFAULT 'human',
ADD COLUMN     "change" JSONB,
ADD COLUMN     "duration_days" INTEGER,
ADD COLUMN     "ended_as" TEXT,
ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "keeps" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "territory" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "preset" (
    "id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changed_by_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "removal" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "post_id" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "begun_by_id" UUID NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "was_public" BOOLEAN NOT NULL DEFAULT false,
    "pictures_seen_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'begun',
    "why" TEXT,
    "asked_by_id" UUID,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "removal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "preset_instance_id_title_language_key" ON "preset"("instance_id", "title", "language");

-- CreateIndex
CREATE UNIQUE INDEX "removal_case_id_post_id_key" ON "removal"("case_id", "post_id");

-- CreateIndex
CREATE INDEX "act_instance_id_target_id_asked_at_idx" ON "act"("instance_id", "target_id", "asked_at");

-- CreateIndex
CREATE INDEX "act_after_id_idx" ON "act"("after_id");

-- CreateIndex
CREATE INDEX "act_ends_at_idx" ON "act"("ends_at");

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_after_id_fkey" FOREIGN KEY ("after_id") REFERENCES "act"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "removal" ADD CONSTRAINT "removal_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


