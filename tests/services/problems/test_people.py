"""People and teams of a problem: what binds them from outside, above all what other periods have published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.models import Activity, Person
from scheduler.services.problems import Translation, translate
from solver import hard_findings
from solver.explain import open_slots
from solver.problem import DAY, Commitment, Span
from tests.services.small_town import SmallTown

MONDAY = 5 * 7 * DAY
"""The minute of the first midnight of a period that begins on a Monday."""


def publish_week(small: SmallTown, first: date, person: Person) -> Activity:
    """A published week in which somebody is on duty from 9 to 11 of its last day."""
    last = first + timedelta(days=6)
    activity = small.activity(f"{last}", last.day, month=last.month)
    draft = small.draft(first, last)
    small.pin(draft, activity, person)
    small.publish(draft)
    return activity


def week(small: SmallTown, first: date) -> Translation:
    return translate(small.session, small.draft(first, first + timedelta(days=6)))


def nine_to_eleven(day: int) -> Commitment:
    """A duty so many days after the period's first."""
    return Commitment(Span(MONDAY + day * DAY + 9 * 60, MONDAY + day * DAY + 11 * 60), 0)


def test_duties_of_two_periods_before_and_two_after_bind_as_far_as_any_rule_looks(small: SmallTown) -> None:
    """Five weeks back lies the 19th of October; the week in which November ends is over on the 6th of December."""
    worker = small.worker(duties_a_month=3)
    for first in (date(2026, 10, 12), date(2026, 11, 16), date(2026, 11, 30), date(2026, 12, 7)):
        publish_week(small, first, worker)
    small.activity(day=24)
    problem = week(small, date(2026, 11, 23)).problem
    assert problem.people[0].commitments == (nine_to_eleven(-1), nine_to_eleven(13))
    assert len(problem.days) == 7 * 7
    assert hard_findings(problem, ((0,),)) == []
    assert [(slot.slots, slot.willing) for slot in open_slots(problem, ((),))] == [(3, 1)]


@pytest.mark.parametrize(("most", "broken"), [(2, []), (1, ["DutiesAMonth"])])
def test_a_duty_published_for_the_end_of_the_month_counts_in_a_period_made_for_its_beginning(
    small: SmallTown, most: int, broken: list[str]
) -> None:
    worker = small.worker(duties_a_month=most)
    publish_week(small, date(2026, 11, 23), worker)
    small.activity(day=4)
    problem = week(small, date(2026, 11, 2)).problem
    assert problem.people[0].commitments == (nine_to_eleven(27),)
    assert [type(finding.rule).__name__ for finding in hard_findings(problem, ((0,),))] == broken
