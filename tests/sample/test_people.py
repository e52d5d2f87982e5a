"""People and teams of the sample town."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from scheduler.sample.people import WORK_WEEKS, Cast, cast, number_word
from scheduler.sample.places import CERTIFICATE, SERVICES, TRAINER
from tests.workbooks import MONDAY

TOWN = cast(Random(1), MONDAY)
PEOPLE = {row["code"]: row for row in TOWN.people}


def test_numbers_are_read_digit_by_digit() -> None:
    assert [number_word(number) for number in (1, 10, 119)] == ["〇〇一", "〇一〇", "一一九"]


def test_the_same_seed_makes_the_same_town_and_another_another() -> None:
    again, other = cast(Random(1), MONDAY), cast(Random(2), MONDAY)
    assert (again.people, again.held, again.teams, again.absences) == (
        TOWN.people,
        TOWN.held,
        TOWN.teams,
        TOWN.absences,
    )
    assert other.people != TOWN.people


def test_every_code_is_one_persons_and_whatever_is_held_is_held_by_somebody() -> None:
    assert len(PEOPLE) == len(TOWN.people)
    assert {row["person"] for row in TOWN.held} - PEOPLE.keys() == set()
    assert Counter(row["code"][0] for row in TOWN.people) == {"S": 25, "G": 115, "V": 395, "B": 32, "F": 19}


def test_two_volunteers_are_seventeen_on_the_first_monday_and_everybody_else_is_of_age() -> None:
    eighteen = MONDAY.replace(year=MONDAY.year - 18)
    minors = {row["code"]: row["born_on"] for row in TOWN.people if row["born_on"] > eighteen}
    assert minors == {"V007": date(2009, 11, 1), "V077": date(2009, 11, 1)}


def test_officers_of_enforcing_units_hold_a_certificate_of_which_one_has_lapsed() -> None:
    held = {row["person"]: row for row in TOWN.held if row["qualification"] == CERTIFICATE}
    officers = {code for code, row in PEOPLE.items() if code.startswith("F") and row["organisation"] != "D5"}
    assert set(held) == officers
    lapsed = [code for code, row in held.items() if row["valid_until"] < MONDAY]
    assert lapsed == ["F001"]


def test_teams_are_led_by_a_member_and_called_by_their_number() -> None:
    assert TOWN.teams[0]["name"] == "一号党员先锋队"
    assert TOWN.teams[3]["name"] == "四号党员突击队"
    assert [row for row in TOWN.teams if row["leader"] != row["members"].split("、")[0]] == []
    assert {len(row["members"].split("、")) for row in TOWN.teams} == {10}


def test_absences_are_one_to_four_days_of_the_four_weeks() -> None:
    lengths = {(row["last_day"] - row["first_day"]).days + 1 for row in TOWN.absences}
    days = {row["first_day"] for row in TOWN.absences}
    assert lengths == {1, 2, 3, 4}
    assert (min(days) >= MONDAY, max(days) < MONDAY + timedelta(days=26)) == (True, True)


def test_services_of_a_day_are_those_that_enough_of_the_people_at_work_can_lead() -> None:
    small = Cast(Random(1), MONDAY)
    weekdays, everyday = "周一至周五 8:00-21:30", "每天 8:00-21:30"
    for number, weekly in enumerate((weekdays, everyday), start=1):
        worker = small.add("S", "社工", number, 1, capacities="社工", weekly=weekly)
        small.hold(worker, "Q01")
        small.hold(worker, TRAINER)
    saturday = MONDAY + timedelta(days=5)
    assert set(WORK_WEEKS) >= {weekdays, everyday}
    assert small.services_on(MONDAY, least=2) == [0]
    assert small.services_on(saturday, least=2) == []
    assert small.services_on(saturday, least=1) == [0]
    assert small.services_on(saturday, least=0) == list(range(len(SERVICES)))
    small.absences.append({"person": "S001", "first_day": MONDAY, "last_day": MONDAY, "reason": "请假"})
    assert small.services_on(MONDAY, least=2) == []
    assert small.services_on(MONDAY + timedelta(days=1), least=2) == [0]
