"""Cells as people fill them in, on both sides of each limit; and no cell ever fails in another way."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.spreadsheets import cells
from scheduler.spreadsheets.cells import (
    HOURS,
    MAIL,
    PHONE,
    YES_NO,
    CellError,
    Form,
    choice,
    code,
    decimal,
    listed,
    plain,
    text,
    whole,
    word,
)
from scheduler.spreadsheets.sheets import sheet_kinds
from scheduler.spreadsheets.sheets.people import CAPACITIES
from solver.candidates import Capacity, Gender

TODAY = date(2026, 11, 20)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9年月日点时:/\-.周一至下午上次日 ]{1,14}", fullmatch=True),
)
FORMS = [column.form for kind in sheet_kinds(TODAY) for column in kind.columns]


def read(form: Form, cell: Any) -> Any:
    """The value of a cell, or the sentence that says what would be right."""
    try:
        return form.read(cell)
    except CellError as error:
        return str(error)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, ""),
        ("  张三\u3000", "张三"),
        ("张\r\n三", "张 三"),
        ("张\x00\x0b三", "张 三"),
        ("张\u2028三", "张 三"),
        ("\ufeff张\u200b三\u202e", "张三"),
        ("a\ud800b\uffffc", "a b c"),
        ("👩\u200d🌾 =1+1 <b>", "👩\u200d🌾 =1+1 <b>"),
        (13800138000.0, "13800138000"),
        (1.5, "1.5"),
        (float("inf"), "inf"),
    ],
)
def test_a_cell_is_one_line_of_text_without_what_nobody_sees(cell: Any, value: str) -> None:
    assert plain(cell) == value


def test_words_are_compared_in_simplified_script_half_width_and_small_letters() -> None:
    assert word("\uff21編號\uff1a Ｂ") == "a编号: b"


@pytest.mark.parametrize(("cell", "value"), [("四字以内", "四字以内"), ("五个字不行", "at most 4 characters")])
def test_text_has_a_limit(cell: str, value: str) -> None:
    assert read(text(4), cell) == value


def test_a_date_that_a_spreadsheet_made_of_a_text_is_text_again() -> None:
    assert [text(20).read(cell) for cell in (date(2026, 3, 1), datetime(2026, 3, 1), datetime(2026, 3, 1, 8))] == [  # noqa: DTZ001
        "2026-3-1",
        "2026-3-1",
        "2026-03-01 08:00:00",
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("\uff36\uff10\uff11", "V01"),
        (12.0, "12"),
        ("V 01", "a number without spaces, commas and semicolons"),
        ("V01、V02", "a number without spaces, commas and semicolons"),
        ("V" * 11, "at most 10 characters"),
    ],
)
def test_a_code_has_no_separators_in_it(cell: Any, value: str) -> None:
    assert read(code(10), cell) == value


WHOLE = "a whole number from 1 to 9"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1.0, 1),
        (9, 9),
        ("\uff15", 5),
        (" 5.0 ", 5),
        (0, WHOLE),
        (10, WHOLE),
        (1.5, WHOLE),
        ("五", WHOLE),
        (float("nan"), WHOLE),
        (float("inf"), WHOLE),
        ("1e0", WHOLE),
        ("1_0", WHOLE),
        (True, WHOLE),
    ],
)
def test_whole_numbers_lie_between_their_limits(cell: Any, value: Any) -> None:
    assert read(whole(1, 9), cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (-90, -90.0),
        ("90.0", 90.0),
        ("22.66", 22.66),
        (22.689999999999998, 22.69),
        (90.1, "a number from -90 to 90"),
        (-90.1, "a number from -90 to 90"),
        ("北纬22", "a number from -90 to 90"),
    ],
)
def test_numbers_lie_between_their_limits(cell: Any, value: Any) -> None:
    assert read(decimal(-90, 90), cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (0.25, 15),
        (1.5, 90),
        ("8", 480),
        (168, 10080),
        (0.2, "a number from 0.25 to 168"),
        (168.1, "a number from 0.25 to 168"),
        ("八", "a number from 0.25 to 168"),
    ],
)
def test_hours_are_minutes(cell: Any, value: Any) -> None:
    assert read(HOURS, cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True),
        ("YES", True),
        (True, True),
        (1.0, True),
        ("否", False),
        ("無", False),
        (False, False),
        ("也许", "是 or 否"),
        (2, "是 or 否"),
    ],
)
def test_yes_and_no_are_read_in_the_words_of_both_languages(cell: Any, value: Any) -> None:
    assert read(YES_NO, cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("女", Gender.FEMALE),
        ("Female", Gender.FEMALE),
        ("其他", "one of 女、男"),
        ("女、男", "one of 女、男"),
    ],
)
def test_a_choice_is_made_by_the_chinese_or_the_english_word(cell: str, value: Any) -> None:
    assert read(choice({"女": Gender.FEMALE, "男": Gender.MALE}), cell) == value


def test_a_choice_is_made_by_other_words_too_but_written_and_offered_in_one() -> None:
    form = choice({"女": Gender.FEMALE}, {"女性": Gender.FEMALE})
    assert (form.read("女性"), form.write(Gender.FEMALE), form.words) == (Gender.FEMALE, "女", ("女",))


@pytest.mark.parametrize(
    "cell",
    [
        "社工、志愿者",
        "社工,志愿者",
        "社工\uff0c志愿者",
        "社工;志愿者",
        "社工\uff1b 志愿者",
        "社工\n志愿者",
        "社工、志願者",
        "social worker、volunteer",
    ],
)
def test_lists_are_separated_as_people_do_it(cell: str) -> None:
    assert listed(CAPACITIES).read(cell.replace("social worker", "social_worker")) == [
        Capacity.SOCIAL_WORKER,
        Capacity.VOLUNTEER,
    ]


PHONE_FAULT = "a telephone number such as 13800138000"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (13800138000.0, "+8613800138000"),
        (1.38e10, "+8613800000000"),
        ("138 0013 8000", "+8613800138000"),
        ("138-0013-8000", "+8613800138000"),
        ("+86 13800138000", "+8613800138000"),
        ("+852 2123 4567", "+85221234567"),
        ("\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10", "+8613800138000"),
        ("0766-2921234", "+867662921234"),
        ("008613800138000", "+8613800138000"),
        ("013800138000", "+8613800138000"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        (1259313800138000.0, PHONE_FAULT),
        ("179 0113800138000", PHONE_FAULT),
        ("1380013800", PHONE_FAULT),
        ("138001380001", PHONE_FAULT),
        ("+86 1380013800", PHONE_FAULT),
        ("1.38E+10", PHONE_FAULT),
        (13800138000.5, PHONE_FAULT),
        ("13800138000 13900139000", PHONE_FAULT),
        ("没有", PHONE_FAULT),
        ("1", PHONE_FAULT),
        ("+0 12345", PHONE_FAULT),
        (float("nan"), PHONE_FAULT),
    ],
)
def test_a_telephone_number_is_read_in_international_form_or_refused(cell: Any, value: str) -> None:
    assert read(PHONE, cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("zhangsan@example.com", "zhangsan@example.com"),
        ("\uff5aｓ\uff20example.com", "zs@example.com"),
        ("zhangsan", "a mail address such as name@example.com"),
        ("a@b", "a mail address such as name@example.com"),
        ("a b@example.com", "a mail address such as name@example.com"),
        ("x\r\nBcc: y@example.com", "a mail address such as name@example.com"),
    ],
)
def test_a_mail_address_is_read_or_refused(cell: str, value: str) -> None:
    assert read(MAIL, cell) == value


def check_form(form: Form, cell: Any) -> None:
    """Any cell is read or refused in the user's words; what was read is written as a cell that reads as the same."""
    try:
        value = form.read(cell)
    except CellError:
        return
    assert value in ("", []) or form.read(form.write(value)) == value


@given(st.sampled_from(FORMS), CELLS)
@settings(max_examples=600, deadline=None)
def test_any_cell_is_read_or_refused_and_reads_the_same_after_it_was_written(form: Form, cell: Any) -> None:
    check_form(form, cell)


@pytest.mark.nightly
@given(st.sampled_from(FORMS), CELLS)
@settings(max_examples=50_000, deadline=None)
def test_any_of_very_many_cells_is_read_or_refused(form: Form, cell: Any) -> None:
    check_form(form, cell)


def test_times_and_durations_are_text_where_text_is_asked_for() -> None:
    assert [cells.text(20).read(cell) for cell in (time(14, 30), timedelta(hours=25))] == ["14:30:00", "1 day, 1:00:00"]
