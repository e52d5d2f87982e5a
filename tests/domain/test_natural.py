"""Numbers within a text count as numbers."""

from __future__ import annotations

from scheduler.domain.natural import natural


def test_ten_comes_after_two_and_capitals_count_as_small_letters() -> None:
    texts = ["D10", "T1", "D2", "d1", "10", "2a", "", "D2-10", "D2-9", "派出所10", "派出所9"]
    expected = ["", "2a", "10", "d1", "D2", "D2-9", "D2-10", "D10", "T1", "派出所9", "派出所10"]
    assert sorted(texts, key=natural) == expected
