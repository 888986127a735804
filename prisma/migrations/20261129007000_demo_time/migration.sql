-- By how many days the time of the demo runs ahead. Of a real instance nothing may: the database refuses it.
ALTER TABLE "instance" ADD COLUMN "days_ahead" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "instance" ADD CONSTRAINT instance_days_ahead CHECK (days_ahead = 0 OR (is_demo AND days_ahead > 0));
