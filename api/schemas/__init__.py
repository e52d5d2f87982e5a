"""What the API takes and gives: shapes and ranges, nothing else. One module a part of the API."""
