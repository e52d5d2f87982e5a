"""People: registered, found, changed; what they hold, when they can, what they wish."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from scheduler.models import Part, Person, Qualification
from scheduler.services.register import people
from solver.candidates import Capacity, Gender
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import SmallTown
from tests.services.trail import trail

NEW = {"name": "测试甲", "capacities": [Capacity.VOLUNTEER]}


def add(small: SmallTown, **values: Any) -> Person:
    return people.add_person(small.session, small.actor, {**NEW, **values}, now=NOW)


def edit(small: SmallTown, person: Person, **values: Any) -> Person:
    return people.edit_person(small.session, small.actor, person.id, values, now=NOW)


def found(small: SmallTown, **wanted: Any) -> list[str]:
    return [person.name for person in people.list_people(small.session, small.actor, **wanted).rows]


def aid(small: SmallTown) -> Qualification:
    kind: Qualification = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救"))
    return kind


def capacities(person: Person) -> list[Capacity]:
    return [row.capacity for row in person.capacities]


def test_a_person_is_registered_with_all_values_and_read_again(small: SmallTown) -> None:
    values = {
        "code": "P1",
        "phone": "+8613800138000",
        "email": "jia@example.org",
        "gender": Gender.FEMALE,
        "born_on": date(1990, 2, 28),
        "home_id": small.village.id,
        "minutes_a_day": 480,
        "minutes_a_week": 1200,
        "duties_a_month": 4,
        "active": False,
    }
    person = add(small, **values)
    read = people.get_person(small.session, small.actor, person.id)
    assert {name: getattr(read, name) for name in values} == values
    assert (read.name, capacities(read), read.revision) == ("测试甲", [Capacity.VOLUNTEER], 1)


def test_a_change_of_some_values_leaves_the_others(small: SmallTown) -> None:
    person = add(small, code="P1", minutes_a_week=600)
    edit(small, person, name="测试乙", capacities=[Capacity.PARTY_MEMBER, Capacity.VOLUNTEER], minutes_a_week=None)
    assert (person.code, person.name, person.minutes_a_week) == ("P1", "测试乙", None)
    assert set(capacities(person)) == {Capacity.PARTY_MEMBER, Capacity.VOLUNTEER}
    edit(small, person, capacities=[Capacity.PARTY_MEMBER])
    assert capacities(person) == [Capacity.PARTY_MEMBER]


def test_people_are_found_by_name_phone_number_capacity_and_team(small: SmallTown) -> None:
    SmallTown(small.session).worker("测试甲")
    one = add(small, code="P_1", phone="+8613800138000")
    two = add(small, name="Li Lei", code="Q%2", capacities=[Capacity.SOCIAL_WORKER])
    team = small.team("先锋一队", [two])
    assert found(small) == ["测试甲", "Li Lei"]
    assert found(small, text="测试") == ["测试甲"]
    assert found(small, text="138000") == ["测试甲"]
    assert found(small, text="p_1") == ["测试甲"]
    assert found(small, text="li l") == ["Li Lei"]
    assert found(small, text="%") == ["Li Lei"]
    assert found(small, capacity=Capacity.VOLUNTEER) == [one.name]
    assert found(small, team_id=team.id) == ["Li Lei"]
    assert found(small, number=2, size=1) == ["Li Lei"]


def test_people_are_found_by_pinyin_within_what_else_is_asked_and_a_page_at_a_time(small: SmallTown) -> None:
    SmallTown(small.session).worker("单明")
    for number, name in enumerate(("单小明", "单大明", "石小妹", "张三")):
        add(small, code=f"X{number}", name=name)
    assert found(small, text="sxm") == ["单小明", "石小妹"]
    assert found(small, text="shan") == ["单小明", "单大明"]
    assert found(small, text="sxm", capacity=Capacity.OFFICER) == []
    pages = [people.list_people(small.session, small.actor, text="s", number=number, size=2) for number in (1, 2, 3)]
    assert [([row.name for row in page.rows], page.total, page.last) for page in pages] == [
        (["单小明", "单大明"], 4, 2),
        (["石小妹", "张三"], 4, 2),
        ([], 4, 2),
    ]


WRONG: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"name": "  "}, {"name": "A name."}),
    ({"capacities": []}, {"capacities": "At least one."}),
    ({"capacities": [Capacity.TEAM]}, {"capacities": "Capacities of people: a whole team is registered as a team."}),
    ({"born_on": date(1899, 12, 31)}, {"born_on": "A day since 1900."}),
    ({"born_on": date(2026, 11, 21)}, {"born_on": "A day since 1900."}),
    ({"home_id": 10**8}, {"home_id": f"There is no such entry (number {10**8})."}),
    ({"organisation_id": 10**8}, {"organisation_id": f"There is no such entry (number {10**8})."}),
)


@pytest.mark.parametrize(("values", "fields"), WRONG)
def test_a_wrong_value_is_refused_with_its_field_and_nothing_is_kept(
    small: SmallTown, values: dict[str, Any], fields: dict[str, str]
) -> None:
    person = add(small)
    with pytest.raises(Invalid) as refused:
        edit(small, person, minutes_a_day=9, **values)
    assert (reasons(refused), person.minutes_a_day, capacities(person)) == (fields, None, [Capacity.VOLUNTEER])
    with pytest.raises(Invalid) as refused, small.session.begin_nested():
        add(small, **values)
    assert (reasons(refused), found(small)) == (fields, ["测试甲"])


@pytest.mark.parametrize("born_on", [date(1900, 1, 1), date(2026, 11, 20), None])
def test_the_first_and_the_last_day_of_birth_are_possible(small: SmallTown, born_on: date | None) -> None:
    assert add(small, born_on=born_on).born_on == born_on


def test_a_person_is_known_by_number_or_else_by_name_and_phone(small: SmallTown) -> None:
    SmallTown(small.session).person("测试甲", Capacity.VOLUNTEER, phone="1")
    add(small, code="P1", phone="1")
    other = add(small, code="P2", phone="1")
    with pytest.raises(Conflict, match="Somebody else has the number P1."), small.session.begin_nested():
        add(small, code="P1")
    with pytest.raises(Conflict, match="测试甲 with this phone is registered already."), small.session.begin_nested():
        add(small, phone="1")
    with pytest.raises(Conflict, match="Somebody else has the number P1."):
        edit(small, other, code="P1")
    assert edit(small, other, code="P2", name="测试甲").code == "P2"
    assert add(small, phone="2").name == "测试甲"
    assert add(small).phone is None


def test_an_empty_number_is_none(small: SmallTown) -> None:
    one, two = add(small, code=""), add(small, name="测试乙", code="")
    assert (one.code, two.code) == (None, None)


def test_each_change_is_in_the_audit_trail_and_no_change_is_not(small: SmallTown) -> None:
    person = add(small, code="P1")
    edit(small, person, name="测试乙", code="P1")
    edit(small, person, name="测试乙", capacities=[Capacity.VOLUNTEER])
    edit(small, person, capacities=[Capacity.SOCIAL_WORKER])
    inserted = {"code": [None, "P1"], "name": [None, "测试甲"], "active": [None, True]}
    first, *others = trail(small, "person")
    assert (first[:2], {name: first[2][name] for name in inserted}) == (("coordinator", "insert"), inserted)
    assert others == [("coordinator", "update", {"name": ["测试甲", "测试乙"]})]
    owner = {"person_id": [None, person.id]}
    assert sorted(trail(small, "person_capacity"), key=str) == sorted(
        [
            ("coordinator", "insert", {**owner, "capacity": [None, "volunteer"]}),
            ("coordinator", "insert", {**owner, "capacity": [None, "social_worker"]}),
            ("coordinator", "delete", {"person_id": [person.id, None], "capacity": ["volunteer", None]}),
        ],
        key=str,
    )


def held(person: Person) -> list[tuple[int, date | None, date | None]]:
    return [(row.level, row.valid_from, row.valid_until) for row in person.qualifications]


def test_a_qualification_is_written_down_changed_and_struck(small: SmallTown) -> None:
    person, kind = add(small), aid(small)

    def qualify(**values: Any) -> int:
        return people.qualify(small.session, small.actor, person.id, kind.id, **values, now=NOW).id

    always = qualify()
    assert qualify(level=3, valid_until=date(2027, 1, 1)) == always
    later = qualify(valid_from=date(2027, 6, 1), valid_until=date(2027, 6, 1))
    assert held(person) == [(3, None, date(2027, 1, 1)), (1, date(2027, 6, 1), date(2027, 6, 1))]
    people.disqualify(small.session, small.actor, person.id, always, now=NOW)
    assert [row.id for row in person.qualifications] == [later]
    assert [action for _, action, _ in trail(small, "held_qualification")] == ["insert", "update", "insert", "delete"]


def test_what_is_no_qualification_is_refused(small: SmallTown) -> None:
    person, other, kind = add(small), add(small, code="P2"), aid(small)
    row = people.qualify(small.session, small.actor, person.id, kind.id, now=NOW)
    for number, days, fields in (
        (10**8, {}, {"qualification_id": f"There is no such entry (number {10**8})."}),
        (
            kind.id,
            {"valid_from": date(2027, 1, 2), "valid_until": date(2027, 1, 1)},
            {"valid_until": "Not before its first day."},
        ),
    ):
        with pytest.raises(Invalid) as refused:
            people.qualify(small.session, small.actor, person.id, number, **days, now=NOW)
        assert reasons(refused) == fields
    with pytest.raises(NotFound, match=f"There is no such entry \\(number {row.id}\\)."):
        people.disqualify(small.session, small.actor, other.id, row.id, now=NOW)


def wished(small: SmallTown, person: Person) -> list[tuple[int, Part, int]]:
    rows = people.wishes_of(small.session, small.actor, person.id)
    return [(row.weekday, row.part, row.liking) for row in rows]


def test_wishes_replace_those_before_and_only_what_differs_is_in_the_audit_trail(small: SmallTown) -> None:
    person = add(small)
    first = [(5, Part.DAY, -1), (0, Part.MORNING, 1)]
    second = [(5, Part.DAY, 1), (0, Part.MORNING, 1)]
    people.set_wishes(small.session, small.actor, person.id, first, now=NOW)
    assert wished(small, person) == [(0, Part.MORNING, 1), (5, Part.DAY, -1)]
    people.set_wishes(small.session, small.actor, person.id, second, now=NOW)
    assert wished(small, person) == [(0, Part.MORNING, 1), (5, Part.DAY, 1)]
    assert [action for _, action, _ in trail(small, "wish")] == ["insert", "insert", "delete", "insert"]
    people.set_wishes(small.session, small.actor, person.id, [], now=NOW)
    assert wished(small, person) == []


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        ([(0, Part.DAY, 1), (0, Part.DAY, -1)], "One wish for each part of a day."),
        ([(0, Part.DAY, 0)], "A wish is 1 for gladly or -1 for rather not."),
    ],
)
def test_wishes_that_say_nothing_or_contradict_each_other_are_refused(
    small: SmallTown, wishes: list[tuple[int, Part, int]], reason: str
) -> None:
    person = add(small)
    with pytest.raises(Invalid) as refused:
        people.set_wishes(small.session, small.actor, person.id, wishes, now=NOW)
    assert (reasons(refused), wished(small, person)) == ({"wishes": reason}, [])


def test_a_person_reads_what_is_their_own_and_changes_nothing(small: SmallTown) -> None:
    person, other = add(small), add(small, code="P2")
    kind = aid(small)
    me = small.as_person(person)
    assert people.get_person(small.session, me, person.id) is person
    assert people.wishes_of(small.session, me, person.id) == []
    for ask in (
        lambda: people.list_people(small.session, me),
        lambda: people.get_person(small.session, me, other.id),
        lambda: people.wishes_of(small.session, me, other.id),
        lambda: people.add_person(small.session, me, NEW, now=NOW),
        lambda: people.edit_person(small.session, me, person.id, {"name": "x"}, now=NOW),
        lambda: people.qualify(small.session, me, person.id, kind.id, now=NOW),
        lambda: people.disqualify(small.session, me, person.id, 1, now=NOW),
        lambda: people.set_wishes(small.session, me, person.id, [], now=NOW),
    ):
        with pytest.raises(Forbidden, match="You may not do this."):
            ask()


def test_nobody_is_found_under_a_number_that_there_is_not(small: SmallTown) -> None:
    missing: list[DomainError] = []
    for ask in (
        lambda: people.get_person(small.session, small.actor, 10**8),
        lambda: people.edit_person(small.session, small.actor, 10**8, {}, now=NOW),
        lambda: people.set_wishes(small.session, small.actor, 10**8, [], now=NOW),
    ):
        with pytest.raises(NotFound) as refused:
            ask()
        missing.append(refused.value)
    assert {str(error) for error in missing} == {f"There is no such entry (number {10**8})."}
