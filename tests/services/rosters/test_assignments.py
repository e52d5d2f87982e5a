"""The assignments of a roster as a list."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.services.rosters.assignments import list_assignments
from solver.candidates import Capacity
from tests.services.small_town import SmallTown


def test_assignments_are_listed_by_role_found_by_person_team_or_activity(small: SmallTown) -> None:
    one, two = small.worker("甲"), small.volunteer("乙")
    team = small.team("先锋一队", [small.volunteer("丙")])
    visit, station = small.activity(), small.activity("驻点", day=25)
    march = small.activity("巡查", day=26, accepts=(Capacity.TEAM,))
    draft = small.draft()
    other = small.draft()
    small.pin(other, visit, one)
    small.pin(draft, station, one)
    small.pin(draft, march, team)
    small.pin(draft, visit, two, one)

    def found(**wanted: Any) -> list[tuple[str, int | None, int | None]]:
        rows = list_assignments(small.session, small.actor, draft.id, **wanted).rows
        return [(row.role.activity.title, row.person_id, row.team_id) for row in rows]

    visits = [("敬老服务", two.id, None), ("敬老服务", one.id, None)]
    assert found() == [*visits, ("驻点", one.id, None), ("巡查", None, team.id)]
    assert found(person_id=one.id) == [visits[1], ("驻点", one.id, None)]
    assert found(team_id=team.id) == [("巡查", None, team.id)]
    assert found(activity_id=visit.id) == visits
    assert found(activity_id=visit.id, person_id=two.id) == visits[:1]
    assert found(number=2, size=3) == [("巡查", None, team.id)]


def test_only_coordinators_of_the_town_list_them(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        list_assignments(small.session, small.as_person(small.worker()), draft.id)
    with pytest.raises(NotFound):
        list_assignments(small.session, SmallTown(small.session).actor, draft.id)
