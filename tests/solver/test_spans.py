"""Spans of minutes."""

from __future__ import annotations

import pytest

from solver.spans import DAY, WEEK, Span, gap


def test_a_week_has_seven_days_of_minutes() -> None:
    assert (DAY, WEEK) == (1440, 10080)


@pytest.mark.parametrize(
    ("other", "covered"),
    [(Span(10, 20), True), (Span(10, 10), True), (Span(12, 15), True), (Span(9, 20), False), (Span(10, 21), False)],
)
def test_a_span_covers_what_lies_in_it_to_its_ends(other: Span, covered: bool) -> None:
    assert Span(10, 20).covers(other) is covered


def test_spans_are_ordered_by_start_and_then_end() -> None:
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        (Span(0, 10), Span(15, 20), 5),
        (Span(15, 20), Span(0, 10), 5),
        (Span(0, 10), Span(10, 20), 0),
        (Span(0, 10), Span(7, 20), -3),
        (Span(0, 30), Span(10, 20), -20),
    ],
)
def test_the_gap_of_two_spans_is_what_lies_between_them_whichever_comes_first(
    one: Span, other: Span, minutes: int
) -> None:
    assert gap(one, other) == minutes
