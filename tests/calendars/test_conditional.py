"""Conditional requests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.calendars.conditional import compressed_tag, etag, held_tag

TAG = etag(b"calendar")
MODIFIED = datetime(2026, 11, 20, 3, 4, 5, 999, tzinfo=UTC)
THEN, BEFORE, LATER = (f"Fri, 20 Nov 2026 03:04:{second:02d} GMT" for second in (5, 4, 6))


def test_an_etag_is_strong_and_belongs_to_the_bytes() -> None:
    assert etag(b"calendar") == TAG
    assert etag(b"calendars") != TAG
    assert (TAG[0], TAG[-1], len(TAG)) == ('"', '"', 34)


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "expected"),
    [
        (None, None, False),
        (TAG, None, True),
        (f"W/{TAG}", None, True),
        (f'"other", {TAG}', None, True),
        ("*", None, True),
        ('"other"', None, False),
        ('"other"', LATER, False),
        (TAG, BEFORE, True),
        (None, THEN, True),
        (None, LATER, True),
        (None, BEFORE, False),
        (None, "yesterday", False),
        (None, "Fri, 20 Nov 2026 03:04:05", False),
    ],
)
def test_if_none_match_decides_where_it_is_sent_and_else_if_modified_since(
    if_none_match: str | None, if_modified_since: str | None, expected: bool
) -> None:
    found = held_tag([TAG, compressed_tag(TAG)], MODIFIED, if_none_match, if_modified_since)
    assert found == (TAG if expected else None)


def test_each_representation_has_a_strong_tag_of_its_own_and_is_told_by_it() -> None:
    other = compressed_tag(TAG)
    assert (other, other == TAG) == (TAG[:-1] + '-gzip"', False)
    assert held_tag([TAG, other], MODIFIED, other, None) == other
    assert held_tag([other, TAG], MODIFIED, f"{TAG}, {other}", None) == other
    assert held_tag([other, TAG], MODIFIED, None, THEN) == other
