"""The board: who does what on which day."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.models import DayKind, DutyState, SpecialDay
from scheduler.services.rosters import duties
from scheduler.services.rosters.board import Board, BoardDay, Group, board
from solver.problem import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def rows(found: Board) -> list[tuple[str, int, dict[int, list[tuple[str, bool, DutyState | None]]]]]:
    return [
        (
            line.name,
            line.minutes,
            {
                day.day: [(chip.title, chip.with_team, chip.state) for chip in chips]
                for day, chips in line.cells.items()
            },
        )
        for line in found.lines.rows
    ]


def test_employees_and_teams_have_a_line_each_and_volunteers_only_with_duties(small: SmallTown) -> None:
    busy, idle = small.worker("忙社工"), small.worker("闲社工")
    helper, _ = small.volunteer("帮手"), small.volunteer("闲人")
    member = small.volunteer("队员")
    team = small.team("先锋一队", [member])
    late, early = small.activity("下午", hours=(14, 16)), small.activity("上午", hours=(9, 10))
    whole = small.activity("巡查", day=25, hours=(22, 30), accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, late, busy)
    small.pin(draft, early, busy, helper)
    small.pin(draft, whole, team)
    small.publish(draft)

    def shown(group: Group) -> list[object]:
        return list(rows(board(small.session, small.actor, draft.id, group)))

    assigned = DutyState.ASSIGNED
    assert shown(Group.SOCIAL_WORKERS) == [
        (busy.name, 180, {24: [("上午", False, assigned), ("下午", False, assigned)]}),
        (idle.name, 0, {}),
    ]
    assert shown(Group.VOLUNTEERS) == [
        ("帮手", 60, {24: [("上午", False, DutyState.OFFERED)]}),
        ("队员", 480, {25: [("巡查", True, assigned)]}),
    ]
    assert shown(Group.TEAMS) == [("先锋一队", 480, {25: [("巡查", False, None)]})]
    assert shown(Group.OFFICERS) == []


def test_a_published_board_shows_what_was_published_and_how_people_answered(small: SmallTown) -> None:
    activity, volunteer = small.activity("旧名"), small.volunteer("测试甲")
    roster = small.published(activity, volunteer)
    activity.title = "新名"
    duty = small.duty(volunteer, activity)
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    found = board(small.session, small.actor, roster.id, Group.VOLUNTEERS)
    assert rows(found) == [("测试甲", 120, {24: [("旧名", False, DutyState.DECLINED)]})]
    assert found.lines.rows[0].cells[date(2026, 11, 24)][0].activity_id == activity.id


@pytest.mark.parametrize("kind", list(DayKind))
def test_days_that_are_special_are_named(small: SmallTown, kind: DayKind) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 25), kind=kind, name="某日"))
    days = board(small.session, small.actor, small.draft().id, Group.TEAMS).days
    assert [day.day.day for day in days] == [23, 24, 25, 26, 27, 28, 29]
    assert days[1:3] == [BoardDay(date(2026, 11, 24), None, ""), BoardDay(date(2026, 11, 25), kind, "某日")]
