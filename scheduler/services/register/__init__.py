"""What is planned with: people, teams, activities, places, and the import that fills it all in."""
