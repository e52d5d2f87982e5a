"""What if: the form, and the two drafts side by side that answer it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.api.client import Browser, Installation
from tests.api.pages.reading import RANGE, empty, follow, plain, refused, table

pytestmark = pytest.mark.usefixtures("before_the_duties")


@pytest.fixture
def solved(installation: Installation, town: Browser) -> int:  # noqa: ARG001
    """The small town's week, generated."""
    return installation.solved()


def test_who_is_missing_is_found_by_pinyin_and_stays_ticked_while_one_searches_on(town: Browser, solved: int) -> None:
    page = f"/rosters/{solved}/what-if/new"
    assert f'href="{page}"' in town.get(f"/rosters/{solved}").text
    found = town.get(f"/rosters/{solved}/what-if/people?q=csj&without=3").text
    assert re.findall(r'value="(\d+)" (checked|)>', found) == [("3", "checked"), ("1", "")]
    nobody = "没有此姓名的人员。"
    assert nobody in town.get(f"/rosters/{solved}/what-if/people?q=zzz").text
    assert nobody not in town.get(f"/rosters/{solved}/what-if/people?q=csj&without=1&without=3").text


def test_enter_searches_a_name_that_was_not_searched_yet_and_else_tries(town: Browser, solved: int) -> None:
    page = f"/rosters/{solved}/what-if/new"
    assert re.findall(r'<button name="do" value="(\w+)"', town.get(page).text) == ["enter", "search"]
    sent = {"do": "enter", "without": "1", "searched": ""}
    searched = follow(town, town.post(page, page, q="测试甲", **sent))
    assert 'name="searched" value="测试甲"' in searched
    sent |= {"searched": "测试甲"}
    assert town.post(page, page, q="测试甲", **sent).headers["Location"] == f"/rosters/{solved + 1}/beside/{solved}"
    assert town.post(page, page, q="", **sent).headers["Location"] == f"/rosters/{solved + 2}/beside/{solved}"


def test_who_was_ticked_and_is_gone_is_said_and_ticked_no_more(town: Browser, solved: int) -> None:
    page = f"/rosters/{solved}/what-if/new"
    assert "checked" not in town.get(f"{page}?without=999").text
    status, said = refused(town, page, {"without": "999"})
    assert (status, "999" in said["without"]) == (422, True)


def test_without_scripts_a_search_comes_back_with_all_that_was_filled_in(town: Browser, solved: int) -> None:
    page = f"/rosters/{solved}/what-if/new"
    sent = {"do": "search", "q": "测试甲", "without": ["3"], "kind": "service", "kind_slots": "2"}
    shown = follow(town, town.post(page, page, **sent))
    assert re.findall(r'name="without" value="(\d+)" (checked|)>', shown) == [("3", "checked"), ("1", "")]
    assert ('value="service" selected' in shown, 'name="kind_slots" type="number" value="2"' in shown) == (True, True)


def test_what_was_tried_is_compared_marked_everywhere_and_not_published(
    installation: Installation, town: Browser, solved: int
) -> None:
    page = f"/rosters/{solved}/what-if/new"
    sent = {"do": "try", "without": "1", "kind": "all", "kind_slots": "1", "activity": "1", "activity_slots": "-1"}
    answer = town.post(page, page, **sent)
    draft = solved + 1
    beside = f"/rosters/{draft}/beside/{solved}"
    assert answer.headers["Location"] == beside
    assert 'hx-trigger="every 2s"' in town.get(beside).text
    installation.work()
    shown = town.get(beside).text
    assert "缺 测试甲 所有活动：每个岗位增加 1 个名额" in plain(shown)
    assert ("两案均按试算条件计算" in shown, "采用这一政策" in shown) == (True, False)
    assert f'href="/rosters/{draft}/changes"' not in shown
    for path in ("/rosters", f"/rosters/{draft}", f"/rosters/{solved}/versions", f"/rosters/{draft}/open-slots"):
        assert 'class="state tries">试算<' in town.get(path).text, path
    assert town.get(f"/rosters/{draft}/what-if").headers["Location"] == beside
    assert town.get(f"/rosters/{solved}/beside/{draft}").headers["Location"] == beside
    assert "这是试算草稿，不能发布" in town.get(f"/rosters/{draft}/changes").text
    assert town.post(f"/rosters/{draft}", f"/rosters/{draft}/publish").status_code == 409
    kept = follow(town, town.post(beside, f"/rosters/{draft}/keep"))
    assert ("已转为普通草稿" in kept, 'class="state tries"' in kept) == (True, False)


def test_while_it_is_solved_nothing_is_counted_anew_and_where_that_failed_nobody_waits(
    installation: Installation, town: Browser, solved: int
) -> None:
    page = f"/rosters/{solved}/what-if/new"
    beside = town.post(page, page, do="try", without="1").headers["Location"]
    waiting = town.get(beside).text
    goes_on = "可以离开本页面，排班会继续进行。"
    assert goes_on in waiting
    assert [row[:1] + row[2:4] for row in table(waiting)] == [
        ["第 2 版 草稿 试算", "等待中 最多 60 秒"],
        ["第 1 版 草稿", "5 / 5", "—"],
    ]
    installation.work()
    assert [row[3] for row in table(town.get(beside).text)] == ["3", "3"]
    with installation.factory.begin() as session:
        session.execute(text("UPDATE job SET error = 'no luck' WHERE kind = 'solve'"))
    failed = town.get(beside).text
    assert ("上次自动排班失败：no luck" in plain(failed), goes_on in failed, len(table(failed))) == (True, False, 2)


def test_what_is_filled_as_it_is_tried_is_still_not_offered_to_be_published(
    installation: Installation, town: Browser, solved: int
) -> None:
    page = f"/rosters/{solved}/what-if/new"
    town.post(page, page, do="try", kind="all", kind_slots="-1")
    installation.work()
    assert empty(town.get(f"/rosters/{solved + 1}/open-slots").text) == ["所有名额均已满岗。"]


def test_a_draft_is_kept_on_its_board_where_what_it_was_compared_with_was_thrown_away(
    installation: Installation, town: Browser, solved: int
) -> None:
    page, draft = f"/rosters/{solved}/what-if/new", f"/rosters/{solved + 1}"
    town.post(page, page, do="try", without="1")
    installation.work()
    assert f'href="{draft}/beside/{solved}"' in town.get(draft).text
    assert installation.told("DELETE", f"/api/rosters/{solved}")[0] == 204
    assert town.get(f"{draft}/what-if").headers["Location"] == draft
    shown = plain(town.get(draft).text)
    assert ("缺 测试甲" in shown, "用于对比的排班表已删除" in shown) == (True, True)
    told = installation.told("GET", f"/api{draft}/what-if")[1]
    assert told == {"against_id": None, "sentences": ["Without 测试甲"], "ready": True, "difference": None}
    kept = follow(town, town.post(draft, f"{draft}/keep"))
    assert ("已转为普通草稿" in kept, "缺 测试甲" in plain(kept)) == (True, False)
    assert refused(town, draft, {}, f"{draft}/keep")[0] == 404


def test_what_is_missing_in_the_form_is_said_at_its_field(town: Browser, solved: int) -> None:
    page = f"/rosters/{solved}/what-if/new"
    assert refused(town, page, {}) == (422, {"": "请填写要试算的变化：缺哪些人，或需求增减多少。"})
    sent = {"kind": "", "kind_slots": "1", "kind_percent": "-101", "activity": "", "activity_slots": "2"}
    status, said = refused(town, page, sent)
    assert (status, said["kind"], said["kind_percent"], said["activity"]) == (
        *(422, "请从列表中选择。", RANGE.format(-100, 300)),
        "请从列表中选择。",
    )
