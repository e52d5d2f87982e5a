"""Days without duty."""

from __future__ import annotations

import pytest

from solver.problem import DAY, Capacity, Commitment, Span
from solver.rules.base import Finding
from solver.rules.rest_days import ConsecutiveDays, FreeDayAWeek
from tests.solver.problems import activity, found, person, problem, role

WORKER = person("w", Capacity.VOLUNTEER, Capacity.SOCIAL_WORKER)


def on_days(*days: int, who=WORKER):  # type: ignore[no-untyped-def]
    """A problem with one duty on each of these days, and the roster that gives all to person 0."""
    facts = problem(
        [who], [activity(day * DAY, day * DAY + 60) for day in days], [role(number) for number in range(len(days))]
    )
    return facts, ((0,),) * len(days)


def test_an_employee_has_a_free_day_in_each_calendar_week() -> None:
    rule = FreeDayAWeek()
    assert found(rule, *on_days(*range(6))) == []
    assert found(rule, *on_days(*range(7))) == [Finding(rule, (0,), tuple(range(7)), 7, "days")]
    assert found(rule, *on_days(*range(1, 8))) == []


@pytest.mark.parametrize(
    ("most", "days", "count"), [(2, (0, 1), 0), (2, (0, 1, 2), 1), (2, (0, 1, 2, 3), 2), (2, (0, 1, 3), 0)]
)
def test_days_in_a_row_are_counted_by_windows(most: int, days: tuple[int, ...], count: int) -> None:
    rule = ConsecutiveDays(most)
    assert [finding.amount for finding in found(rule, *on_days(*days))] == [most + 1] * count


def test_volunteers_are_not_bound_and_commitments_count() -> None:
    assert found(FreeDayAWeek(), *on_days(*range(7), who=person())) == []
    assert found(ConsecutiveDays(1), *on_days(0, 1, who=person())) == []
    busy = person("w", Capacity.VOLUNTEER, Capacity.GRID_MEMBER, commitments=(Commitment(Span(5, 9), 0),))
    rule = ConsecutiveDays(1)
    assert found(rule, *on_days(1, who=busy)) == [Finding(rule, (0,), (0,), 2, "days")]
