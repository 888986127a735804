-- The media of a post: asked for by every page that shows it, and by the database itself when a post goes.
CREATE INDEX "media_instance_id_post_id_idx" ON "media"("instance_id", "post_id");
