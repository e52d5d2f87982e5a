"""Differences of two versions, by person."""

from dataclasses import replace
from datetime import UTC, datetime

from scheduler.domain.roster_changes import Held, PersonChange, roster_changes

MORNING = Held(
    datetime(2026, 11, 23, 0, tzinfo=UTC),
    datetime(2026, 11, 23, 4, tzinfo=UTC),
    place_id=1,
    venue_id=None,
    team_id=None,
)


def test_two_equal_versions_differ_for_nobody() -> None:
    assert roster_changes({(1, 10): MORNING}, {(1, 10): MORNING}) == []


def test_a_first_version_adds_everything() -> None:
    assert roster_changes({}, {(2, 10): MORNING, (1, 11): MORNING}) == [
        PersonChange(1, added=(11,), removed=(), moved=()),
        PersonChange(2, added=(10,), removed=(), moved=()),
    ]


def test_a_role_that_goes_from_one_person_to_another_is_lost_by_one_and_gained_by_the_other() -> None:
    assert roster_changes({(1, 10): MORNING}, {(2, 10): MORNING}) == [
        PersonChange(1, added=(), removed=(10,), moved=()),
        PersonChange(2, added=(10,), removed=(), moved=()),
    ]


def test_another_time_place_venue_or_team_is_a_move() -> None:
    variants = [
        replace(MORNING, ends_at=datetime(2026, 11, 23, 5, tzinfo=UTC)),
        replace(MORNING, place_id=2),
        replace(MORNING, venue_id=7),
        replace(MORNING, team_id=3),
    ]
    for after in variants:
        assert roster_changes({(1, 10): MORNING}, {(1, 10): after}) == [PersonChange(1, (), (), (10,))]
