"""A person's own page: what is asked, what is ahead, notices, the calendar."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from scheduler.models import Duty
from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, plain, problem

pytestmark = pytest.mark.usefixtures("before_the_duties")


def test_a_person_sees_what_is_asked_and_the_calendar(person: Browser) -> None:
    assert "目前没有安排给您的任务" in person.get("/me").text
    calendar = person.get("/me/calendar").text
    assert "webcal://" in calendar
    assert "尚无日历读取" in calendar
    person.post("/me/calendar", "/me/calendar/alarms", alarms="no")
    assert "提醒已关闭" in person.get("/me/calendar").text
    old = re.search(r"/calendars/\w+\.ics", calendar)
    person.post("/me/calendar", "/me/calendar/renew")
    new = re.search(r"/calendars/\w+\.ics", person.get("/me/calendar").text)
    assert old is not None
    assert new is not None
    assert (person.get(old[0]).status_code, person.get(new[0]).status_code) == (404, 200)


def test_a_person_is_told_how_each_device_subscribes_and_who_gets_a_copy(person: Browser) -> None:
    shown = person.get("/me/calendar").text
    assert plain(shown).count("订阅后，日历服务商会保存一份副本。") == 1
    assert re.findall(r"<dt>(.*?)</dt>", shown) == [
        "在微信中",
        "iPhone",
        "安卓和鸿蒙",
        "Outlook",
        "其他电脑软件",
        "不会自动更新的情况",
    ]
    address = re.search(r'readonly class="wide" value="http(://localhost/calendars/\w+\.ics)"', shown)
    assert address is not None
    assert (f'href="webcal{address[1]}"' in shown, shown.count("<svg")) == (True, 1)


def cards(text: str) -> list[str]:
    """The duties of a page, as one reads them."""
    return [plain(found) for found in re.findall(r"<article.*?</article>", text, re.DOTALL)]


def test_an_offer_is_accepted_and_given_back(installation: Installation, person: Browser) -> None:
    installation.published()
    shown = person.get("/me").text
    assert [card.partition(" 接受")[0] for card in cards(shown)] == [
        "敬老服务 11月24日 周二 09:00–11:00 龙山塘村 · 协助",
        "便民咨询 11月25日 周三 14:00–16:00 龙山塘村 · 协助",
    ]
    accept = re.search(r'action="(/me/duties/\d+)/accept"', shown)
    assert accept is not None
    shown = follow(person, person.post("/me", f"{accept[1]}/accept"))
    assert "已接受，感谢您的支持。" in shown
    assert "已接受 保存为 .ics" in cards(shown)[1]
    shown = follow(person, person.post("/me", f"{accept[1]}/decline"))
    assert "已婉拒，感谢您及时告知。" in shown
    assert cards(shown)[-1].endswith("已婉拒")
    again = person.post("/me", f"{accept[1]}/accept")
    assert (again.status_code, problem(again.text)) == (409, "该邀请已不可答复。")


def test_notices_are_read_and_put_away(installation: Installation, person: Browser) -> None:
    installation.published()
    assert (
        "诚邀您参加：敬老服务（协助），11月24日 周二 09:00–11:00，龙山塘村。请答复接受或婉拒。"
        in person.get("/me").text
    )
    last = re.search(r'name="last" value="([0-9]+)"', person.get("/me").text)
    assert last is not None
    assert "诚邀您参加：" in follow(person, person.post("/me", "/me/notices/read", last=str(int(last[1]) - 1)))
    assert "诚邀您参加：" not in follow(person, person.post("/me", "/me/notices/read", last=last[1]))


def test_a_duty_is_saved_as_a_file(installation: Installation, person: Browser) -> None:
    installation.published()
    path = re.search(r'action="(/me/duties/\d+)/accept"', person.get("/me").text)
    assert path is not None
    answer = person.get(f"{path[1]}.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="duty.ics"'
    assert (answer.status_code, answer.text.count("BEGIN:VEVENT")) == (200, 1)


def test_the_duty_of_somebody_else_is_not_there(installation: Installation, person: Browser) -> None:
    installation.published()
    with installation.factory() as session:
        other = session.scalars(select(Duty.id).where(Duty.person_id == 4)).first()
    shown = person.post("/me", f"/me/duties/{other}/accept")
    assert (shown.status_code, person.get(f"/me/duties/{other}.ics").status_code) == (403, 403)


def test_a_calendar_is_shut_and_opened_anew(person: Browser) -> None:
    assert "webcal://" in person.get("/me/calendar").text
    shown = follow(person, person.post("/me/calendar", "/me/calendar/revoke"))
    assert ("您的日历尚未开启" in shown, "webcal://" in shown) == (True, False)
    assert "webcal://" in follow(person, person.post("/me/calendar", "/me/calendar/renew"))
