-- The text of a letter with its secret link, sealed until the mail server has it: what is kept of the letter has the link cut.
ALTER TABLE "letter" ADD COLUMN "sending_id" UUID;
