"""A draft changed by hand from its board: a duty's panel, what the rules say, undone and done again."""

from __future__ import annotations

import re

import pytest

from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, plain

pytestmark = pytest.mark.usefixtures("before_the_duties")

SCRIPTED = {"HX-Request": "true"}


@pytest.fixture
def draft(installation: Installation, town: Browser) -> str:  # noqa: ARG001
    """The board of a draft in which 测试甲 leads and 测试丙 helps."""
    return f"/rosters/{installation.solved()}"


def assigned(installation: Installation) -> list[tuple[int, int]]:
    """Who holds which role."""
    told = installation.told("GET", "/api/rosters/1/assignments")[1]
    return [(row["role_id"], row["person_id"]) for row in told]


def duties(town: Browser, board: str) -> list[str]:
    """The numbers of the duties of social workers and volunteers on the board."""
    shown = "".join(town.get(f"{board}?group={group}").text for group in ("social_workers", "volunteers"))
    return sorted(set(re.findall(r'data-duty="([0-9]+)"', shown)), key=int)


def test_a_duty_shows_who_where_when_why_and_who_else_could(town: Browser, draft: str) -> None:
    page = f"{draft}/assignments/{duties(town, draft)[0]}"
    part = town.client.get(page, headers=SCRIPTED).text
    told = plain(part)
    assert told.removeprefix("关闭 ") in plain(town.get(page).text)
    assert "时间 11月24日 周二 09:00–11:00 地点 龙山塘村 岗位 负责人" in told
    assert "可担任该名额的人选共 2 个" in told
    assert re.search(r"测试乙 [+-]?[0-9,]+ 分", told)
    assert f'href="{draft}/activities/1"' in part
    assert town.get(f"{draft}/assignments/99").status_code == 404
    assert town.get("/rosters/2/assignments/1").status_code == 404


def test_somebody_else_takes_over_and_it_is_undone_and_done_again(
    installation: Installation, town: Browser, draft: str
) -> None:
    before, page = assigned(installation), f"{draft}/assignments/{duties(town, draft)[0]}"
    taken = town.post(page, f"{page}/hand-over", person_id="2", anyway="yes")
    assert "测试乙接替测试甲：敬老服务" in follow(town, taken)
    after = assigned(installation)
    assert (before[0], after[0]) == ((1, 1), (1, 2))
    assert "已撤销：测试乙接替测试甲：敬老服务" in follow(town, town.post(draft, f"{draft}/undo"))
    assert assigned(installation) == before
    assert "已重做：测试乙接替测试甲：敬老服务" in follow(town, town.post(draft, f"{draft}/redo"))
    assert assigned(installation) == after
    nothing = town.post(draft, f"{draft}/redo")
    assert (nothing.status_code, "没有可重做的操作。" in nothing.text) == (409, True)


def test_what_speaks_against_it_is_said_and_done_all_the_same(
    installation: Installation, town: Browser, draft: str
) -> None:
    page = f"{draft}/assignments/{duties(town, draft)[0]}"
    asked = town.post(page, f"{page}/removal")
    told = plain(asked.text)
    assert (asked.status_code, "规则允许，但有以下不利：" in told, "照样安排" in told) == (409, True, True)
    assert f'action="{page}/removal"' in asked.text
    assert "移除测试甲：敬老服务" in follow(town, town.post(page, f"{page}/removal", anyway="yes"))
    assert (1, 1) not in assigned(installation)


def test_what_the_rules_forbid_is_said_and_not_offered(installation: Installation, town: Browser, draft: str) -> None:
    before, page = assigned(installation), f"{draft}/assignments/{duties(town, draft)[0]}"
    refused = town.post(page, f"{page}/hand-over", person_id="3")
    assert refused.status_code == 422
    assert "规则不允许这样安排。 不符合“身份符合岗位要求”：测试丙" in plain(refused.text)
    assert "照样安排" not in refused.text
    assert assigned(installation) == before


def test_a_board_that_asks_by_script_is_told_to_load_itself_or_why_not(town: Browser, draft: str) -> None:
    page = f"{draft}/assignments/{duties(town, draft)[0]}"
    found = re.search(r'name="csrf_token" value="([^"]+)"', town.get(page).text)
    assert found is not None
    token = found[1]
    for anyway, status, trigger in (("", 200, None), ("yes", 204, "edited")):
        form = {"csrf_token": token, "anyway": anyway}
        answer = town.client.post(f"{page}/removal", data=form, headers=SCRIPTED)
        assert (answer.status_code, answer.headers.get("HX-Trigger")) == (status, trigger)
    assert town.client.post(f"{draft}/undo", headers=SCRIPTED).text.count("页面打开时间过长") == 1


def test_a_duty_is_pinned_and_released(installation: Installation, town: Browser, draft: str) -> None:
    page = f"{draft}/assignments/{duties(town, draft)[0]}"
    for action, pinned, said in (
        ("pin", True, "已锁定，下次自动排班时保持不变。"),
        ("release", False, "已解除锁定，下次自动排班时可以调整。"),
    ):
        assert said in follow(town, town.post(page, f"{page}/{action}"))
        assert installation.told("GET", "/api/rosters/1/assignments")[1][0]["pinned"] is pinned


def test_others_are_found_by_name_with_the_duties_to_swap_for(town: Browser, draft: str) -> None:
    found = f"{draft}/assignments/{duties(town, draft)[0]}/others"
    told = plain(town.client.get(f"{found}?q=测试乙", headers=SCRIPTED).text)
    assert "测试乙 安排 测试乙" in told
    assert "没有此姓名的人员" in town.get(f"{found}?q=x").text


def test_two_swap_and_a_bad_number_is_refused(installation: Installation, town: Browser, draft: str) -> None:
    for row in duties(town, draft):
        installation.told("POST", f"/api/assignments/{row}/removal", {"anyway": True})
    for role, who in ((1, 1), (3, 2)):
        installation.told("POST", f"/api{draft}/edits", {"role_id": role, "person_id": who, "anyway": True})
    one, other = duties(town, draft)
    page = f"{draft}/assignments/{one}"
    assert town.post(page, f"{page}/swap", other_id="x").status_code == 422
    assert "测试甲与测试乙对调" in follow(town, town.post(page, f"{page}/swap", other_id=other, anyway="yes"))
    assert assigned(installation) == [(1, 2), (3, 1)]


def test_an_empty_cell_offers_what_somebody_could_take(installation: Installation, town: Browser, draft: str) -> None:
    row = duties(town, draft)[0]
    installation.told("POST", f"/api/assignments/{row}/removal", {"anyway": True})
    address = f"{draft}/openings?person_id=2&day=2026-11-24"
    assert "09:00–11:00 敬老服务 · 负责人" in plain(town.client.get(address, headers=SCRIPTED).text)
    assert "安排测试乙：敬老服务" in follow(town, town.post(address, f"{draft}/roles/1/assign", person_id="2"))
    assert "当天没有此人可承担的空缺名额。" in town.get(f"{draft}/openings?person_id=2&day=2026-11-23").text
    assert town.get(f"{draft}/openings?person_id=2&day=x").status_code == 422
    assert town.get(f"{draft}/at-hand").status_code == 204


def test_a_duty_put_down_on_another_day_is_left_for_what_is_open_there(
    installation: Installation, town: Browser, draft: str
) -> None:
    """测试甲 leads on the 24th; somebody else's duty on the 25th is taken away first."""
    one = duties(town, draft)[0]
    address = f"{draft}/openings?person_id=1&day=2026-11-25&instead_of={one}"
    assert "当天没有同类活动的空缺。" in town.get(address).text
    [other] = [row["id"] for row in installation.told("GET", "/api/rosters/1/assignments")[1] if row["role_id"] == 3]
    assert installation.told("POST", f"/api/assignments/{other}/removal", {"anyway": True})[0] == 201
    shown = plain(town.client.get(address, headers=SCRIPTED).text)
    assert "放下敬老服务（11月24日 周二 09:00–11:00）。" in shown
    assert town.post(address, f"{draft}/assignments/{one}/move", role_id="x").status_code == 422
    moved = town.post(address, f"{draft}/assignments/{one}/move", role_id="3", anyway="yes")
    assert "测试甲由敬老服务改到便民咨询" in follow(town, moved)
    assert (3, 1) in assigned(installation)


def test_a_published_roster_is_read_only(installation: Installation, town: Browser) -> None:
    board = f"/rosters/{installation.published()}"
    page = f"{board}/assignments/{duties(town, board)[0]}"
    shown = town.get(page).text
    assert ("为何是" in shown, "hand-over" in shown, "removal" in shown) == (True, False, False)
    assert town.post(page, f"{page}/removal", anyway="yes").status_code == 409
    assert 'id="undo"' not in town.get(board).text
