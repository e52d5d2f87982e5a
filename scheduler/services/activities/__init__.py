"""What takes place: activities, their roles and series, templates, and many changed at once."""
