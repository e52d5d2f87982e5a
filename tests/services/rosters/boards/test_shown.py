"""What of a board is shown: days, kinds, villages, what is open; under which headings."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.domain.windows import View, Window
from scheduler.models import ActivityKind, PlaceKind, Roster
from scheduler.services.rosters import duties
from scheduler.services.rosters.boards.board import Board, Group, Line, board
from scheduler.services.rosters.boards.shown import By, Only, Shown
from tests.conftest import NOW
from tests.services.small_town import SmallTown

Lines = list[tuple[str | None, str, int]]


@pytest.fixture
def roster(small: SmallTown) -> Roster:
    """Three workers, two of them at home somewhere; one has a service and a training, one a service."""
    grid = small.place("一号网格", PlaceKind.GRID, parent_id=small.community.id)
    one, two = small.worker("单小明", home_id=small.village.id), small.worker("李四", home_id=grid.id)
    small.worker("王五")
    draft = small.draft()
    small.pin(draft, small.activity("敬老服务", day=24), one, two)
    small.pin(draft, small.activity("急救培训", day=26, kind=ActivityKind.TRAINING), one)
    return draft


def seen(small: SmallTown, roster: Roster, group: Group = Group.SOCIAL_WORKERS, **shown: object) -> Board[Line]:
    return board(small.session, small.actor, roster.id, group, Shown(**shown))  # type: ignore[arg-type]


def lines(found: Board[Line]) -> Lines:
    return [(line.heading, line.name, line.minutes) for line in found.lines.rows]


ALL: Lines = [(None, "单小明", 240), (None, "李四", 120), (None, "王五", 0)]


def test_all_is_shown_where_nothing_is_asked(small: SmallTown, roster: Roster) -> None:
    assert lines(seen(small, roster)) == ALL


def test_a_week_or_a_day_shows_and_counts_its_own_duties(small: SmallTown, roster: Roster) -> None:
    found = seen(small, roster, view=View.DAY, day=date(2026, 11, 26))
    assert lines(found) == [(None, "单小明", 120), (None, "李四", 0), (None, "王五", 0)]
    assert [day.day.day for day in found.days] == [26]
    assert found.window == Window(*[date(2026, 11, day) for day in (26, 26, 25, 27)])
    assert lines(seen(small, roster, view=View.WEEK)) == ALL


def test_lines_stand_under_the_village_of_a_home_and_at_last_under_none(small: SmallTown, roster: Roster) -> None:
    found = seen(small, roster, by=By.VILLAGE)
    assert lines(found) == [("龙山塘村", "单小明", 240), ("雅冈社区", "李四", 120), ("", "王五", 0)]
    assert [(heading, len(group)) for heading, group in found.groups()] == [("龙山塘村", 1), ("雅冈社区", 1), ("", 1)]


def test_lines_stand_under_each_kind_of_their_duties_with_these_alone(small: SmallTown, roster: Roster) -> None:
    assert lines(seen(small, roster, by=By.KIND)) == [
        ("service", "单小明", 120),
        ("service", "李四", 120),
        ("training", "单小明", 120),
        ("", "王五", 0),
    ]


def test_a_kind_leaves_those_who_have_duties_of_it(small: SmallTown, roster: Roster) -> None:
    assert lines(seen(small, roster, kind=ActivityKind.TRAINING)) == [(None, "单小明", 120)]
    idle = seen(small, roster, kind=ActivityKind.TRAINING, only=Only.IDLE)
    assert lines(idle) == [(None, "李四", 0), (None, "王五", 0)]


def test_a_village_leaves_those_at_home_in_it(small: SmallTown, roster: Roster) -> None:
    assert lines(seen(small, roster, village_id=small.community.id)) == [(None, "李四", 120)]


def test_a_name_is_found_by_pinyin(small: SmallTown, roster: Roster) -> None:
    assert lines(seen(small, roster, text="shanxm")) == [(None, "单小明", 240)]


def test_those_without_duties_are_found_in_every_group_and_so_is_who_is_asked_for_by_name(small: SmallTown) -> None:
    small.volunteer("闲人")
    draft = small.draft()
    volunteers = Group.VOLUNTEERS
    assert [lines(seen(small, draft, volunteers, **asked)) for asked in ({}, {"only": Only.IDLE}, {"text": "xr"})] == [
        [],
        [(None, "闲人", 0)],
        [(None, "闲人", 0)],
    ]


def test_what_is_not_answered_or_declined_is_open(small: SmallTown) -> None:
    activity, volunteers = small.activity("敬老服务"), [small.volunteer(name) for name in ("甲", "乙", "丙")]
    roster = small.published(activity, *volunteers)
    duties.decline(small.session, small.as_person(volunteers[0]), small.duty(volunteers[0], activity).id, now=NOW)
    duties.accept(small.session, small.as_person(volunteers[1]), small.duty(volunteers[1], activity).id, now=NOW)
    found = seen(small, roster, Group.VOLUNTEERS, only=Only.OPEN)
    assert lines(found) == [(None, "甲", 120), (None, "丙", 120)]


def test_teams_stand_in_order_of_their_numbers(small: SmallTown) -> None:
    ten, two = small.team("十队", []), small.team("二队", [])
    ten.code, two.code = "D10", "D2"
    small.session.flush()
    assert lines(seen(small, small.draft(), Group.TEAMS)) == [(None, "二队", 0), (None, "十队", 0)]
