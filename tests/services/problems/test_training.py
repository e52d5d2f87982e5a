"""Training before duty: who is trained by holding a role of a session, in this period or in one before."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.models import Qualification
from scheduler.services.problems import translate
from scheduler.services.rosters import duties
from solver import hard_findings
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import FIRST, LAST, SmallTown


def aid(small: SmallTown) -> Qualification:
    kind: Qualification = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救", by_training=True))
    return kind


def broken(small: SmallTown, *roster: tuple[int, ...], days: tuple[date, date] = (FIRST, LAST)) -> list[str]:
    problem = translate(small.session, small.draft(*days)).problem
    return [type(finding.rule).__name__ for finding in hard_findings(problem, roster)]


def test_in_the_same_period_who_attends_may_serve_and_who_does_not_may_not(small: SmallTown) -> None:
    kind = aid(small)
    small.activity("培训", grants_id=kind.id, role={"trains": True})
    small.activity("急救值守", 26, role={"qualification_id": kind.id})
    small.worker("甲")
    small.worker("乙")
    assert [broken(small, *roster) for roster in (((0,), (0,)), ((0,), (1,)), ((), (1,)), ((1,), ()))] == [
        [],
        ["Trained"],
        ["Trained"],
        [],
    ]


NEXT = (date(2026, 11, 30), date(2026, 12, 6))


@pytest.mark.parametrize("declined", [False, True])
def test_who_attended_by_the_published_roster_of_another_period_is_trained(small: SmallTown, declined: bool) -> None:
    kind = aid(small)
    training = small.activity("培训", grants_id=kind.id, role={"trains": True})
    small.activity("急救值守", 2, month=12, role={"qualification_id": kind.id})
    attended = small.volunteer("甲")
    small.worker("乙")
    draft = small.draft()
    small.pin(draft, training, attended)
    assert broken(small, (0,), days=NEXT) == ["Trained"]
    small.publish(draft)
    if declined:
        duties.decline(small.session, small.as_person(attended), small.duty(attended, training).id, now=NOW)
    assert broken(small, (0,), days=NEXT) == (["Trained"] if declined else [])
    assert broken(small, (1,), days=NEXT) == ["Trained"]


def test_a_crew_that_attended_is_trained(small: SmallTown) -> None:
    member = small.volunteer("甲")
    team = small.team("先锋一队", [member])
    kind = aid(small)
    training = small.activity("培训", grants_id=kind.id, accepts=(Capacity.TEAM,), wanted=1, role={"trains": True})
    small.activity("急救值守", 2, month=12, role={"qualification_id": kind.id})
    small.published(training, team)
    assert broken(small, (0,), days=NEXT) == []
