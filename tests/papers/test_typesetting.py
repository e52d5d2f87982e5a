"""Facts typeset: as they are, in a font that has their characters, without a word of markup."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Any

import pytest

from scheduler.papers.typesetting import Template, typeset
from tests.services.rosters.pdf import pages, read, sizes

NOON = datetime(2026, 11, 20, 4, 0, 0, 123, tzinfo=UTC)


def team(title: str, **more: Any) -> dict[str, Any]:
    """The least facts of a team's sheet."""
    return {
        "title": title,
        "about": "",
        "page": "{number}/{last}",
        "made": "",
        "language": "zh",
        "region": "CN",
        "lines": [],
        "heads": ["日期", "时间", "活动", "地点", "人员"],
        "empty": "没有任务",
        "rows": [],
        **more,
    }


def test_an_empty_paper_says_so() -> None:
    made = typeset(Template.TEAM, team("先锋队"), now=NOON)
    assert (pages(made), sizes(made)) == ([["先锋队", "没有任务", "先锋队", "1/1"]], ["595.276 x 841.89"])


@pytest.mark.parametrize(
    "hostile", ["#panic()", "*粗*_斜_", "$x$", "<a>", "= 标题", "\\u{41}", "@ref", "//注", '#include"/etc/passwd"']
)
def test_what_looks_like_markup_stands_as_it_is(hostile: str) -> None:
    assert "".join(pages(typeset(Template.TEAM, team(hostile), now=NOON))[0]).startswith(hostile.replace(" ", ""))


def test_the_font_has_rare_surnames_and_names_in_both_scripts() -> None:
    rare = "仉逄郗禤亓邝闫覃佘冼甯劼祎翀赟堃喆昇龑䶮㛃𬭎𫟼𬬭𫖯𬴊𬱖劉龍衛體總條"
    made = typeset(Template.TEAM, team(rare), now=NOON)
    assert pages(made)[0][0] == rare
    assert {line.split()[0].partition("+")[2] for line in read("pdffonts", made, "-").splitlines()[2:]} == {
        "NotoSansSC-Regular-Identity-H"
    }


def test_the_same_facts_at_the_same_time_make_the_same_bytes_and_need_no_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a paper asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    assert typeset(Template.TEAM, team("甲"), now=NOON) == typeset(Template.TEAM, team("甲"), now=NOON)


def test_a_head_stands_on_every_page_with_its_number() -> None:
    row = {"day": "11月23日", "time": "9", "title": "长" * 200, "role": "", "place": "", "who": ""}
    found = pages(typeset(Template.TEAM, team("先锋队", rows=[row] * 30), now=NOON))
    last = len(found)
    assert last > 1
    assert [page[-1] for page in found] == [f"{number}/{last}" for number in range(1, last + 1)]
    assert all(page[:6].count("日期") == 1 for page in found)
