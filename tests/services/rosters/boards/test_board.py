"""The board: who does what on which day."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.errors import Forbidden, NotFound
from scheduler.models import DayKind, DutyState, SpecialDay
from scheduler.services.rosters import drafts, duties
from scheduler.services.rosters.boards.board import Board, BoardDay, Chip, Group, Line, board
from scheduler.services.rosters.boards.shown import Shown
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown

Cells = dict[int, list[tuple[str, bool, DutyState | None]]]


def rows(found: Board[Line]) -> list[tuple[str, int, Cells]]:
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


def test_a_line_says_whose_it_is_and_its_chips_which_assignment_they_are(small: SmallTown) -> None:
    worker, team, activity = small.worker("甲"), small.team("先锋一队", []), small.activity()
    draft = small.draft()
    (row,) = small.pin(draft, activity, worker)
    chip = Chip(row, activity, "敬老服务", with_team=False, state=None)
    assert chip.activity_id == activity.id
    day = date(2026, 11, 24)
    assert board(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS).lines.rows == [
        Line("甲", worker.id, None, 120, {day: [chip]})
    ]
    assert board(small.session, small.actor, draft.id, Group.TEAMS).lines.rows == [Line("先锋一队", None, team.id, 0)]


@pytest.mark.parametrize(
    ("group", "capacity", "idle"),
    [
        (Group.SOCIAL_WORKERS, Capacity.SOCIAL_WORKER, True),
        (Group.GRID_MEMBERS, Capacity.GRID_MEMBER, True),
        (Group.VOLUNTEERS, Capacity.VOLUNTEER, False),
        (Group.PARTY_MEMBERS, Capacity.PARTY_MEMBER, False),
        (Group.OFFICERS, Capacity.OFFICER, False),
    ],
)
def test_a_group_is_those_who_hold_its_capacity_and_serve(
    small: SmallTown, group: Group, capacity: Capacity, idle: bool
) -> None:
    """Whoever holds two capacities is in both groups, whatever the one served in."""
    other = Capacity.OFFICER if capacity is not Capacity.OFFICER else Capacity.VOLUNTEER
    both, free, _ = small.person("甲", capacity, other), small.person("乙", capacity), small.person("丙", other)
    small.person("丁", capacity, active=False)
    draft = small.draft()
    small.pin(draft, small.activity(accepts=(other,)), both)
    names = [both.name, free.name] if idle else [both.name]
    assert [line.name for line in board(small.session, small.actor, draft.id, group).lines.rows] == names


def test_lines_are_found_by_name_and_shown_a_page_at_a_time(small: SmallTown) -> None:
    for name in ("张三", "李四", "张五", "张六"):
        small.worker(name)
    draft = small.draft()

    def page(text: str, number: int) -> tuple[list[str], int, int]:
        lines = board(
            small.session, small.actor, draft.id, Group.SOCIAL_WORKERS, Shown(text=text), number=number, size=2
        ).lines
        return [line.name for line in lines.rows], lines.total, lines.last

    assert [page("", 1), page("", 2), page("", 3)] == [(["张三", "李四"], 4, 2), (["张五", "张六"], 4, 2), ([], 4, 2)]
    assert [page("张", 1), page("张", 2), page("王", 1)] == [(["张三", "张五"], 3, 2), (["张六"], 3, 2), ([], 0, 1)]


def test_a_published_board_shows_what_was_published_and_how_people_answered(small: SmallTown) -> None:
    activity, volunteer = small.activity("旧名"), small.volunteer("测试甲")
    roster = small.published(activity, volunteer)
    activity.title = "新名"
    duty = small.duty(volunteer, activity)
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    found = board(small.session, small.actor, roster.id, Group.VOLUNTEERS)
    assert rows(found) == [("测试甲", 120, {24: [("旧名", False, DutyState.DECLINED)]})]
    assert found.lines.rows[0].cells[date(2026, 11, 24)][0].activity_id == activity.id


def test_a_draft_shows_the_register_of_now(small: SmallTown) -> None:
    activity, worker = small.activity("旧名"), small.worker("测试甲")
    draft = small.draft()
    small.pin(draft, activity, worker)
    activity.title = "新名"
    small.session.flush()
    found = board(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS)
    assert rows(found) == [("测试甲", 120, {24: [("新名", False, None)]})]


@pytest.mark.parametrize("kind", list(DayKind))
def test_days_that_are_special_are_named(small: SmallTown, kind: DayKind) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 25), kind=kind, name="某日"))
    days = board(small.session, small.actor, small.draft().id, Group.TEAMS).days
    assert days == [
        BoardDay(date(2026, 11, day), kind, "某日") if day == 25 else BoardDay(date(2026, 11, day), None, "")
        for day in range(23, 30)
    ]


def test_only_coordinators_of_the_town_read_a_board(small: SmallTown) -> None:
    draft = small.draft()
    with pytest.raises(Forbidden):
        board(small.session, small.as_person(small.worker()), draft.id, Group.TEAMS)
    with pytest.raises(NotFound):
        board(small.session, SmallTown(small.session).actor, draft.id, Group.TEAMS)


def test_days_are_laid_out_by_calendar_week_and_lines_with_duties_are_those_of_a_week(small: SmallTown) -> None:
    draft = drafts.create_draft(small.session, small.actor, date(2026, 11, 27), date(2026, 12, 8), now=NOW)
    small.pin(draft, small.activity("巡查", day=28), small.worker())
    found = board(small.session, small.actor, draft.id, Group.SOCIAL_WORKERS)
    weeks = found.weeks()
    assert [[day.day.day for day in week] for week in weeks] == [
        [27, 28, 29],
        [30, 1, 2, 3, 4, 5, 6],
        [7, 8],
    ]
    assert [found.with_duties(week) for week in weeks] == [found.lines.rows, [], []]
