"""A row's revision rises once a flush with whatever belongs to it, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from scheduler.models import (
    Absence,
    ActivityKind,
    Attendance,
    Base,
    Company,
    Couple,
    HeldQualification,
    Organisation,
    Part,
    PersonCapacity,
    Qualification,
    Recurrence,
    Recusal,
    Role,
    Series,
    SeriesRole,
    TeamMember,
    WeeklyTime,
    Wish,
)
from solver.candidates import Capacity
from tests.services.small_town import SmallTown, at

ROLE = {"name": "登记", "accepts": ["volunteer"], "minimum": 0, "wanted": 1}


def belongings(small: SmallTown, owner: Any) -> dict[str, Callable[[], Any]]:
    """By a name, a row of each kind that can belong to the owner, made but not written."""
    town = {"town_id": small.town.id}
    hours = {"weekday": 0, "start_minute": 0, "end_minute": 60}
    away = {"starts_at": at(24, 8), "ends_at": at(24, 9)}
    kinds: dict[str, dict[str, Callable[[], Any]]] = {
        "person": {
            "capacity": lambda: PersonCapacity(**town, person_id=owner.id, capacity=Capacity.PARTY_MEMBER),
            "qualification": lambda: HeldQualification(
                **town,
                person_id=owner.id,
                qualification_id=small.add(Qualification(**town, code=small.code(), name="急救")).id,
            ),
            "wish": lambda: Wish(**town, person_id=owner.id, weekday=0, part=Part.DAY, liking=1),
            "weekly time": lambda: WeeklyTime(**town, person_id=owner.id, **hours),
            "absence": lambda: Absence(**town, person_id=owner.id, **away),
            "recusal": lambda: Recusal(**town, person_id=owner.id, place_id=small.village.id),
            "couple": lambda: Couple(**town, one_id=owner.id, other_id=small.volunteer().id, company=Company.APART),
        },
        "team": {
            "member": lambda: TeamMember(**town, team_id=owner.id, person_id=small.volunteer().id),
            "weekly time": lambda: WeeklyTime(**town, team_id=owner.id, **hours),
            "absence": lambda: Absence(**town, team_id=owner.id, **away),
        },
        "activity": {
            "role": lambda: Role(**town, activity_id=owner.id, **ROLE),
            "attendance": lambda: Attendance(**town, activity_id=owner.id, person_id=small.volunteer().id),
        },
        "series": {"role": lambda: SeriesRole(**town, series_id=owner.id, **ROLE)},
    }
    return kinds[owner.__tablename__]


def series(small: SmallTown) -> Series:
    made: Series = small.add(
        Series(
            town_id=small.town.id,
            code=small.code(),
            kind=ActivityKind.STATION,
            title="驻点",
            place_id=small.village.id,
            recurrence=Recurrence.WEEKLY,
            weekdays="0",
            first_day=date(2026, 11, 23),
            last_day=date(2026, 11, 29),
            start_minute=540,
            end_minute=600,
        )
    )
    return made


def makers(small: SmallTown) -> dict[str, Callable[[], Any]]:
    """By its table, how a row that is edited as a whole is made."""
    town = {"town_id": small.town.id}
    return {
        "activity": small.activity,
        "organisation": lambda: small.add(Organisation(**town, code=small.code(), name="派出所")),
        "person": small.worker,
        "place": lambda: small.village,
        "qualification": lambda: small.add(Qualification(**town, code=small.code(), name="急救")),
        "roster": small.draft,
        "series": lambda: series(small),
        "team": lambda: small.team("先锋一队", []),
        "town": lambda: small.town,
    }


@pytest.fixture(params=["person", "team", "activity", "series"])
def owner(request: pytest.FixtureRequest, small: SmallTown) -> Any:
    return makers(small)[request.param]()


CHANGED = {"level": 2, "liking": -1, "end_minute": 61, "reason": "病假", "company": Company.TOGETHER, "wanted": 2}


def test_adding_changing_and_striking_what_belongs_to_a_row_raises_its_revision(small: SmallTown, owner: Any) -> None:
    for name, make in belongings(small, owner).items():
        row = make()
        before = owner.revision
        small.add(row)
        assert (name, owner.revision) == (name, before + 1)
        for column in CHANGED.keys() & set(type(row).__mapper__.columns.keys()):
            before = owner.revision
            setattr(row, column, CHANGED[column])
            small.session.flush()
            assert (name, column, owner.revision) == (name, column, before + 1)
        before = owner.revision
        small.session.delete(row)
        small.session.flush()
        assert (name, owner.revision) == (name, before + 1)


def test_several_changes_in_one_flush_raise_it_once(small: SmallTown, owner: Any) -> None:
    before = owner.revision
    small.session.add_all([make() for make in belongings(small, owner).values()])
    small.session.flush()
    assert owner.revision == before + 1


def test_a_change_of_the_row_itself_and_of_a_belonging_raises_it_once(small: SmallTown) -> None:
    person = small.worker()
    person.name = "测试乙"
    person.capacities.append(PersonCapacity(town_id=small.town.id, capacity=Capacity.VOLUNTEER))
    small.session.flush()
    assert person.revision == 2


def test_the_rows_that_are_edited_as_a_whole_are_these(small: SmallTown) -> None:
    assert {mapper.class_.__tablename__ for mapper in Base.registry.mappers if "revision" in mapper.columns} == set(
        makers(small)
    )


CHANGES = {"roster": {"cost": 7}, "activity": {"title": "新名"}, "series": {"title": "新名"}}


@pytest.mark.parametrize(
    "table", ["activity", "organisation", "person", "place", "qualification", "roster", "series", "team", "town"]
)
def test_of_two_changes_of_one_revision_the_database_refuses_the_second(
    factory: sessionmaker[Session], table: str
) -> None:
    with factory() as first:
        row = makers(SmallTown(first))[table]()
        first.commit()
        with factory() as second:
            other = second.get_one(type(row), row.id)
            second.commit()
            for name, value in CHANGES.get(table, {"name": "新名"}).items():
                setattr(row, name, value)
                first.commit()
                setattr(other, name, value)
            with pytest.raises(StaleDataError):
                second.flush()
        assert row.revision == 2


def test_what_is_set_to_what_it_was_raises_nothing(small: SmallTown) -> None:
    person = small.worker("测试甲", born_on=date(1990, 1, 1))
    person.name, person.born_on = "测试甲", date(1990, 1, 1)
    small.session.flush()
    assert person.revision == 1


def test_what_belongs_to_one_row_leaves_the_others_as_they_are(small: SmallTown) -> None:
    one, other = small.worker(), small.worker()
    small.add(Wish(town_id=small.town.id, person_id=one.id, weekday=0, part=Part.DAY, liking=1))
    assert (one.revision, other.revision) == (2, 1)
