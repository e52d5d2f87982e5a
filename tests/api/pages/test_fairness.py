"""Fairness in the console: by a roster, over months, as a plot and as a table."""

from __future__ import annotations

import re

import pytest

from scheduler.models import Town
from tests.api.client import Browser, Installation
from tests.api.pages.reading import empty, plain, table

pytestmark = pytest.mark.usefixtures("before_the_duties")

MONTHS = "/fairness?first=2026-11&last=2026-12"


@pytest.fixture
def published(installation: Installation, town: Browser) -> Browser:
    """A published roster."""
    installation.published()
    return town


def figures(text: str) -> list[list[str]]:
    """The table without its pictures."""
    return [row[:-1] for row in table(text)]


def test_a_roster_is_told_with_the_ledger_before_it_by_group_and_measure(published: Browser) -> None:
    shown = published.get("/rosters/1/fairness").text
    assert figures(shown) == [["测试甲", "0", "4", "4", "+2"], ["测试乙", "0", "0", "0", "-2"]]
    assert "公平份额为 2 小时，即本类别 2 名成员承担总量的平均数。" in plain(shown)
    volunteers = published.get("/rosters/1/fairness?group=volunteer&measure=rest_days").text
    assert figures(volunteers) == [["测试丁", "0", "0", "0", "0"], ["测试丙", "0", "0", "0", "0"]]
    assert empty(published.get("/rosters/1/fairness?group=team").text) == ["该类别暂无人员。 人员"]


def test_months_are_told_without_a_ledger_and_ask_for_others(published: Browser) -> None:
    shown = published.get(MONTHS).text
    assert figures(shown) == [["测试甲", "4", "+2"], ["测试乙", "0", "-2"]]
    assert re.findall(r'name="(first|last)" type="month" value="([^"]*)"', shown) == [
        ("first", "2026-11"),
        ("last", "2026-12"),
    ]
    assert 'href="/fairness?group=volunteer&amp;measure=hours&amp;first=2026-11&amp;last=2026-12"' in shown
    assert re.findall(r'value="(2026-\d\d)"', published.get("/fairness").text) == ["2026-06", "2026-11"]


def test_the_plot_has_a_title_and_says_who_carries_most_and_least(published: Browser) -> None:
    (drawn,) = re.findall(r'<svg viewBox="0 0 400.*?</svg>', published.get(MONTHS).text, re.DOTALL)
    assert re.findall(r"<(title|desc) id=\"([\w-]+)\">(.*?)</", drawn) == [
        ("title", "plot-title", "承担量与公平份额对比（小时）"),
        (
            *("desc", "plot-more"),
            "本页承担最多的是测试甲，最少的是测试乙，与公平份额 2 相差 +2 和 -2 小时。全部数据见下表。",
        ),
    ]
    assert re.findall(r">([^<>\n ]+)</text>", drawn) == ["2", "测试甲", "+2", "测试乙", "-2"]
    assert "style=" not in drawn


def test_each_ones_months_are_bars_that_say_their_figures(published: Browser) -> None:
    titles = re.findall(r'<title id="months-\d">(.*?)</title>', published.get(MONTHS).text)
    assert titles == ["测试甲：2026年11月 4", "测试乙：2026年11月 0"]


def test_months_that_cannot_be_are_said_at_their_field_and_stay_as_they_were_asked(published: Browser) -> None:
    shown = published.get("/fairness?first=2026-12&last=2026-11").text
    assert re.findall(r'id="last-wrong">([^<]*)<', shown) == ["不得早于起始月份。"]
    assert re.findall(r'type="month" value="([^"]*)"', shown) == ["2026-12", "2026-11"]
    assert 'id="first-wrong">填写月份，如 2026-11。' in published.get("/fairness?first=x").text


def test_months_without_a_published_roster_say_so(town: Browser) -> None:
    assert "这些月份没有已发布的排班表" in plain(town.get(MONTHS).text)


def test_what_the_policy_does_not_share_out_is_said(installation: Installation, published: Browser) -> None:
    assert "排班政策未要求" not in published.get(MONTHS).text
    with installation.factory.begin() as session:
        session.execute(Town.__table__.update().values(policy=[{"rule": "FairHours", "social_worker": 0}]))
    assert "排班政策未要求本类别均衡分担此项。" in published.get(MONTHS).text


@pytest.mark.parametrize("path", ["/rosters/1/fairness", "/fairness"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_fairness_is_a_file_too(published: Browser, path: str, form: str) -> None:
    answer = published.get(f"{path}.{form}")
    assert (answer.status_code, f".{form}" in answer.headers["Content-Disposition"]) == (200, True)
