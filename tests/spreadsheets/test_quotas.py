"""How many of a kind, in one cell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.quotas import quota
from scheduler.spreadsheets.cells import CellError, narrow
from scheduler.spreadsheets.quotas import EXAMPLE, QUOTAS


@pytest.mark.parametrize(
    ("cell", "written", "quotas"),
    [
        ("女 至少2", "女 至少2", [{"least": 2, "gender": "female"}]),
        ("男至多０", "男 至多0", [{"most": 0, "gender": "male"}]),
        (
            "志愿者+女 至少1至多3",
            "女+志愿者 至少1 至多3",
            [{"least": 1, "most": 3, "gender": "female", "capacity": "volunteer"}],
        ),
        (
            "新人 至多1；\n非新人 至少 1",
            "新人 至多1; 非新人 至少1",
            [{"most": 1, "new": True}, {"least": 1, "new": False}],
        ),
        ("本村人+非新人 至少1", "非新人+本村人 至少1", [{"least": 1, "local": True, "new": False}]),
        (
            "单位d1 至少1; 队伍T01 至多2; 资质Q1 至少1",
            "单位d1 至少1; 队伍T01 至多2; 资质Q1 至少1",
            [
                {"least": 1, "organisation_id": "d1"},
                {"most": 2, "team_id": "T01"},
                {"least": 1, "qualification_id": "Q1"},
            ],
        ),
        ("單位D1 至少1", "单位D1 至少1", [{"least": 1, "organisation_id": "D1"}]),
        ("双报到党员 至少1", "在职党员 至少1", [{"least": 1, "capacity": "party_member"}]),
        ("", "", []),
    ],
)
def test_a_cell_is_read_and_written_so_that_it_reads_the_same(
    cell: str, written: str, quotas: list[dict[str, Any]]
) -> None:
    found = [quota(each) for each in quotas]
    assert QUOTAS.read(cell) == found
    assert QUOTAS.write(found) == written
    assert QUOTAS.read(written) == found


@pytest.mark.parametrize(
    "cell",
    ["女", "至少2", "女 2", "猫 至少1", "女+男 至少1", "单位 至少1", "女 至少100", "女，男 至少1", "女 至少0"]
    + ["女++新人 至少1", "+女 至少1", '单位"" 至少1', '单位"A 至少1', '单位"A"B 至少1', '单位"A"B"C" 至少1'],
)
def test_what_says_no_number_or_nobody_is_refused_with_an_example(cell: str) -> None:
    with pytest.raises(CellError, match="how many of whom, such as 女"):
        QUOTAS.read(cell)


def test_fewer_at_most_than_at_least_is_refused() -> None:
    with pytest.raises(CellError, match="at most no fewer than at least"):
        QUOTAS.read("女 至少2 至多1")
    assert QUOTAS.write(QUOTAS.read(EXAMPLE)) == EXAMPLE


PARTS = [*'A+＋;； "＂女、,é\u0301\\', '""', "至少1", "至多2", "单位"]
NUMBERS = (
    st.lists(st.sampled_from(PARTS) | st.characters(), min_size=1, max_size=6).map("".join).map(narrow).filter(bool)
)


@given(NUMBERS, NUMBERS, st.integers(1, 9))
def test_whatever_is_in_a_number_a_cell_with_it_reads_as_it_was(organisation: str, team: str, least: int) -> None:
    both = {"organisation_id": organisation, "team_id": team, "gender": "female"}
    found = [quota({**both, "least": least}), quota({**both, "most": 9}), quota({**both, "least": least, "most": 9})]
    assert QUOTAS.read(QUOTAS.write(found)) == found


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("D-01", "单位D-01 至少1"),
        ("A+B", '单位"A+B" 至少1'),
        ("A+女", '单位"A+女" 至少1'),
        ("A 1; 2", '单位"A 1; 2" 至少1'),
        ("A至少3", '单位"A至少3" 至少1'),
        ('A"B', '单位"A""B" 至少1'),
    ],
)
def test_a_number_is_in_quotation_marks_where_it_could_be_read_as_more(number: str, written: str) -> None:
    assert QUOTAS.write([quota({"least": 1, "organisation_id": number})]) == written
    assert QUOTAS.read(written) == [quota({"least": 1, "organisation_id": number})]
