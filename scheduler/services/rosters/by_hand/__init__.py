"""A draft changed by hand: judged first, written, undone and done again."""
