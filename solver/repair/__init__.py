"""Re-solving after a roster was published: what broke is mended, and as little as possible is changed."""
