"""What an import knows while it runs: rows found by their keys, added, changed, counted; faults and questions."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.language import m_
from scheduler.models import Person, Place, PlaceKind, Town, WeeklyTime
from scheduler.spreadsheets.importer import Importer, RowError, Stuck, Waits
from scheduler.spreadsheets.report import Fault, Question
from scheduler.spreadsheets.rows import SheetRow
from scheduler.spreadsheets.sheets import sheet_kinds
from tests.conftest import NOW
from tests.services.small_town import SmallTown
from tests.services.trail import trail
from tests.workbooks import MONDAY

PEOPLE = next(kind for kind in sheet_kinds(MONDAY) if kind.kind == "person")
VILLAGE = {"name": "一号村", "kind": PlaceKind.VILLAGE}


@pytest.fixture
def importer(session: Session, small: SmallTown) -> Importer:
    return Importer(session, small.town, NOW)


def row(number: int = 2, sheet: str = "人员", **values: Any) -> SheetRow:
    return SheetRow(
        sheet,
        number,
        values,
        {field: "、".join(value) if isinstance(value, list) else value for field, value in values.items()},
    )


def test_today_is_the_day_in_the_town(importer: Importer) -> None:
    assert importer.today == date(2026, 11, 20)
    importer.now = NOW + timedelta(hours=16)
    assert importer.today == date(2026, 11, 21)


def test_a_fault_of_a_row_goes_into_the_report_and_the_next_is_looked_at(importer: Importer) -> None:
    with importer.row(PEOPLE, row(home="V9", capacities=["a", "b"])):
        raise RowError("home", m_("a place"))
    with importer.row(PEOPLE, row(3, capacities=["a", "b"])):
        raise RowError("capacities", m_("others"))
    with importer.row(PEOPLE, row(4)):
        raise RowError("elsewhere", m_("something"))
    with importer.row(PEOPLE, row(5, code="P5")):
        raise Waits
    with importer.row(PEOPLE, row(6, name="张三")):
        raise Stuck
    assert importer.report.faults == [
        Fault("人员", 2, "居住地编号", "V9", m_("a place")),
        Fault("人员", 3, "身份", "a、b", m_("others")),
        Fault("人员", 4, "", "", m_("something")),
    ]
    assert {key: [str(fault.message) for fault in faults] for key, faults in importer.report.bad.items()} == {
        "人员!2": ["a place"],
        "人员!3": ["others"],
        "人员!4": ["something"],
        "人员!6": ["it refers to another row that is wrong"],
    }
    assert (importer.report.left_out, importer.report.asked) == ({"张三"}, {"P5"})


def test_rows_are_found_by_any_of_their_fields_in_this_town_alone(importer: Importer, small: SmallTown) -> None:
    SmallTown(small.session)
    assert importer.found(Place, {"code": "N001"}) is small.village
    assert importer.found(Place, {"name": "雅冈社区", "kind": PlaceKind.COMMUNITY}) is small.community
    assert importer.found(Place, {"code": "N9"}) is None
    assert importer.owned(Place, {"kind": PlaceKind.VILLAGE}) == [small.village]


def test_what_is_added_is_found_at_once_and_has_its_id_after_the_flush(importer: Importer, small: SmallTown) -> None:
    importer.owned(Place, {"kind": PlaceKind.VILLAGE})
    place = Place(town_id=small.town.id, code="V9", **VILLAGE)
    importer.add(place)
    assert importer.owned(Place, {"kind": PlaceKind.VILLAGE}) == [small.village, place]
    assert importer.found(Place, {"code": "V9"}) is place
    importer.flush()
    assert place.id > small.community.id


def test_what_is_added_before_a_field_is_first_asked_for_is_found_by_it_too(
    importer: Importer, small: SmallTown
) -> None:
    importer.found(Place, {"code": "V9"})
    place = Place(town_id=small.town.id, code="V9", **VILLAGE)
    importer.add(place)
    assert importer.found(Place, {"name": "一号村"}) is place


def test_what_is_changed_is_found_by_its_new_values_and_no_longer_by_the_old(
    importer: Importer, small: SmallTown
) -> None:
    assert importer.found(Place, {"name": "龙山塘村"}) is small.village
    assert importer.change(small.village, {"name": "改了名", "capacity": None}) is True
    assert (small.village.name, importer.found(Place, {"name": "改了名"})) == ("改了名", small.village)
    assert importer.found(Place, {"name": "龙山塘村"}) is None
    assert importer.change(small.village, {"name": "改了名"}) is False


@pytest.mark.parametrize(
    ("reference", "name"),
    [("N003", "甲"), ("\uff2e003", "甲"), ("甲", "甲"), ("乙/13800138001", "乙"), ("乙/+86 138 0013 8002", "乙")],
)
def test_a_person_is_known_by_number_by_name_and_telephone_or_by_a_name_of_its_own(
    importer: Importer, small: SmallTown, reference: str, name: str
) -> None:
    small.worker("甲")
    phones = {small.worker("乙", phone=f"+861380013800{digit}").id: digit for digit in (1, 2)}
    found = importer.known(Person, reference, "person")
    assert found.name == name
    assert phones.get(found.id) == (int(reference[-1]) if "/" in reference else None)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("丙", "a number that exists; there is no 丙"),
        ("乙", "a number; 2 people have the name 乙"),
        ("乙/13800138009", "a number that exists; there is no 乙/13800138009"),
        ("乙/x", "a telephone number such as 13800138000"),
    ],
)
def test_a_reference_to_nobody_or_to_several_is_a_fault(
    importer: Importer, small: SmallTown, reference: str, message: str
) -> None:
    for digit in (1, 2):
        small.worker("乙", phone=f"+861380013800{digit}")
    with pytest.raises(RowError, match=message) as fault:
        importer.known(Person, reference, "leader")
    assert fault.value.column == "leader"


def test_a_row_is_new_changed_or_unchanged_by_its_key(importer: Importer, small: SmallTown) -> None:
    places = [
        importer.upsert(row(number), "code", Place, {"code": code}, values)
        for number, code, values in (
            (2, "V9", dict(VILLAGE)),
            (3, "N001", {"name": "改了名"}),
            (4, "N002", {"name": "雅冈社区"}),
        )
    ]
    assert places[1:] == [small.village, small.community]
    assert (places[0].code, places[0].name) == ("V9", "一号村")
    assert importer.outcomes == {
        "人员!2": ("人员", "new"),
        "人员!3": ("人员", "changed"),
        "人员!4": ("人员", "unchanged"),
    }
    importer.flush()
    assert [(action, changes.get("name")) for _, action, changes in trail(small, "place")[2:]] == [
        ("insert", [None, "一号村"]),
        ("update", ["龙山塘村", "改了名"]),
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [(row(5), "rows 2 and 5 are about the same"), (row(3, "别的"), "rows 人员!2 and 3 are about the same")],
)
def test_two_rows_about_the_same_are_a_fault_of_the_second(
    importer: Importer, small: SmallTown, second: SheetRow, message: str
) -> None:
    importer.meet(row(), "code", small.village)
    with pytest.raises(RowError, match=message):
        importer.meet(second, "code", small.village)
    importer.meet(row(6), "code", small.community)


def test_what_a_row_did_it_does_not_undo(importer: Importer) -> None:
    for outcome in ("unchanged", "changed", "unchanged", "new"):
        importer.note(row(), outcome)
    for outcome in ("new", "changed", "unchanged"):
        importer.note(row(3), outcome)
    assert importer.outcomes == {"人员!2": ("人员", "changed"), "人员!3": ("人员", "new")}
    importer.finish()
    assert importer.report.counts == {"人员": Counter(changed=1, new=1)}


def weekly(weekday: int) -> dict[str, int]:
    return {"weekday": weekday, "start_minute": 480, "end_minute": 720}


def test_an_owner_gets_exactly_the_rows_that_are_wanted(importer: Importer, small: SmallTown) -> None:
    worker = small.worker()
    owner = {"person_id": worker.id}
    importer.sync(row(2), WeeklyTime, owner, [weekly(0), weekly(1)])
    importer.flush()
    importer.sync(row(3), WeeklyTime, owner, [weekly(1), weekly(2)])
    importer.sync(row(4), WeeklyTime, owner, [weekly(2), weekly(1)])
    importer.flush()
    rows = small.session.scalars(select(WeeklyTime).where(WeeklyTime.person_id == worker.id).order_by(WeeklyTime.id))
    assert [found.weekday for found in rows] == [1, 2]
    assert importer.outcomes == {"人员!2": ("人员", "changed"), "人员!3": ("人员", "changed")}
    assert [(action, changes["weekday"]) for _, action, changes in trail(small, "weekly_time")] == [
        ("insert", [None, 0]),
        ("insert", [None, 1]),
        ("delete", [0, None]),
        ("insert", [None, 2]),
    ]


def test_a_question_stops_its_row(importer: Importer) -> None:
    question = Question("人员!2", "人员", 2, "张三", (("1", "张三"),))
    with pytest.raises(Waits):
        importer.ask(question)
    assert importer.report.questions == [question]


def test_an_import_of_another_town_finds_nothing_of_this_one(importer: Importer, small: SmallTown) -> None:
    other = small.session.get_one(Town, SmallTown(small.session).town.id)
    assert Importer(small.session, other, NOW).found(Place, {"name": "龙山塘村"}) is not small.village
    assert importer.found(Place, {"name": "龙山塘村"}) is small.village
