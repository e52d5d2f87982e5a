"""Activities by days, and who is on them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.domain.windows import View
from scheduler.errors import Forbidden, NotFound
from scheduler.models import ActivityKind, PlaceKind, Roster
from scheduler.services.rosters import duties
from scheduler.services.rosters.boards.activity_board import activity_board
from scheduler.services.rosters.boards.shown import EVERYTHING, By, Only, Shown
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown

Seen = list[tuple[str | None, str, str, dict[int, list[tuple[list[str], int, int, bool]]]]]


def seen(small: SmallTown, roster: Roster, shown: Shown = EVERYTHING, **more: Any) -> Seen:
    found = activity_board(small.session, small.actor, roster.id, shown, **more)
    return [
        (
            line.heading,
            line.title,
            line.place,
            {
                day.day: [(list(post.names), post.filled, post.wanted, post.open) for post in posts]
                for day, posts in line.cells.items()
            },
        )
        for line in found.lines.rows
    ]


@pytest.fixture
def draft(small: SmallTown) -> Roster:
    """A service twice, once with nobody; a training in a hall of another village, full; a patrol by a whole team."""
    hall = small.place("文化楼", PlaceKind.VENUE, parent_id=small.community.id)
    service, training = small.activity("敬老服务"), ActivityKind.TRAINING
    small.activity("敬老服务", day=26, hours=(14, 16))
    course = small.activity("急救培训", day=25, kind=training, place=hall, wanted=1)
    patrol = small.activity("巡查", day=25, hours=(19, 21), accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, service, small.worker("单小明"), small.worker("李四"))
    small.pin(draft, course, small.worker("王五"))
    small.pin(draft, patrol, small.team("先锋一队", [small.volunteer("队员")]))
    return draft


TWICE = {24: [(["单小明", "李四"], 2, 3, True)], 26: [([], 0, 3, True)]}
SERVICE, COURSE, PATROL = (
    ("敬老服务", "龙山塘村", TWICE),
    ("急救培训", "文化楼", {25: [(["王五"], 1, 1, False)]}),
    ("巡查", "龙山塘村", {25: [(["先锋一队"], 1, 1, False)]}),
)


def test_activities_of_one_title_and_place_are_a_line(small: SmallTown, draft: Roster) -> None:
    assert seen(small, draft) == [(None, *SERVICE), (None, *COURSE), (None, *PATROL)]
    assert seen(small, draft, number=2, size=2) == [(None, *PATROL)]


def test_lines_stand_under_their_village_or_their_kind(small: SmallTown, draft: Roster) -> None:
    village, community = small.village.name, small.community.name
    assert seen(small, draft, Shown(by=By.VILLAGE)) == [(village, *SERVICE), (village, *PATROL), (community, *COURSE)]
    kinds = [("service", *SERVICE), ("service", *PATROL), ("training", *COURSE)]
    assert seen(small, draft, Shown(by=By.KIND)) == kinds


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"kind": ActivityKind.TRAINING}, ["急救培训"]),
        ({"only": Only.OPEN}, ["敬老服务"]),
        ({"only": Only.IDLE}, ["敬老服务"]),
        ({"text": "jlfw"}, ["敬老服务"]),
        ({"text": "wenhua"}, ["急救培训"]),
        ({"text": "sxm"}, ["敬老服务"]),
        ({"text": "先锋"}, ["巡查"]),
        ({"view": View.DAY, "day": date(2026, 11, 25)}, ["急救培训", "巡查"]),
    ],
)
def test_lines_are_those_that_are_asked_for(
    small: SmallTown, draft: Roster, asked: dict[str, Any], titles: list[str]
) -> None:
    assert [title for _, title, *_ in seen(small, draft, Shown(**asked))] == titles


def test_a_village_leaves_what_takes_place_in_it(small: SmallTown, draft: Roster) -> None:
    assert seen(small, draft, Shown(village_id=small.community.id)) == [(None, *COURSE)]


def test_what_is_published_is_told_as_published_and_who_declined_fills_no_slot(small: SmallTown) -> None:
    activity, one, two = small.activity("旧名", wanted=2), small.volunteer("甲"), small.volunteer("乙")
    roster = small.published(activity, one, two)
    activity.title = "新名"
    duties.accept(small.session, small.as_person(one), small.duty(one, activity).id, now=NOW)
    assert seen(small, roster) == [(None, "旧名", "龙山塘村", {24: [(["甲", "乙"], 2, 2, True)]})]
    duties.accept(small.session, small.as_person(two), small.duty(two, activity).id, now=NOW)
    assert seen(small, roster)[0][3] == {24: [(["甲", "乙"], 2, 2, False)]}
    duties.decline(small.session, small.as_person(two), small.duty(two, activity).id, now=NOW)
    assert seen(small, roster)[0][3] == {24: [(["甲", "乙"], 1, 2, True)]}


def test_only_coordinators_of_the_town_read_it(small: SmallTown, draft: Roster) -> None:
    with pytest.raises(Forbidden):
        activity_board(small.session, small.as_person(small.worker()), draft.id)
    with pytest.raises(NotFound):
        activity_board(small.session, SmallTown(small.session).actor, draft.id)
