"""What is left open, and why."""

from __future__ import annotations

from scheduler.models import Absence
from scheduler.services.rosters.open_slots import open_slots
from solver.problem import Capacity
from tests.services.small_town import SmallTown, at


def found(small: SmallTown, draft_id: int) -> list[tuple[str, int, bool, list[str]]]:
    return [
        (slot.role.activity.title, slot.slots, slot.cannot_go_ahead, list(map(str, slot.reasons)))
        for slot in open_slots(small.session, small.actor, draft_id)
    ]


def test_open_slots_say_how_many_are_kept_away_by_what_and_what_cannot_go_ahead_comes_first(small: SmallTown) -> None:
    one, two = small.volunteer("甲"), small.volunteer("乙")
    small.add(Absence(town_id=small.town.id, person_id=one.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    small.activity("可有可无", accepts=(Capacity.VOLUNTEER,), wanted=2)
    small.activity("缺人", day=25, accepts=(Capacity.OFFICER,), wanted=2, minimum=2)
    draft = small.draft()
    assert two.active
    assert found(small, draft.id) == [
        ("缺人", 2, True, ["nobody serves in a capacity that this role accepts"]),
        ("可有可无", 2, False, ["1 are away", "1 could, but it would cost other duties more"]),
    ]


def test_a_full_roster_has_no_open_slots(small: SmallTown) -> None:
    activity = small.activity(wanted=1)
    draft = small.draft()
    small.pin(draft, activity, small.worker())
    assert found(small, draft.id) == []
