"""When people and teams can serve: weekly times as a whole, absences one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import Person, Team
from scheduler.services.register import times
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown, at
from tests.services.trail import trail

Window = tuple[int, int, int]


@pytest.fixture(params=["person", "team"])
def owner(request: pytest.FixtureRequest, small: SmallTown) -> Person | Team:
    return small.worker() if request.param == "person" else small.team("先锋一队", [])


def read(small: SmallTown, owner: Person | Team) -> list[Window]:
    found = times.times_of(small.session, small.actor, owner)
    assert found.owner is owner
    return [(row.weekday, row.start_minute, row.end_minute) for row in found.weekly]


def put(small: SmallTown, owner: Person | Team, weekly: list[Window]) -> None:
    found = times.set_weekly(small.session, small.actor, owner, weekly, now=NOW)
    assert [(row.weekday, row.start_minute, row.end_minute) for row in found.weekly] == read(small, owner)


def test_weekly_times_replace_those_before_in_order_of_time(small: SmallTown, owner: Person | Team) -> None:
    assert read(small, owner) == []
    put(small, owner, [(6, 0, 1440), (0, 780, 1020), (0, 480, 720), (6, 0, 1440)])
    assert read(small, owner) == [(0, 480, 720), (0, 780, 1020), (6, 0, 1440)]
    put(small, owner, [(0, 480, 720), (1, 0, 1)])
    assert read(small, owner) == [(0, 480, 720), (1, 0, 1)]
    put(small, owner, [])
    assert read(small, owner) == []


def test_only_what_differs_is_in_the_audit_trail(small: SmallTown, owner: Person | Team) -> None:
    put(small, owner, [(0, 480, 720)])
    put(small, owner, [(0, 480, 720), (1, 0, 60)])
    put(small, owner, [(1, 0, 60)])
    mine = times.column(owner)
    monday = {mine: owner.id, "weekday": 0, "start_minute": 480, "end_minute": 720}
    tuesday = {mine: owner.id, "weekday": 1, "start_minute": 0, "end_minute": 60}
    assert trail(small, "weekly_time") == [
        ("coordinator", "insert", {name: [None, value] for name, value in monday.items()}),
        ("coordinator", "insert", {name: [None, value] for name, value in tuesday.items()}),
        ("coordinator", "delete", {name: [value, None] for name, value in monday.items()}),
    ]


@pytest.mark.parametrize(
    "window", [(-1, 0, 60), (7, 0, 60), (0, -1, 60), (0, 60, 60), (0, 61, 60), (0, 0, 1441), (0, 1440, 1440)]
)
def test_what_is_no_time_of_a_week_is_refused_and_nothing_changes(
    small: SmallTown, owner: Person | Team, window: Window
) -> None:
    put(small, owner, [(0, 480, 720)])
    with pytest.raises(Invalid, match="A weekly time ends before it begins.") as refused:
        put(small, owner, [(1, 0, 60), window])
    assert reasons(refused) == {"weekly": "Times such as 08:30 to 17:00."}
    assert read(small, owner) == [(0, 480, 720)]


def test_the_edges_of_a_week_are_times(small: SmallTown, owner: Person | Team) -> None:
    put(small, owner, [(0, 0, 1), (6, 1439, 1440)])
    assert read(small, owner) == [(0, 0, 1), (6, 1439, 1440)]


def test_absences_are_written_down_in_order_of_time_and_struck(small: SmallTown, owner: Person | Team) -> None:
    late = times.add_absence(small.session, small.actor, owner, at(25, 8), at(26, 8), "培训", now=NOW)
    early = times.add_absence(small.session, small.actor, owner, at(24, 8), at(24, 9), "", now=NOW)
    found = times.times_of(small.session, small.actor, owner)
    assert (found.absences, found.revision) == ([early, late], owner.revision)
    times.remove_absence(small.session, small.actor, owner, late.id, now=NOW)
    assert times.times_of(small.session, small.actor, owner).absences == [early]
    assert [action for _, action, _ in trail(small, "absence")] == ["insert", "insert", "delete"]
    with pytest.raises(NotFound, match=f"There is no such entry \\(number {late.id}\\)."):
        times.remove_absence(small.session, small.actor, owner, late.id, now=NOW)


@pytest.mark.parametrize("hours", [(9, 9), (9, 8)])
def test_an_absence_that_ends_before_it_begins_is_refused(
    small: SmallTown, owner: Person | Team, hours: tuple[int, int]
) -> None:
    with pytest.raises(Invalid, match="The absence ends before it begins.") as refused:
        times.add_absence(small.session, small.actor, owner, at(24, hours[0]), at(24, hours[1]), "", now=NOW)
    assert reasons(refused) == {"ends_at": "After its beginning."}


def test_every_change_raises_the_owners_revision(small: SmallTown, owner: Person | Team) -> None:
    seen = [owner.revision]
    put(small, owner, [(0, 480, 720)])
    seen.append(owner.revision)
    row = times.add_absence(small.session, small.actor, owner, at(24, 8), at(24, 9), "", now=NOW)
    seen.append(owner.revision)
    times.remove_absence(small.session, small.actor, owner, row.id, now=NOW)
    seen.append(owner.revision)
    put(small, owner, [(0, 480, 720)])
    assert (seen, owner.revision) == ([1, 2, 3, 4], 4)


def test_an_absence_of_somebody_else_is_not_there(small: SmallTown, owner: Person | Team) -> None:
    others = (small.worker(), small.team("先锋二队", []))
    row = times.add_absence(small.session, small.actor, owner, at(24, 8), at(24, 9), now=NOW)
    for other in others:
        with pytest.raises(NotFound, match=f"There is no such entry \\(number {row.id}\\)."):
            times.remove_absence(small.session, small.actor, other, row.id, now=NOW)
    assert times.times_of(small.session, small.actor, owner).absences == [row]


def test_a_person_reads_their_own_times_and_changes_none(small: SmallTown) -> None:
    worker, other = small.worker(), small.worker()
    team = small.team("先锋一队", [worker])
    row = times.add_absence(small.session, small.actor, worker, at(24, 8), at(24, 9), now=NOW)
    me = small.as_person(worker)
    assert times.times_of(small.session, me, worker).absences == [row]
    for ask in (
        lambda: times.times_of(small.session, me, other),
        lambda: times.times_of(small.session, me, team),
        lambda: times.set_weekly(small.session, me, worker, [], now=NOW),
        lambda: times.set_weekly(small.session, me, team, [], now=NOW),
        lambda: times.add_absence(small.session, me, worker, at(24, 8), at(24, 9), now=NOW),
        lambda: times.remove_absence(small.session, me, worker, row.id, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()


def test_the_times_of_another_towns_people_and_teams_are_nobody_elses(small: SmallTown, owner: Person | Team) -> None:
    stranger = SmallTown(small.session).actor
    for ask in (
        lambda: times.times_of(small.session, stranger, owner),
        lambda: times.set_weekly(small.session, stranger, owner, [], now=NOW),
        lambda: times.add_absence(small.session, stranger, owner, at(24, 8), at(24, 9), now=NOW),
        lambda: times.remove_absence(small.session, stranger, owner, 1, now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()


def test_an_absence_is_kept_in_whole_minutes(small: SmallTown, owner: Person | Team) -> None:
    start, end = at(24, 8) + timedelta(seconds=30), at(24, 9) + timedelta(seconds=59.9)
    row = times.add_absence(small.session, small.actor, owner, start, end, now=NOW)
    assert (row.starts_at, row.ends_at) == (at(24, 8), at(24, 9))
    with pytest.raises(Invalid, match="The absence ends before it begins."):
        times.add_absence(small.session, small.actor, owner, start, at(24, 8) + timedelta(seconds=59), now=NOW)
