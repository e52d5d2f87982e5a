"""The policy page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

from sqlalchemy import Engine, event

from api.pages.policy import line
from scheduler.services.policy import described
from scheduler.services.policy.lawful import offered
from solver.policy import town_policy
from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, held, plain, problem, refused

RULES = [described.described(kind) for kind in offered().values()]


def ticked(browser: Browser) -> set[str]:
    """The rules that are switched on by a box."""
    return set(browser.filled("/policy", "/policy")["on"])


def test_saving_the_page_as_it_stands_changes_nothing(installation: Installation, browser: Browser) -> None:
    assert ticked(browser) == {
        str(entry["rule"])
        for entry in town_policy()
        if not next(one for one in RULES if one.rule == entry["rule"]).stays
    }
    before = installation.told("GET", "/api/town/policy")[1]
    assert "已保存" in follow(browser, browser.change("/policy", "/policy"))
    assert installation.told("GET", "/api/town/policy")[1] == before


def test_parameters_are_written_in_the_units_of_the_sentence(installation: Installation, browser: Browser) -> None:
    sent = {"HoursADay.employed": "7.5", "Evenings.from_minute": "18:30", "on": [*ticked(browser), "Evenings"]}
    browser.change("/policy", "/policy", **sent, mode="sum")
    told = installation.told("GET", "/api/town/policy")[1]
    rules = {rule["rule"]: rule for rule in told["rules"]}
    assert (told["mode"], rules["HoursADay"]["employed"], rules["Evenings"]) == (
        *("sum", 450),
        {"rule": "Evenings", "from_minute": 1110, "cost": 100},
    )
    assert "工作时间：8 小时 → 7.5 小时" in plain(browser.get("/policy").text)
    browser.post("/policy", "/policy/default")
    assert installation.told("GET", "/api/town/policy")[1]["is_default"] is True


def restoring(browser: Browser) -> str:
    """Where the one earlier policy that is offered is restored."""
    [offered] = re.findall(r'action="(/policy/history/\d+/restore)"', browser.get("/policy").text)
    return str(offered)


def test_an_earlier_policy_is_restored_by_one_click(browser: Browser) -> None:
    browser.change("/policy", "/policy", **{"HoursADay.employed": "7.5"})
    browser.change("/policy", "/policy", **{"HoursADay.employed": "7"})
    text = follow(browser, browser.change("/policy", restoring(browser)))
    assert ("此前的排班政策已恢复" in text, browser.filled("/policy", "/policy")["HoursADay.employed"]) == (
        True,
        ["7.5"],
    )
    assert text.count("现行") == 2


def test_who_restores_while_others_change_the_policy_is_asked_once_more_and_nothing_is_merged(browser: Browser) -> None:
    browser.change("/policy", "/policy", **{"HoursADay.employed": "7.5"})
    browser.change("/policy", "/policy", **{"HoursADay.employed": "7"})
    path = restoring(browser)
    stale = browser.filled("/policy", path)
    browser.change("/policy", "/policy", **{"MinimumRest.minutes": "11"})
    shown = browser.client.post(path, data=stale)
    assert (shown.status_code, problem(shown.text)) == (
        409,
        "其他人刚刚修改了排班政策或镇设置，此前的政策尚未恢复。仍要恢复吗？恢复后将替换现行全部规则，可用同样方式撤回。",
    )
    [notice] = re.findall(r'<section class="meanwhile".*?</section>', shown.text, re.DOTALL)
    assert re.sub(r"\d+月\d+日 周. \d\d:\d\d", "…", plain(notice)) == "coordinator …"
    [button] = re.findall(rf'action="{path}".*?(<button>.*?</button>)', shown.text, re.DOTALL)
    assert plain(button).startswith("仍要恢复")
    assert browser.filled("/policy", "/policy")["HoursADay.employed"] == ["7"]
    assert browser.client.post(path, data=held(shown.text, path)).status_code == 302
    stored = browser.filled("/policy", "/policy")
    assert [stored[name] for name in ("HoursADay.employed", "MinimumRest.minutes")] == [["7.5"], ["10"]]


def test_the_newest_of_the_trail_is_asked_for_once_for_all_forms_of_the_page(browser: Browser, engine: Engine) -> None:
    for hours in ("7.5", "7", "6.5"):
        browser.change("/policy", "/policy", **{"HoursADay.employed": hours})
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    text = browser.get("/policy").text
    event.remove(engine, "before_cursor_execute", note)
    assert (text.count('name="seen"'), len([each for each in asked if "max(audit.id)" in each])) == (3, 1)


def test_what_the_law_forbids_is_said_at_its_field_and_what_was_written_stays(browser: Browser) -> None:
    filled = {name: value[0] for name, value in browser.filled("/policy", "/policy").items() if name != "on"}
    sent = {**filled, "on": "Wishes", "HoursADay.overtime": "4"}
    status, said = refused(browser, "/policy", {**sent, "Wishes.rather_not": "much"})
    assert (status, said[""], said["Wishes.rather_not"]) == (422, "请检查标红的栏目。", "0 至 10000000 之间的整数。")
    status, said = refused(browser, "/policy", sent)
    assert (status, said) == (
        422,
        {
            "": "有的设置超出镇里可以决定的范围。",
            "HoursADay.overtime": "依法限 0 小时–3 小时：《劳动法》第三十六条、第四十一条，"
            "《国务院关于职工工作时间的规定》第三条。",
        },
    )


def test_a_stale_form_says_so_and_keeps_what_was_written(installation: Installation, browser: Browser) -> None:
    filled = browser.filled("/policy", "/policy")
    installation.told("PATCH", "/api/town", {"speed_kmh": 40})
    shown = browser.client.post("/policy", data={**filled, "Wishes.rather_not": "777"})
    assert (shown.status_code, 'value="777"' in shown.text) == (409, True)
    assert "其他人" in unescape(shown.text)


def test_no_box_is_offered_for_what_no_town_goes_without(browser: Browser) -> None:
    text = browser.get("/policy").text
    boxes = set(re.findall(r'name="on" value="(\w+)"', text))
    assert boxes == {one.rule for one in RULES if not one.stays}
    assert "HoursADay.with_team" not in text


def test_a_sentence_is_cut_at_its_fields_and_a_rule_without_one_has_all_its_fields_beside(
    installation: Installation,
) -> None:
    rest = next(one for one in RULES if one.rule == "MinimumRest")
    with installation.app.test_request_context("/policy?lang=en"):
        shown, bare = line(rest, {"minutes": 630}), line(replace(rest, sentence=None), None)
    assert [piece if isinstance(piece, str) else (piece.name, piece.value) for piece in shown.pieces][1] == (
        "MinimumRest.minutes",
        "10.5",
    )
    assert (bare.on, bare.pieces, [field.name for field in bare.beside]) == (False, (), ["MinimumRest.minutes"])


def test_a_stale_trial_is_still_on_the_roster_that_was_chosen(installation: Installation, browser: Browser) -> None:
    installation.bring()
    rosters = [installation.solved(), installation.solved("2026-11-30", "2026-12-06")]
    assert browser.filled("/policy", "/policy")["roster"] == [str(rosters[1])]
    sent = {**browser.filled("/policy", "/policy"), "HoursADay.employed": "7", "do": "try", "roster": str(rosters[0])}
    installation.told("PATCH", "/api/town", {"speed_kmh": 40})
    shown = browser.client.post("/policy", data=sent)
    again = held(shown.text, "/policy")
    assert (shown.status_code, again["roster"]) == (409, [str(rosters[0])])
    tried = browser.client.post("/policy", data={**again, "do": "try"})
    assert tried.headers["Location"] == f"/rosters/{rosters[1] + 1}/beside/{rosters[0]}"


def test_a_change_is_tried_on_a_roster_and_then_taken(installation: Installation, browser: Browser) -> None:
    installation.bring()
    assert "试算会有什么变化" not in browser.get("/policy").text
    roster = installation.solved()
    assert f'href="/policy?roster={roster}"' in browser.get(f"/rosters/{roster}/what-if/new").text
    before = installation.told("GET", "/api/town/policy")[1]
    sent = {"on": [*ticked(browser), "Evenings"], "Evenings.from_minute": "9:00", "do": "try", "roster": str(roster)}
    page = browser.change("/policy", "/policy", **sent).headers["Location"]
    assert page == f"/rosters/{roster + 1}/beside/{roster}"
    assert 'hx-trigger="every 2s"' in browser.get(page).text
    installation.work()
    shown = plain(browser.get(page).text)
    assert ("晚间任务：启用" in shown, "采用这一政策" in shown) == (True, True)
    assert installation.told("GET", "/api/town/policy")[1] == before
    status, told = installation.told("GET", f"/api/rosters/{roster + 1}/what-if")
    assert (status, told["against_id"], told["sentences"], told["ready"]) == (
        200,
        roster,
        ["Evenings: switched on"],
        True,
    )
    said = "这是试算草稿，按试算条件计算，不能发布。"
    assert [said in browser.get(f"/rosters/{one}").text for one in (roster, roster + 1)] == [False, True]
    browser.post(page, f"{page}/take")
    told = installation.told("GET", "/api/town/policy")[1]
    assert {"rule": "Evenings", "from_minute": 540, "cost": 100} in told["rules"]
