"""Reading what is kept of frames: pure, but for the little that later frames need of earlier ones."""
