"""What if the policy, people or demand were other: asked for, solved beside, compared, taken or kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete

from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.models import ActivityKind, Person, Roster, RosterState, Run, RunMode
from scheduler.services.policy import in_force
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Demand
from scheduler.services.rosters import drafts, runs, what_ifs
from scheduler.services.rosters.boards.activity_board import activity_board
from scheduler.services.rosters.by_hand import editing, undoing
from scheduler.services.rosters.by_hand.at_hand import at_hand
from scheduler.services.rosters.by_hand.openings import openings
from scheduler.services.rosters.explained import costs, open_slots
from scheduler.services.rosters.explained.staffing import staffing
from scheduler.services.rosters.papers.slots import role_slots
from scheduler.services.rosters.versions.preview import publication
from solver import solve
from solver.policy import town_policy
from solver.tiers import Mode
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown

OTHERS = [*town_policy(), {"rule": "Evenings", "from_minute": 540, "cost": 77}]


@pytest.fixture
def solved(small: SmallTown) -> Roster:
    """A draft of one activity at nine o'clock, generated."""
    small.worker()
    small.activity(wanted=1)
    draft = small.draft()
    done(small, runs.request_run(small.session, small.actor, draft.id, seconds=9, effort=5, seed=3, now=NOW).id)
    return draft


def done(small: SmallTown, run_id: int) -> None:
    """Do a run as its worker would."""
    run = runs.get_run(small.session, small.actor, run_id)
    translation = translate(small.session, run.roster)
    runs.store_solution(small.session, run.id, translation, solve(translation.problem, seconds=9, effort=5))
    run.open = False
    small.session.flush()


def ask(small: SmallTown, roster: Roster, rules: list[dict[str, object]] = OTHERS) -> int:
    asked = what_ifs.request_what_if(small.session, small.actor, roster.id, mode=Mode.TIERS, rules=rules, now=NOW)
    assert (asked.seconds, asked.effort, asked.seed, asked.mode) == (9, 5, 3, RunMode.BEST)
    return asked.id


def test_a_change_is_tried_on_a_draft_beside_and_the_policy_in_force_stays(small: SmallTown, solved: Roster) -> None:
    before = [(row.person_id, row.role_id) for row in solved.assignments]
    run_id = ask(small, solved)
    draft = runs.get_run(small.session, small.actor, run_id).roster
    waiting = what_ifs.what_if(small.session, small.actor, draft.id)
    assert (waiting.ready, waiting.difference, waiting.against) == (False, None, solved)
    assert list(map(str, waiting.sentences)) == ["Evenings: switched on"]
    done(small, run_id)
    found = what_ifs.what_if(small.session, small.actor, draft.id)
    assert found.difference is not None
    assert (found.ready, found.difference.added, found.difference.removed, found.difference.changing) == (
        True,
        [],
        [],
        0,
    )
    assert (draft.costs["Evenings"], "Evenings" in solved.costs) == (77, False)
    assert ([(row.person_id, row.role_id) for row in solved.assignments], small.town.policy) == (before, None)


def test_what_was_tried_is_taken_unless_the_policy_in_force_has_changed(small: SmallTown, solved: Roster) -> None:
    run_id = ask(small, solved)
    done(small, run_id)
    draft = runs.get_run(small.session, small.actor, run_id).roster
    in_force.set_policy(small.session, small.actor, mode=Mode.SUM, rules=town_policy(), now=NOW)
    with pytest.raises(Conflict, match="has changed since"):
        what_ifs.take(small.session, small.actor, draft.id, now=NOW)
    in_force.reset(small.session, small.actor, now=NOW)
    what_ifs.take(small.session, small.actor, draft.id, now=NOW)
    assert in_force.in_force(small.session, small.actor).entries[-1] == OTHERS[-1]
    assert (draft.tries, draft.costs["Evenings"]) == (False, 77)


def test_what_changes_nothing_and_what_goes_beyond_is_refused(small: SmallTown, solved: Roster) -> None:
    with pytest.raises(Invalid, match="in force already"):
        ask(small, solved, list(town_policy()))
    with pytest.raises(Invalid) as refused:
        ask(small, solved, [*town_policy(), {"rule": "EnoughHours"}])
    assert reasons(refused) == {"EnoughHours": "This rule is about facts that the register does not have."}


def test_there_is_nothing_to_compare_with_before_a_roster_is_generated(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Conflict, match="generate this roster first"):
        ask(small, draft)
    assert what_ifs.comparable(small.session, small.actor) == []
    with pytest.raises(NotFound, match="not made to see"):
        what_ifs.what_if(small.session, small.actor, draft.id)


def test_what_would_change_is_asked_of_a_published_roster_too(small: SmallTown, solved: Roster) -> None:
    assert what_ifs.comparable(small.session, small.actor) == [solved]
    small.publish(solved)
    draft = runs.get_run(small.session, small.actor, ask(small, solved)).roster
    assert (draft.state, draft.based_on_id, solved.state) == (RosterState.DRAFT, solved.id, RosterState.PUBLISHED)
    with pytest.raises(Conflict):
        ask(small, draft)
    assert len(drafts.list_rosters(small.session, small.actor)) == 2


def test_a_draft_that_tries_a_policy_is_changed_and_explained_under_it(small: SmallTown, solved: Roster) -> None:
    """The duty at nine costs 77 under the policy tried, and nothing under the town's."""
    run_id = ask(small, solved)
    done(small, run_id)
    draft = runs.get_run(small.session, small.actor, run_id).roster
    tried = draft.cost
    [row] = draft.assignments
    found = editing.remove(small.session, small.actor, row.id, anyway=True, now=NOW)
    assert found.verdict.costs["Evenings"] == -77
    assert (draft.costs, draft.cost) == (
        {rule: cost for rule, cost in draft.costs.items() if rule != "Evenings"},
        found.verdict.cost + (tried or 0),
    )
    [slot] = open_slots.open_slots(small.session, small.actor, draft.id)
    assert slot.best[0].costs["Evenings"] == 77
    undoing.undo(small.session, small.actor, draft.id, now=NOW)
    assert (draft.costs["Evenings"], draft.cost) == (77, tried)
    [mine] = costs.person_costs(small.session, small.actor, draft.id).rows
    assert mine.costs["Evenings"] == 77


def tried(small: SmallTown, roster: Roster, **what: Any) -> tuple[Roster, what_ifs.WhatIf]:
    """A draft in which something was tried, and what it tells."""
    asked = what_ifs.request_what_if(small.session, small.actor, roster.id, now=NOW, **what)
    done(small, asked.id)
    return asked.roster, what_ifs.what_if(small.session, small.actor, asked.roster_id)


def held(roster: Roster) -> list[int | None]:
    """The ids of the people of a roster."""
    return [row.person_id for row in roster.assignments]


def test_without_somebody_another_serves_and_the_register_stays(small: SmallTown, solved: Roster) -> None:
    [first] = held(solved)
    other = small.worker("另一社工")
    small.pin(solved, solved.assignments[0].role.activity, small.session.get_one(Person, first))
    asked = what_ifs.request_what_if(small.session, small.actor, solved.id, without=[first or 0], now=NOW)
    assert (held(asked.roster), asked.roster.tries) == ([], True)
    done(small, asked.id)
    found = what_ifs.what_if(small.session, small.actor, asked.roster_id)
    assert (held(asked.roster), held(solved)) == ([other.id], [first])
    assert (list(map(str, found.sentences)), found.policy) == (["Without 测试社工"], None)
    assert found.difference is not None
    assert [(pair.name, pair.person_id) for pair in found.difference.removed] == [("测试社工", first)]
    with pytest.raises(NotFound, match="No other policy"):
        what_ifs.take(small.session, small.actor, asked.roster_id, now=NOW)


def test_of_more_demand_it_is_told_how_much_is_filled_and_how_much_stays_open(small: SmallTown, solved: Roster) -> None:
    small.volunteer("志愿者")
    activity = solved.assignments[0].role.activity
    demand = [Demand(None, activity.id, 2), Demand(ActivityKind.TRAINING, None, -1), Demand(None, None, 0, 50)]
    draft, found = tried(small, solved, demand=[*demand, Demand(None, None, 0, -2)])
    assert list(map(str, found.sentences)) == [
        "敬老服务 Tue 24 Nov: 2 more slots in each role",
        "Training session: 1 fewer slots in each role",
        "All activities: 50 % more slots",
        "All activities: 2 % fewer slots",
    ]
    assert found.difference is not None
    assert str(found.difference.summary).startswith("Compared with version 1, version 2 fills 1 more slots")
    full = runs.summary(small.session, small.actor, draft.id)
    assert (full.filled, full.wanted, activity.roles[0].wanted) == (2, 4, 1)


@pytest.mark.parametrize(("slots", "free", "is_open"), [(2, 2, True), (-1, 0, False)])
def test_everywhere_as_many_slots_are_open_as_are_tried(
    small: SmallTown, solved: Roster, slots: int, free: int, is_open: bool
) -> None:
    """Of an activity of one slot, which somebody holds, by hand where nobody is wanted."""
    [who], activity = held(solved), solved.assignments[0].role.activity
    other, wanted = small.volunteer("志愿者"), max(0, 1 + slots)
    draft = what_ifs.request_what_if(
        small.session, small.actor, solved.id, demand=[Demand(slots=slots)], now=NOW
    ).roster
    assert held(draft) == [who]
    day = activity.starts_at.date()
    offered = openings(small.session, small.actor, draft.id, day, person_id=other.id).roles
    assert [(one.role.activity, one.open) for one in offered] == [(activity, free)][:free]
    [line] = activity_board(small.session, small.actor, draft.id).lines.rows
    assert [(post.filled, post.wanted, post.open) for posts in line.cells.values() for post in posts] == [
        (1, wanted, is_open)
    ]
    _, [role] = staffing(small.session, small.actor, draft.id, activity.id)
    [slot] = role_slots(small.session, draft)
    assert (role.wanted, role.open, slot.wanted, slot.open) == (wanted, wanted - 1, wanted, free)
    assert runs.summary(small.session, small.actor, draft.id) == runs.Summary(1, wanted, 1)


def test_what_only_tries_something_is_not_published_before_it_is_made_an_ordinary_draft(
    small: SmallTown, solved: Roster
) -> None:
    other = small.worker("另一社工")
    draft, _ = tried(small, solved, without=[held(solved)[0] or 0])
    with pytest.raises(Conflict, match="only tries something"):
        small.publish(draft)
    assert publication(small.session, small.actor, draft.id, now=NOW).forbidden
    with pytest.raises(Conflict, match="tries something already"):
        what_ifs.request_what_if(small.session, small.actor, draft.id, without=[other.id], now=NOW)
    assert what_ifs.comparable(small.session, small.actor) == [solved]
    again = runs.request_run(small.session, small.actor, draft.id, seconds=9, effort=5, now=NOW)
    done(small, again.id)
    assert held(draft) == [other.id]
    what_ifs.keep(small.session, small.actor, draft.id, now=NOW)
    assert small.publish(draft).state is RosterState.PUBLISHED
    with pytest.raises(NotFound):
        what_ifs.keep(small.session, small.actor, draft.id, now=NOW)


def test_an_ordinary_draft_is_judged_by_what_there_is(small: SmallTown, solved: Roster) -> None:
    draft, _ = tried(small, solved, demand=[Demand(slots=1)])
    assert draft.costs["Coverage"] == 20_000
    for roster, wanted in ((solved, 1), (draft, 2), (solved, 1)):
        with at_hand(small.session, roster) as hand:
            assert [role.wanted for role in hand.named.problem.roles] == [wanted]
    what_ifs.keep(small.session, small.actor, draft.id, now=NOW)
    assert ("Coverage" in draft.costs, draft.cost, draft.bound) == (False, solved.cost, None)


def test_what_is_named_and_gone_is_said_so(small: SmallTown, solved: Roster) -> None:
    draft, _ = tried(small, solved, without=[held(solved)[0] or 0], demand=[Demand(slots=1)])
    demand = [{"kind": None, "activity_id": 10**8, "slots": 1, "percent": 0}]
    draft.what_if = {**(draft.what_if or {}), "without": [10**8, *held(solved)], "demand": demand, "against": 10**8}
    found = what_ifs.what_if(small.session, small.actor, draft.id)
    assert list(map(str, found.sentences)) == [
        "Without an entry that is gone, 测试社工",
        "an entry that is gone: 1 more slots in each role",
    ]
    assert (found.against, found.ready, found.difference) == (None, True, None)
    assert what_ifs.told(small.session, small.actor, solved) == ()


def test_policy_and_people_are_tried_together_and_taking_the_policy_leaves_the_rest_a_trial(
    small: SmallTown, solved: Roster
) -> None:
    draft, found = tried(small, solved, mode=Mode.TIERS, rules=OTHERS, without=[held(solved)[0] or 0])
    assert list(map(str, found.sentences)) == ["Evenings: switched on", "Without 测试社工"]
    what_ifs.take(small.session, small.actor, draft.id, now=NOW)
    assert draft.tries


def test_what_is_tried_must_be_something_that_there_is(small: SmallTown, solved: Roster) -> None:
    for nothing in ({}, {"demand": [Demand(ActivityKind.SERVICE)]}):
        with pytest.raises(Invalid, match="Say what is to be different"):
            what_ifs.request_what_if(small.session, small.actor, solved.id, now=NOW, **nothing)
    for unknown in ({"without": [10**8]}, {"demand": [Demand(activity_id=10**8, slots=1)]}):
        with pytest.raises(Invalid) as refused:
            what_ifs.request_what_if(small.session, small.actor, solved.id, now=NOW, **unknown)
        assert reasons(refused).keys() == unknown.keys()
    assert len(drafts.list_rosters(small.session, small.actor)) == 1


def test_a_draft_of_which_the_run_was_thrown_away_tells_nothing(small: SmallTown, solved: Roster) -> None:
    draft, _ = tried(small, solved, demand=[Demand(slots=1)])
    small.session.execute(delete(Run).where(Run.roster_id == draft.id))
    with pytest.raises(NotFound):
        what_ifs.what_if(small.session, small.actor, draft.id)
