"""What people and teams carry, over rosters and months."""
