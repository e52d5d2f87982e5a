"""A draft changed by hand: the rules judge it before, and the cost is told after."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.errors import Conflict, Forbidden, Invalid, NotFound
from scheduler.models import Absence, Activity, Assignment, Person, Roster, Team
from scheduler.services.rosters.by_hand import editing, edits
from scheduler.services.rosters.by_hand.changing import Edited
from scheduler.services.rosters.by_hand.verdicts import CostsMore, RulesForbid
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown, at

VOLUNTEERS = (Capacity.VOLUNTEER,)


def held(small: SmallTown, draft: Roster) -> list[tuple[str, str, bool]]:
    """Who holds what, and whether it is pinned."""
    rows = small.session.scalars(select(Assignment).filter_by(roster_id=draft.id)).all()
    who = [(row.role.activity.title, row.person or row.team, row.pinned) for row in rows]
    return sorted((title, holder.name, pinned) for title, holder, pinned in who if holder is not None)


def assign(small: SmallTown, draft: Roster, activity: Activity, who: Person | Team, *, anyway: bool = False) -> Edited:
    holder = {"team_id" if isinstance(who, Team) else "person_id": who.id}
    role = activity.roles[0].id
    return editing.assign(small.session, small.actor, draft.id, role, **holder, anyway=anyway, now=NOW)


def test_a_slot_is_given_pinned_and_the_draft_costs_what_it_costs_then(small: SmallTown) -> None:
    worker, activity, draft = small.worker("甲"), small.activity(wanted=2), small.draft()
    edited = assign(small, draft, activity, worker)
    assert held(small, draft) == [("敬老服务", "甲", True)]
    assert (edited.verdict.forbidden, edited.verdict.lacking) == ((), ())
    assert edited.verdict.costs["Coverage"] == -20_000
    assert (draft.cost, draft.costs["Coverage"], draft.bound) == (sum(draft.costs.values()), 20_000, None)
    tiers = {tier["tier"]: (tier["value"], tier["bound"]) for tier in draft.tiers}
    assert tiers["normal slots"] == (1, None)


def test_what_a_hard_rule_forbids_is_refused_in_its_words_and_nothing_is_changed(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    early, late = (small.activity(title, hours=hours) for title, hours in (("早", (9, 11)), ("晚", (10, 12))))
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(25, 8), ends_at=at(25, 12)))
    assign(small, draft, early, worker)
    for activity, said in (
        (late, "Not in two places at once: 甲; 早 Tue 24 Nov, 晚 Tue 24 Nov (60 minutes)"),
        (small.activity("走", day=25), "甲 are away"),
        (small.activity("队", day=26, accepts=(Capacity.OFFICER,)), "甲: Serves in an accepted capacity"),
    ):
        with pytest.raises(RulesForbid, match="The rules forbid this") as refused:
            assign(small, draft, activity, worker, anyway=True)
        assert list(reasons(refused).values()) == [said]
    assert held(small, draft) == [("早", "甲", True)]


def test_what_costs_more_waits_for_word_that_it_be_done_all_the_same(small: SmallTown) -> None:
    near = small.volunteer("近", home_id=small.village.id)
    far = small.volunteer("远", home_id=small.community.id)
    draft, activity = small.draft(), small.activity(wanted=1, accepts=VOLUNTEERS)
    row = small.pin(draft, activity, near)[0].id
    with pytest.raises(CostsMore, match="something speaks against it") as asked:
        editing.hand_over(small.session, small.actor, row, person_id=far.id, now=NOW)
    assert [str(said) for said in asked.value.fields.values()] == ["Near home: +200 points"]
    assert held(small, draft) == [("敬老服务", "近", True)]
    edited = editing.hand_over(small.session, small.actor, row, person_id=far.id, anyway=True, now=NOW)
    assert (edited.verdict.cost, held(small, draft)) == (200, [("敬老服务", "远", True)])
    (other,) = small.session.scalars(select(Assignment).filter_by(roster_id=draft.id))
    assert editing.hand_over(small.session, small.actor, other.id, person_id=near.id, now=NOW).verdict.cost == -200


def test_what_more_people_would_mend_is_told_and_may_be_done_in_a_draft(small: SmallTown) -> None:
    one, other, draft = small.worker("甲"), small.worker("乙"), small.draft()
    activity = small.activity(minimum=2, wanted=2)
    missing = "Minimum of each role: 敬老服务 Tue 24 Nov (1 slots)"
    assert [str(said) for said in assign(small, draft, activity, one).verdict.lacking] == [missing]
    assert assign(small, draft, activity, other).verdict.lacking == ()
    row = small.session.scalars(select(Assignment).filter_by(person_id=one.id)).one()
    with pytest.raises(CostsMore) as asked:
        editing.remove(small.session, small.actor, row.id, now=NOW)
    assert [str(said) for said in asked.value.fields.values()] == [
        missing,
        "Slots filled: +20,000 points",
        "Fair share of hours: -16 points",
    ]
    editing.remove(small.session, small.actor, row.id, anyway=True, now=NOW)
    assert held(small, draft) == [("敬老服务", "乙", True)]


def test_an_activity_that_lacks_less_than_before_lacks_nothing_new(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity(minimum=3)
    assign(small, draft, activity, small.worker("甲"))
    assert assign(small, draft, activity, small.worker("乙")).verdict.lacking == ()


def test_two_swap_their_duties(small: SmallTown) -> None:
    one, other, draft = small.worker("甲"), small.worker("乙"), small.draft()
    early, late = small.activity("早", day=24, wanted=1), small.activity("晚", day=25, wanted=1)
    rows = [small.pin(draft, activity, who)[0].id for activity, who in ((early, one), (late, other))]
    edited = editing.swap(small.session, small.actor, *rows, now=NOW)
    assert held(small, draft) == [("早", "乙", True), ("晚", "甲", True)]
    assert str(edits.message_of(small.session, edited.edit)) == "甲 and 乙 swap duties"


def test_only_duties_of_two_people_in_two_roles_of_one_roster_are_swapped(small: SmallTown) -> None:
    one, other, draft = small.worker("甲"), small.worker("乙"), small.draft()
    early, late = small.activity("早", day=24), small.activity("晚", day=25)
    first, second = small.pin(draft, early, one, other)
    third = small.pin(draft, late, one)[0]
    elsewhere = small.pin(small.draft(), late, other)[0]
    for row, said in (
        (second, "Choose another person's duty in another role."),
        (third, "Choose another person's duty in another role."),
        (elsewhere, "Both duties have to be of this roster."),
    ):
        with pytest.raises(Invalid) as refused:
            editing.swap(small.session, small.actor, first.id, row.id, now=NOW)
        assert reasons(refused) == {"other_id": said}
    with pytest.raises(Invalid, match="They hold this role already"):
        editing.swap(small.session, small.actor, second.id, third.id, now=NOW)


def test_whoever_takes_a_role_is_one_whom_it_takes_and_who_does_not_hold_it(small: SmallTown) -> None:
    worker, draft, activity = small.worker(), small.draft(), small.activity()
    team = small.team("先锋一队", [small.volunteer()])
    assign(small, draft, activity, worker)
    with pytest.raises(Invalid, match="They hold this role already"):
        assign(small, draft, activity, worker)
    with pytest.raises(Invalid, match="takes single people"):
        assign(small, draft, activity, team)
    with pytest.raises(Invalid, match="Name a person or a team"):
        editing.assign(small.session, small.actor, draft.id, activity.roles[0].id, now=NOW)


def test_a_team_takes_a_slot_with_the_members_whom_it_books(small: SmallTown) -> None:
    members = [small.volunteer(name) for name in "甲乙丙"]
    team, draft = small.team("先锋一队", members), small.draft()
    small.add(Absence(town_id=small.town.id, person_id=members[2].id, starts_at=at(24, 8), ends_at=at(24, 12)))
    assign(small, draft, small.activity(accepts=(Capacity.TEAM,), wanted=1), team)
    (row,) = small.session.scalars(select(Assignment).filter_by(roster_id=draft.id))
    assert (row.team_id, row.capacity, row.crew) == (team.id, Capacity.TEAM, [members[0].id, members[1].id])


def test_only_coordinators_change_drafts_of_their_town(small: SmallTown) -> None:
    worker, activity, draft = small.worker(), small.activity(), small.draft()
    (row,) = small.pin(draft, activity, worker)
    for actor, refusal in ((small.as_person(worker), Forbidden), (SmallTown(small.session).actor, NotFound)):
        with pytest.raises(refusal):
            editing.remove(small.session, actor, row.id, now=NOW)
    small.publish(draft)
    with pytest.raises(Conflict, match="is published and cannot change"):
        editing.remove(small.session, small.actor, row.id, now=NOW)


def test_who_moves_leaves_one_duty_for_another_in_one_change(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    there, to = small.activity(wanted=1), small.activity("便民咨询", day=25, wanted=1)
    [row] = small.pin(draft, there, worker)
    edited = editing.move(small.session, small.actor, row.id, to.roles[0].id, anyway=True, now=NOW)
    assert str(edits.message_of(small.session, edited.edit)) == "甲 moved from 敬老服务 to 便民咨询"
    assert [(one.role_id, one.person_id, one.pinned) for one in draft.assignments] == [
        (to.roles[0].id, worker.id, True)
    ]
    with pytest.raises(Invalid, match="hold this role already"):
        editing.move(small.session, small.actor, draft.assignments[0].id, to.roles[0].id, now=NOW)
    teams = small.activity("队", accepts=(Capacity.TEAM,))
    with pytest.raises(Invalid, match="takes whole teams"):
        editing.move(small.session, small.actor, draft.assignments[0].id, teams.roles[0].id, now=NOW)
