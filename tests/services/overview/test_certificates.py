"""Certificates that expire within a period."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.models import Activity, HeldQualification, Organisation, Person, Qualification
from scheduler.services.overview.certificates import expiring
from scheduler.services.problems.rows import planned_activities
from solver.candidates import Capacity
from tests.services.small_town import FIRST, LAST, SmallTown

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def first_aid(small: SmallTown) -> Qualification:
    row: Qualification = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    return row


def hold(
    small: SmallTown, person: Person, what: Qualification, until: date | None, level: int = 1, since: date | None = None
) -> None:
    row = HeldQualification(
        town_id=small.town.id,
        person_id=person.id,
        qualification_id=what.id,
        level=level,
        valid_from=since,
        valid_until=until,
    )
    person.qualifications.append(row)
    small.session.flush()


def found(small: SmallTown) -> list[tuple[Person, date, list[Activity]]]:
    """What expires in the week."""
    activities = planned_activities(small.session, small.town.id, FIRST, LAST, small.town.timezone)
    rows = expiring(small.session, small.town.id, activities, FIRST, LAST, small.town.timezone)
    return [(row.person, row.valid_until, list(row.lost)) for row in rows]


def test_activities_after_the_last_day_that_ask_for_it_are_lost(small: SmallTown, first_aid: Qualification) -> None:
    person = small.volunteer()
    hold(small, person, first_aid, TUESDAY)
    asking: dict[str, Any] = {"qualification_id": first_aid.id}
    small.activity(day=24, role=asking)
    lost = small.activity(day=25, role=asking)
    small.activity(day=25)
    small.activity(day=26, role={**asking, "level": 2})
    small.activity(day=26, role=asking, accepts=(Capacity.GRID_MEMBER,))
    assert found(small) == [(person, TUESDAY, [lost])]


def test_a_role_for_another_unit_loses_nobody(small: SmallTown, first_aid: Qualification) -> None:
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="卫生院"))
    own, other = small.volunteer("本单位", organisation_id=unit.id), small.volunteer("外单位")
    hold(small, own, first_aid, TUESDAY)
    hold(small, other, first_aid, TUESDAY)
    lost = small.activity(day=25, role={"qualification_id": first_aid.id, "organisation_id": unit.id})
    assert found(small) == [(own, TUESDAY, [lost]), (other, TUESDAY, [])]


def test_an_enforcement_certificate_is_lost_to_what_its_department_acts_in(small: SmallTown) -> None:
    certificate = small.add(Qualification(town_id=small.town.id, code="Z1", name="执法证", enforcement=True))
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="市场监管所", enforces=True))
    officer = small.person("执法员", Capacity.OFFICER, organisation_id=unit.id)
    hold(small, officer, certificate, TUESDAY)
    lost = small.activity(day=27, departments=["D1"], accepts=(Capacity.OFFICER,))
    small.activity(day=27, departments=["D2"])
    assert found(small) == [(officer, TUESDAY, [lost])]


def test_what_is_renewed_or_ends_at_another_time_or_is_nobodys_is_not_told(
    small: SmallTown, first_aid: Qualification
) -> None:
    renewed = small.volunteer("续期")
    hold(small, renewed, first_aid, TUESDAY)
    hold(small, renewed, first_aid, None, since=date(2026, 11, 25))
    later = small.volunteer("以后")
    hold(small, later, first_aid, date(2026, 11, 30))
    hold(small, small.volunteer("不限期"), first_aid, None)
    hold(small, small.volunteer("停用", active=False), first_aid, TUESDAY)
    gap = small.volunteer("断档")
    hold(small, gap, first_aid, TUESDAY)
    hold(small, gap, first_aid, None, since=date(2026, 11, 27))
    lower = small.volunteer("降级")
    hold(small, lower, first_aid, LAST, level=2)
    hold(small, lower, first_aid, None)
    assert found(small) == [(gap, TUESDAY, []), (lower, LAST, [])]
