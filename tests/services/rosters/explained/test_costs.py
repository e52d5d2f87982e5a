"""What a roster costs by person, and what differs between two versions."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import Assignment
from scheduler.services.rosters.explained.costs import (
    Difference,
    Pair,
    RoleDifference,
    difference,
    needed_difference,
    person_costs,
)
from solver.candidates import Capacity
from tests.services.small_town import SmallTown


def test_what_rules_make_of_each_is_listed_the_most_first_a_page_at_a_time(small: SmallTown) -> None:
    near, far = small.volunteer("近", home_id=small.village.id), small.volunteer("远", home_id=small.community.id)
    team = small.team("先锋一队", [near])
    together = small.activity(accepts=(Capacity.TEAM,), wanted=1, day=25)
    activity, draft = small.activity(wanted=3), small.draft()
    small.pin(draft, activity, near, far)
    small.pin(draft, together, team)
    found = person_costs(small.session, small.actor, draft.id)
    assert [(one.name, one.person_id, one.team_id) for one in found.rows] == [
        ("近", near.id, None),
        ("远", far.id, None),
        ("先锋一队", None, team.id),
    ]
    assert [one.costs for one in found.rows] == [
        {"FairHours": 640},
        {"FairHours": 160, "NearHome": 200},
        {"FairHours": 80},
    ]
    assert [one.cost for one in found.rows] == [640, 360, 80]
    second = person_costs(small.session, small.actor, draft.id, number=2, size=2)
    assert (second.rows, second.total, second.last) == (found.rows[2:], 3, 2)


def test_two_versions_differ_in_pairs_and_in_what_each_rule_makes_of_them(small: SmallTown) -> None:
    near, far = small.volunteer("近", home_id=small.village.id), small.volunteer("远", home_id=small.community.id)
    activity = small.activity(wanted=1)
    published = small.published(activity, far)
    draft = small.draft()
    assert difference(small.session, small.actor, published.id) is None
    with pytest.raises(Invalid, match="based on no other"):
        needed_difference(small.session, small.actor, published.id)
    same = needed_difference(small.session, small.actor, draft.id)
    assert (same.against, same.added, same.removed, same.costs, same.cost) == (published, [], [], {}, 0)
    (row,) = draft_rows(small, draft.id)
    row.person_id = near.id
    small.session.flush()
    found = needed_difference(small.session, small.actor, draft.id)
    role = activity.roles[0]
    assert [(pair.name, pair.person_id, pair.role) for pair in found.added] == [("近", near.id, role)]
    assert [(pair.name, pair.person_id, pair.role) for pair in found.removed] == [("远", far.id, role)]
    assert found.by_role() == [RoleDifference(role, ["近"], ["远"])]
    assert (found.costs, found.cost, found.changing) == ({"Disturbance": 3_000, "NearHome": -200}, 2_800, 2)
    assert str(found.summary) == (
        "Compared with version 1, version 2 changes 1 more published assignments; "
        "but it saves 20 min of travel from home."
    )
    back = needed_difference(small.session, small.actor, published.id, draft.id)
    assert (back.against, back.costs["NearHome"]) == (draft, 200)


def draft_rows(small: SmallTown, roster_id: int) -> list[Assignment]:
    """The assignments of a roster."""
    return list(small.session.query(Assignment).filter_by(roster_id=roster_id))


def test_versions_of_different_periods_are_not_compared(small: SmallTown) -> None:
    draft, later = small.draft(), small.draft(first=date(2026, 11, 30), last=date(2026, 12, 6))
    with pytest.raises(Invalid, match="of one period"):
        difference(small.session, small.actor, draft.id, later.id)


def test_what_differs_is_told_role_by_role_in_order_of_time(small: SmallTown) -> None:
    late, early = (small.activity(title, day=day).roles[0] for title, day in (("晚", 26), ("早", 24)))
    one, other, third = (Pair(name, None, None, role) for name, role in (("甲", late), ("乙", early), ("丙", late)))
    found = Difference(small.draft(), small.draft(), [one, other, third], [one], {}, [])
    assert found.by_role() == [RoleDifference(early, ["乙"], []), RoleDifference(late, ["甲", "丙"], ["甲"])]


def test_only_coordinators_of_the_town_read_costs_and_differences(small: SmallTown) -> None:
    draft, person, other = small.draft(), small.as_person(small.worker()), SmallTown(small.session).actor
    for actor, refusal in ((person, Forbidden), (other, NotFound)):
        with pytest.raises(refusal):
            person_costs(small.session, actor, draft.id)
        with pytest.raises(refusal):
            difference(small.session, actor, draft.id)
    with pytest.raises(NotFound):
        difference(small.session, small.actor, draft.id, 10**8)
