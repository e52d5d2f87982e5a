"""What was done to a draft by hand undone and done again, and what ends the stack."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden
from scheduler.models import Absence, Assignment, DraftEdit, Roster
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.by_hand import editing, edits, undoing
from solver import solve
from tests.conftest import NOW
from tests.services.rosters.by_hand.test_editing import assign, held
from tests.services.small_town import SmallTown, at


def undo(small: SmallTown, draft: Roster) -> undoing.Moved:
    return undoing.undo(small.session, small.actor, draft.id, now=NOW)


def redo(small: SmallTown, draft: Roster) -> undoing.Moved:
    return undoing.redo(small.session, small.actor, draft.id, now=NOW)


def only(small: SmallTown, draft: Roster) -> Assignment:
    """The one assignment of a draft."""
    return small.session.scalars(select(Assignment).filter_by(roster_id=draft.id)).one()


def test_whatever_was_done_by_hand_is_undone_and_done_again_in_order(small: SmallTown) -> None:
    one, other, draft, activity = small.worker("甲"), small.worker("乙"), small.draft(), small.activity()
    states = [held(small, draft)]
    costs: list[int | None] = []

    def note() -> None:
        states.append(held(small, draft))
        costs.append(draft.cost)

    assign(small, draft, activity, one)
    note()
    drafts.set_pinned(small.session, small.actor, only(small, draft).id, False, now=NOW)
    note()
    editing.hand_over(small.session, small.actor, only(small, draft).id, person_id=other.id, anyway=True, now=NOW)
    note()
    drafts.remove(small.session, small.actor, only(small, draft).id, now=NOW)
    note()
    small.pin(draft, activity, one)
    note()
    done = undoing.stack(small.session, small.actor, draft.id).done
    told = [str(edits.message_of(small.session, edit)) for edit in done]
    assert told == [
        "甲 assigned: 敬老服务",
        "甲 released: 敬老服务",
        "乙 takes over from 甲: 敬老服务",
        "乙 removed: 敬老服务",
        "甲 assigned: 敬老服务",
    ]
    for state in reversed(states[:-1]):
        assert (undo(small, draft).applied, held(small, draft)) == (True, state)
    with pytest.raises(Conflict, match="There is nothing to undo"):
        undo(small, draft)
    for state, cost in zip(states[1:], costs, strict=True):
        assert (redo(small, draft).applied, held(small, draft), draft.cost) == (True, state, cost)
    with pytest.raises(Conflict, match="There is nothing to do again"):
        redo(small, draft)


def test_a_new_change_ends_what_could_be_done_again(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity()
    assign(small, draft, activity, small.worker("甲"))
    undo(small, draft)
    assign(small, draft, activity, small.worker("乙"))
    stack = undoing.stack(small.session, small.actor, draft.id)
    assert (len(stack.done), stack.to_redo) == (1, None)


def test_each_coordinator_undoes_their_own_and_not_what_the_other_changed_since(small: SmallTown) -> None:
    colleague = Actor("colleague", ActorRole.COORDINATOR, small.town.id)
    draft, activity, early = small.draft(), small.activity(), small.activity("早", day=25)
    worker = small.worker("甲")
    assign(small, draft, early, worker)
    assign(small, draft, activity, worker)
    row = small.session.scalars(select(Assignment).filter_by(role_id=activity.roles[0].id)).one()
    editing.remove(small.session, colleague, row.id, anyway=True, now=NOW)
    found = undo(small, draft)
    assert [str(said) for said in found.sentences] == ["甲 was changed since by somebody else."]
    assert held(small, draft) == [("早", "甲", True)]
    assert (undo(small, draft).applied, held(small, draft)) == (True, [])
    assert undoing.undo(small.session, colleague, draft.id, now=NOW).applied is True
    assert held(small, draft) == [("敬老服务", "甲", True)]


def test_what_the_rules_forbid_by_now_is_not_undone_and_says_so(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(), small.worker("甲")
    assign(small, draft, activity, worker)
    editing.remove(small.session, small.actor, only(small, draft).id, anyway=True, now=NOW)
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    found = undo(small, draft)
    assert [str(said) for said in found.sentences] == ["甲 are away"]
    assert (held(small, draft), undoing.stack(small.session, small.actor, draft.id).undone) == ([], ())


def test_a_run_and_publishing_and_throwing_away_end_the_stack(small: SmallTown) -> None:
    draft, activity = small.draft(), small.activity()
    count = select(func.count()).select_from(DraftEdit).where(DraftEdit.town_id == small.town.id)
    assign(small, draft, activity, small.worker("甲"))
    run = runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    with pytest.raises(Conflict, match="is being solved"):
        undo(small, draft)
    translation = translate(small.session, draft, now=NOW)
    runs.store_solution(small.session, run.id, translation, solve(translation.problem, seconds=1, effort=1))
    assert small.session.scalar(count) == 0
    runs.stop_run(small.session, small.actor, run.id, now=NOW)
    assign(small, draft, activity, small.worker("乙"))
    small.publish(draft)
    assert small.session.scalar(count) == 0
    again = small.draft()
    assign(small, again, small.activity("早", day=25), small.worker("丙"))
    drafts.discard_draft(small.session, small.actor, again.id, now=NOW)
    assert small.session.scalar(count) == 0


def test_only_so_many_edits_are_kept(small: SmallTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "MOST_KEPT", 2)
    draft, activity = small.draft(), small.activity()
    for name in "甲乙丙":
        assign(small, draft, activity, small.worker(name))
    assert len(undoing.stack(small.session, small.actor, draft.id).done) == 2


def test_people_undo_nothing(small: SmallTown) -> None:
    with pytest.raises(Forbidden):
        undoing.undo(small.session, small.as_person(small.worker()), small.draft().id, now=NOW)


def test_what_names_a_role_that_is_gone_cannot_be_undone_and_what_came_before_can(small: SmallTown) -> None:
    worker, draft, short = small.worker("甲"), small.draft(), small.activity("短", day=25)
    assign(small, draft, small.activity(), worker)
    assign(small, draft, short, worker)
    for row in small.session.scalars(select(Assignment).filter_by(role_id=short.roles[0].id)):
        small.session.delete(row)
    short.roles = []
    small.session.flush()
    small.session.expire(draft)
    found = undoing.stack(small.session, small.actor, draft.id)
    assert found.to_undo is not None
    assert edits.message_of(small.session, found.to_undo).parameters["activity"] == "敬老服务"
    assert undo(small, draft).applied
    assert held(small, draft) == []


def test_what_names_somebody_who_is_gone_cannot_be_undone(small: SmallTown) -> None:
    worker, draft = small.worker("甲"), small.draft()
    assign(small, draft, small.activity(), worker)
    assert undo(small, draft).applied
    small.session.delete(worker)
    small.session.flush()
    assert undoing.stack(small.session, small.actor, draft.id).to_redo is None
