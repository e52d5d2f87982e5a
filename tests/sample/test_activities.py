"""The work of the sample town's four weeks."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from scheduler.sample.activities import DAYS, SATURDAYS, agenda, later
from scheduler.sample.people import cast
from scheduler.sample.places import organisations, places, qualifications
from tests.workbooks import MONDAY

EVERYBODY = cast(Random(1), MONDAY)
PLAN = agenda(Random(1), MONDAY, EVERYBODY)
CODES = {row["code"] for row in (*PLAN.activities, *PLAN.series)}


@pytest.mark.parametrize(
    ("start", "minutes", "end"), [("9:00", 90, "10:30"), ("14:30", 30, "15:00"), ("23:00", 120, "25:00")]
)
def test_a_time_is_told_so_many_minutes_later(start: str, minutes: int, end: str) -> None:
    assert later(start, minutes) == end


def test_every_code_is_one_activitys_and_every_role_belongs_to_one() -> None:
    assert len(CODES) == len(PLAN.activities) + len(PLAN.series)
    assert {row["activity"] for row in PLAN.roles} == CODES


def test_whatever_is_referred_to_is_there() -> None:
    known = {row["code"] for row in (*places(), *organisations(), *qualifications())}
    fields = ("place", "venue", "grants", "qualification", "organisation")
    named = {row[field] for row in (*PLAN.activities, *PLAN.series, *PLAN.roles) for field in fields if row.get(field)}
    acting = {unit for row in PLAN.activities if row.get("departments") for unit in row["departments"].split("、")}
    assert (named | acting) - known == set()
    assert {row["person"] for row in PLAN.attendance} - {row["code"] for row in EVERYBODY.people} == set()


def test_everything_falls_in_the_four_weeks_and_saturdays_are_service_days() -> None:
    days = Counter((row["day"] - MONDAY).days for row in PLAN.activities)
    assert [day for day in days if not 0 <= day < DAYS] == []
    services = Counter((row["day"] - MONDAY).days for row in PLAN.activities if row["code"].startswith("A"))
    assert [day for day in SATURDAYS if services[day] < 20] == []


def test_minimum_and_wanted_are_in_order_and_priorities_from_one_to_four() -> None:
    wrong = [row for row in PLAN.roles if not 0 <= row["minimum"] <= row["wanted"] or not 1 <= row["priority"] <= 4]
    assert wrong == []


def test_each_department_that_acts_in_joint_enforcement_sends_two_certified_officers() -> None:
    for activity in (row for row in PLAN.activities if row["kind"] == "联合执法"):
        roles = [row for row in PLAN.roles if row["activity"] == activity["code"] and row["accepts"] == "共建单位人员"]
        told = {row["organisation"]: (row["minimum"], row["qualification"]) for row in roles}
        assert told == dict.fromkeys(activity["departments"].split("、"), (2, "QZF"))


def test_patrols_come_after_the_training_that_they_need() -> None:
    patrols = [row["day"] for row in PLAN.activities if row["code"].startswith("X")]
    training = next(row["day"] for row in PLAN.activities if row.get("grants"))
    assert (len(patrols), training, min(patrols) > training) == (8, MONDAY + timedelta(days=3), True)
