"""Rosters as they are looked at: people, teams or activities by day."""
