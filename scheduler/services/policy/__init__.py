"""The town's policy: which rules are in force, what the law leaves to a town, who changed what."""
