"""Versions: published, frozen, compared, restored, and what people are told of them."""
