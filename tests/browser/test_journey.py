"""The whole path in a real browser: import, generate, publish, a person's phone, a change that moves in place."""

from __future__ import annotations

import re
from datetime import date, timedelta

from icalendar import Calendar, Event
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, NAME, PHONE, Watched, sign_in
from tests.service import Service, wait_until


def bring(page: Page, service: Service, workbook: bytes) -> None:
    """Import a workbook by the page."""
    page.goto(f"{service.base}/import")
    page.set_input_files("input[name=file]", {"name": "镇.xlsx", "mimeType": "", "buffer": workbook})
    page.click("text=检查文件")
    page.click("text=全部导入")
    expect(page.locator(".flash").first).to_be_visible()


def generate(page: Page, service: Service, monday: date) -> None:
    """Make a draft of next week and have it solved."""
    page.goto(f"{service.base}/rosters")
    page.fill("input[name=first_day]", monday.isoformat())
    page.fill("input[name=last_day]", (monday + timedelta(days=6)).isoformat())
    page.click("button:text-is('建立草稿')")
    page.fill("input[name=seconds]", "5")
    page.click("button:text-is('自动排班')")
    expect(page.locator("dl")).to_contain_text("5 / 6")


def publish(page: Page) -> None:
    """Publish the roster that is shown."""
    page.click("a:text-is('发布…')")
    page.click("button:text-is('立即发布')")
    expect(page.locator(".flash")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("已发布")


def personal_link(page: Page, service: Service, name: str) -> str:
    """Issue a link to a person."""
    page.goto(f"{service.base}/people?q=P0")
    page.get_by_role("link", name=name).click()
    page.click("text=发放个人链接")
    expect(page.locator(".qr svg")).to_be_visible()
    return page.locator("input[readonly]").first.input_value()


def enter(watched: Watched, link: str) -> Page:
    """A person's phone, come in by the link."""
    phone = watched.open(PHONE, has_touch=True)
    phone.goto(link)
    phone.click("main button")
    phone.wait_for_url("**/me")
    return phone


def events(service: Service, address: str) -> dict[str, Event]:
    """A feed's events by title."""
    status, content, _ = service.fetch(address)
    assert status == 200
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def event_of(service: Service, address: str, title: str) -> Event:
    """The event of an activity, whatever its prefix; an empty one while the calendar is being built."""
    found = events(service, address).items()
    return next((event for name, event in found if title in name), Event())


def test_from_the_workbook_to_the_phone_and_back(
    service: Service, watched: Watched, workbook: bytes, monday: date
) -> None:
    desk = watched.open(DESKTOP)
    sign_in(desk, service)
    bring(desk, service, workbook)
    generate(desk, service, monday)

    desk.click("nav >> text=空缺名额")
    expect(desk.locator(".cards .card")).to_have_count(1)
    expect(desk.locator(".cards")).to_contain_text("便民咨询 · 协助")
    expect(desk.locator(".cards")).to_contain_text("空缺 1 个")

    desk.click("nav >> text=总览")
    publish(desk)
    desk.click("nav >> text=志愿者")
    expect(desk.locator(".board tbody th a").first).to_have_text(NAME)
    expect(desk.locator("main b")).to_have_count(0)

    phone = enter(watched, personal_link(desk, service, NAME))
    expect(phone.locator("h1")).to_contain_text(NAME)
    offer = phone.locator("article.offer", has_text="便民咨询")
    offer.get_by_role("button", name="接受").click()
    expect(phone.locator("article:not(.offer)", has_text="便民咨询")).to_contain_text("已接受")

    phone.click("nav >> text=我的日历")
    expect(phone.locator("a.button.main")).to_have_attribute("href", re.compile("^webcal://"))
    address = phone.locator("input[readonly]").input_value()
    assert len(phone.locator(".qr svg").all()) == 1
    wait_until(lambda: event_of(service, address, "便民咨询").get("STATUS") == "CONFIRMED", "the accepted duty")
    before = event_of(service, address, "便民咨询")

    desk.goto(f"{service.base}/activities?from=all&q=便民")
    desk.click("tbody a")
    desk.fill("input[name=starts_time]", "15:00")
    desk.fill("input[name=ends_time]", "17:00")
    desk.click("button:text-is('保存')")
    expect(desk.locator(".flash")).to_be_visible()
    desk.goto(f"{service.base}/rosters")
    desk.click("tbody a")
    desk.click("button:text-is('新建版本')")
    desk.click("a:text-is('发布…')")
    expect(desk.locator("tbody")).to_contain_text("15:00")
    desk.click("button:text-is('立即发布')")
    expect(desk.locator("h1")).to_contain_text("第 2 版")

    wait_until(lambda: event_of(service, address, "便民咨询").start.hour == 15, "the moved event")
    after = event_of(service, address, "便民咨询")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1

    other = enter(watched, personal_link(desk, service, "测试丁"))
    expect(other.locator(".hint")).to_contain_text("15:00–17:00")
    other.locator("article.offer", has_text="便民咨询").get_by_text("婉拒…").click()
    other.locator("article.offer", has_text="便民咨询").get_by_role("button", name="确认婉拒").click()
    expect(other.locator("article.offer", has_text="便民咨询")).to_have_count(0)

    desk.goto(f"{service.base}/rosters")
    desk.click("tbody tr:first-child a")
    desk.click("nav >> text=空缺名额")
    expect(desk.locator(".cards")).to_contain_text("空缺 2 个")


def test_a_run_is_watched_and_stopped_when_it_is_good_enough(town: Service, watched: Watched, draft: int) -> None:
    town.call("POST", f"/api/rosters/{draft}/runs", {"seconds": 120, "effort": 1_000_000_000})
    page = watched.open(DESKTOP)
    sign_in(page, town)
    page.goto(f"{town.base}/rosters/{draft}")
    expect(page.locator("#progress progress")).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("满岗")
    page.click("button:text-is('停止并保留当前最好结果')")
    expect(page.locator("#progress")).to_have_count(0)
    expect(page.locator("dl")).to_contain_text("5 / 6")
    expect(page.locator("dl")).to_contain_text("尚未证明")
