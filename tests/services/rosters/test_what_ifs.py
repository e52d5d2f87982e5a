"""What if the policy were another: asked for, solved beside, compared, taken."""

from __future__ import annotations

import pytest

from scheduler.errors import Conflict, Invalid, NotFound
from scheduler.models import Roster, RosterState, RunMode
from scheduler.services.policy import in_force
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts, runs, what_ifs
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
    policy = run.what_if["policy"] if run.what_if else None
    translation = translate(small.session, run.roster, policy=policy)
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
