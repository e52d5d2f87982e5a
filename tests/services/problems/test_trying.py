"""What a draft tries, and its problem."""

from __future__ import annotations

import pytest

from scheduler.models import ActivityKind, Roster
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Demand, Share, Tried
from solver.problem import Pin
from solver.spans import Span
from tests.services.small_town import SmallTown, at


def test_what_is_tried_is_stored_and_read_again() -> None:
    tried = Tried([{"mode": "sum"}], (3, 4), (Demand(ActivityKind.TRAINING, None, 2), Demand(None, 7, 0, -20)))
    assert Tried.read(tried.stored) == tried
    assert Tried.read(None) == Tried()


def trying(small: SmallTown, **tried: object) -> Roster:
    """A draft that tries something."""
    draft = small.draft()
    draft.what_if = Tried(**tried).stored  # type: ignore[arg-type]
    return draft


def test_who_is_left_out_is_away_and_pinned_to_nothing(small: SmallTown) -> None:
    one, other = small.worker("甲"), small.worker("乙")
    activity = small.activity(wanted=2)
    draft = trying(small, without=(one.id, 10**8))
    small.pin(draft, activity, one, other)
    problem = translate(small.session, draft).problem
    assert (problem.pins, [person.unavailable for person in problem.people]) == (
        (Pin(0, 1),),
        [(Span(0, len(problem.days) * 1440),), ()],
    )


def test_what_somebody_has_begun_is_served_to_its_end(small: SmallTown) -> None:
    one = small.worker("甲")
    begun, later = small.activity(day=24, wanted=1), small.activity(day=26, wanted=1)
    small.published(begun, one)
    draft = trying(small, without=(one.id,), demand=(Demand(slots=3),))
    small.pin(draft, later, one)
    problem = translate(small.session, draft, now=at(24, 10)).problem
    end = problem.activities[0].span.end
    assert (problem.pins, problem.people[0].unavailable[-1].start) == ((Pin(0, 0),), end)
    assert [role.wanted for role in problem.roles] == [1, 4]


@pytest.mark.parametrize(
    ("demand", "wanted"),
    [
        (Demand(slots=2), [5, 3, 3]),
        (Demand(slots=-2), [1, 0, 0]),
        (Demand(ActivityKind.TRAINING, None, 1), [3, 1, 2]),
        (Demand(None, None, 0, 20), [4, 1, 1]),
        (Demand(None, None, 1, 100), [7, 3, 3]),
        (Demand(None, None, 0, -100), [0, 0, 0]),
    ],
)
def test_more_or_less_is_wanted_of_what_is_meant(small: SmallTown, demand: Demand, wanted: list[int]) -> None:
    small.activity(wanted=3)
    small.activity(day=25, wanted=1)
    small.activity(day=26, wanted=1, kind=ActivityKind.TRAINING)
    problem = translate(small.session, trying(small, demand=(demand,))).problem
    assert [role.wanted for role in problem.roles] == wanted


def test_of_one_activity_alone_and_one_change_after_the_other(small: SmallTown) -> None:
    one, _ = small.activity(wanted=2), small.activity(day=25, wanted=2)
    draft = trying(small, demand=(Demand(None, one.id, 2), Demand(None, None, 0, 50)))
    assert [role.wanted for role in translate(small.session, draft).problem.roles] == [6, 3]


def test_a_share_is_spread_so_that_all_of_it_together_is_right() -> None:
    share = Share(20)
    assert [share.of(1) for _ in range(10)].count(2) == 2
    assert [Share(-50).of(0), Share(-50).of(1)] == [0, 0]
