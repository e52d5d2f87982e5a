"""The open slots of a day that somebody could take."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, Invalid
from scheduler.services.rosters.by_hand.openings import Openings, openings
from solver.candidates import Capacity
from tests.services.small_town import FIRST, SmallTown, at

DAY = at(24, 12).date()


def test_open_slots_of_the_day_are_told_the_cheapest_first(small: SmallTown) -> None:
    volunteer = small.volunteer("甲", home_id=small.village.id)
    far = small.activity("远", hours=(14, 16), place=small.community)
    near = small.activity("近", hours=(9, 11))
    small.activity("改天", day=25)
    full = small.activity("满", hours=(19, 20), wanted=1)
    small.activity("社工", accepts=(Capacity.SOCIAL_WORKER,))
    small.activity("队", accepts=(Capacity.TEAM,))
    draft = small.draft()
    small.pin(draft, full, small.worker())
    found = openings(small.session, small.actor, draft.id, DAY, person_id=volunteer.id)
    assert (found.name, found.person_id, found.team_id, found.kept) == ("甲", volunteer.id, None, 1)
    assert [(one.role.activity, one.open) for one in found.roles] == [(near, 3), (far, 3)]
    assert found.roles[1].cost - found.roles[0].cost == 200


def test_a_team_is_told_of_roles_that_take_whole_teams(small: SmallTown) -> None:
    team = small.team("先锋一队", [small.volunteer(name) for name in "甲乙"])
    small.activity()
    whole = small.activity("队", hours=(14, 16), accepts=(Capacity.TEAM,), wanted=1)
    found = openings(small.session, small.actor, small.draft().id, DAY, team_id=team.id)
    assert ([one.role.activity for one in found.roles], found.kept) == ([whole], 0)


def test_a_day_without_activities_has_none(small: SmallTown) -> None:
    worker = small.worker("甲")
    found = openings(small.session, small.actor, small.draft().id, FIRST, person_id=worker.id)
    assert found == Openings("甲", worker.id, None, (), 0)


def test_only_coordinators_ask_about_whoever_is_at_work(small: SmallTown) -> None:
    worker, draft = small.worker(), small.draft()
    with pytest.raises(Forbidden):
        openings(small.session, small.as_person(worker), draft.id, DAY, person_id=worker.id)
    for nobody in ({}, {"person_id": 10**8}, {"person_id": worker.id, "team_id": 1}):
        with pytest.raises(Invalid, match="not part of the roster"):
            openings(small.session, small.actor, draft.id, DAY, **nobody)
