"""Tokens in calendars' addresses."""

from __future__ import annotations

import re

from scheduler.calendars.tokens import feed_token, token_hash

KEY = b"k" * 32


def test_a_token_is_160_bits_that_only_the_key_can_make_again() -> None:
    assert feed_token(KEY, 1, 1) == "vugobkjpuryinwajcy3iqaa2e6jlxc6h"
    assert re.fullmatch("[a-z2-7]{32}", feed_token(KEY, 1, 1))


def test_feed_generation_and_key_each_make_another_token() -> None:
    tokens = [
        feed_token(key, feed, generation) for key in (KEY, b"l" * 32) for feed in (1, 11) for generation in (1, 11)
    ]
    assert len(set(tokens)) == 8


def test_the_database_keeps_only_a_hash() -> None:
    assert token_hash("token") == "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0"
