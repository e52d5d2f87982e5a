"""Mail that did not arrive is shown to coordinators: to whom, what it said, and why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.models import Notice, Person
from tests.api.client import Browser, Installation
from tests.api.pages.reading import follow, table

pytestmark = pytest.mark.usefixtures("before_the_duties")

SENTENCES = [
    "诚邀您参加：敬老服务（协助），11月24日 周二 09:00–11:00，龙山塘村。请答复接受或婉拒。 11月20日 周五 09:00",
    "诚邀您参加：便民咨询（协助），11月25日 周三 14:00–16:00，龙山塘村。请答复接受或婉拒。 11月20日 周五 09:00",
]


def fail(installation: Installation, refusal: str | None) -> None:
    """Have the mail of all notices failed for good."""
    with installation.factory.begin() as session:
        for notice in session.scalars(select(Notice).where(Notice.mail_state == "waiting")):
            notice.mail_state, notice.mail_error = "failed", refusal


@pytest.mark.parametrize(
    ("refusal", "why"),
    [("550 <bing@example.org> unknown", "550 <bing@example.org> unknown"), (None, "多次发送均被中断。")],
)
def test_undelivered_mail_is_listed_with_its_reason(
    installation: Installation, town: Browser, refusal: str | None, why: str
) -> None:
    installation.published()
    assert "未送达" not in town.get("/rosters").text
    fail(installation, refusal)
    said = town.get("/rosters").text
    listed = table(town.get("/undelivered").text)
    assert f"有 {len(listed)} 条邮件通知未送达。" in said
    assert 'href="/undelivered"' in said
    assert {tuple(row[:3]) for row in listed} == {("测试丙", "+8613800000003", "bing@example.org")}
    assert {row[3] for row in listed} <= set(SENTENCES)
    assert [row[4] for row in listed] == [why] * len(listed) != []


def test_what_the_person_has_read_is_listed_no_more(installation: Installation, town: Browser) -> None:
    installation.published()
    fail(installation, "550 unknown")
    with installation.factory.begin() as session:
        person = session.scalars(select(Person).where(Person.email.is_not(None))).one()
        for notice in session.scalars(select(Notice).where(Notice.person_id == person.id)):
            notice.read_at = notice.created_at
    assert table(town.get("/undelivered").text) == []
    assert "均已送达或正在发送" in town.get("/undelivered").text


def test_mail_is_sent_again_once_and_leaves_the_list(installation: Installation, town: Browser) -> None:
    installation.published()
    fail(installation, "550 unknown")
    with installation.factory() as session:
        numbers = session.scalars(select(Notice.id).where(Notice.mail_state == "failed").order_by(Notice.id)).all()
    path = f"/undelivered/{numbers[0]}/mail"
    shown = follow(town, town.post("/undelivered", path))
    assert ("发给测试丙的邮件将重新发送。" in shown, path in shown, len(table(shown))) == (
        True,
        False,
        len(numbers) - 1,
    )
    with installation.factory() as session:
        assert session.get_one(Notice, numbers[0]).mail_state == "waiting"
    late = town.post("/undelivered", path)
    assert (late.status_code, "此通知无须重新发送" in late.text) == (409, True)


def test_without_an_address_there_is_nothing_to_press(installation: Installation, town: Browser) -> None:
    installation.published()
    fail(installation, "550 unknown")
    with installation.factory.begin() as session:
        session.scalars(select(Person).where(Person.email.is_not(None))).one().email = None
    assert "/mail" not in town.get("/undelivered").text


@pytest.mark.parametrize(
    ("language", "heading"),
    [("zh_Hans", "未送达的邮件通知"), ("zh_Hant", "未送達的郵件通知"), ("en", "Mail that did not arrive")],
)
def test_the_empty_page_in_each_language(town: Browser, language: str, heading: str) -> None:
    assert f"<h1>{heading} " in town.get(f"/undelivered?lang={language}").text
