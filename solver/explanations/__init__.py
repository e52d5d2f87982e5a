"""What the rules themselves say of a roster: why, why not, who else, at what cost."""
