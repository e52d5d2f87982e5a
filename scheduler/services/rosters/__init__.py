"""Rosters: drafted, solved, read, published, and what people are told of them."""
