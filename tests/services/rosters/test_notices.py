"""Notices: what they say, who has read them, how their mail goes out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.errors import Conflict, DomainError, Forbidden, NotFound
from scheduler.models import Notice, NoticeKind, Person
from scheduler.services.rosters import duties, notices
from scheduler.services.rosters.notices import MOST_MAIL_ATTEMPTS, Mail
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at
from tests.services.trail import trail

FACTS = {
    "title": "敬老服务",
    "role": "协助",
    "place": "龙山塘村",
    "starts_at": "2026-11-24T01:00:00+00:00",
    "ends_at": "2026-11-24T03:00:00+00:00",
    "asked": False,
}


@pytest.mark.parametrize(
    ("kind", "asked", "expected"),
    [
        (NoticeKind.ASSIGNED, False, "You are on duty: 敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村."),
        (
            NoticeKind.OFFERED,
            True,
            "You are asked to help: 敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村. Please accept or decline.",
        ),
        (NoticeKind.CHANGED, False, "Your duty has changed: 敬老服务 (协助), now Tue 24 Nov 09:00–11:00, 龙山塘村."),
        (
            NoticeKind.CHANGED,
            True,
            "What you are asked to help with has changed: 敬老服务 (协助), now Tue 24 Nov 09:00–11:00, 龙山塘村. "
            "Please accept or decline anew.",
        ),
        (
            NoticeKind.WITHDRAWN,
            False,
            "You are no longer needed for 敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村.",
        ),
    ],
)
def test_a_notice_says_what_happened_and_what_is_asked(kind: NoticeKind, asked: bool, expected: str) -> None:
    notice = Notice(kind=kind, facts={**FACTS, "asked": asked})
    assert str(notices.sentence(notice, "Asia/Shanghai")) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("zh_Hans", "您已被安排任务：敬老服务（协助），11月24日 周二 23:00 – 11月25日 周三 07:00，龙山塘村。"),
        ("zh_Hant", "您已被安排任務：敬老服务（协助），11月24日 週二 23:00 – 11月25日 週三 07:00，龙山塘村。"),
        ("en", "You are on duty: 敬老服务 (协助), Tue 24 Nov 23:00 – Wed 25 Nov 07:00, 龙山塘村."),
    ],
)
def test_a_notice_says_when_in_each_languages_own_way(locale: str, expected: str) -> None:
    night = {"starts_at": "2026-11-24T15:00:00+00:00", "ends_at": "2026-11-24T23:00:00+00:00"}
    notice = Notice(kind=NoticeKind.ASSIGNED, facts={**FACTS, **night})
    assert notices.sentence(notice, "Asia/Shanghai").render(locale) == expected


def test_notices_are_read_newest_first_and_only_by_their_person(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity("一"), worker)
    draft = small.draft()
    small.pin(draft, small.activity("二", day=25), worker)
    small.publish(draft)
    me = small.as_person(worker)
    unread = notices.unread(small.session, me, worker.id)
    assert [notice.facts["title"] for notice, _ in unread] == ["二", "一"]
    notices.mark_read(small.session, me, worker.id, unread[1][0].id, now=NOW)
    small.session.expire_all()
    assert [notice.facts["title"] for notice, _ in notices.unread(small.session, me, worker.id)] == ["二"]
    notices.mark_read(small.session, me, worker.id, unread[0][0].id, now=NOW)
    small.session.expire_all()
    assert notices.unread(small.session, me, worker.id) == []
    assert [notice.read_at for notice in notices.notices_of(small.session, me, worker.id)] == [NOW, NOW]
    with pytest.raises(NotFound):
        notices.unread(small.session, me, worker.id + 10**6)


def test_of_a_duty_the_last_notice_is_shown_and_no_invitation_that_was_answered(small: SmallTown) -> None:
    activity, volunteer = small.activity("一"), small.volunteer("志愿者")
    small.published(activity, volunteer)
    me = small.as_person(volunteer)

    def unread() -> list[NoticeKind]:
        return [notice.kind for notice, _ in notices.unread(small.session, me, volunteer.id)]

    assert unread() == [NoticeKind.OFFERED]
    [fact] = duties.duties_of(small.session, me, volunteer.id, now=NOW)
    duties.accept(small.session, me, fact.duty.id, now=NOW)
    assert unread() == []
    activity.starts_at, activity.ends_at = at(24, 14), at(24, 16)
    small.session.flush()
    small.publish(small.draft())
    assert unread() == [NoticeKind.CHANGED]


@pytest.fixture
def waiting(small: SmallTown) -> SmallTown:
    """One notice to somebody with an address, one to somebody without."""
    small.published(
        small.activity(), small.worker("测试甲", email="jia@example.org", language="en"), small.worker("测试乙")
    )
    return small


def states(small: SmallTown) -> list[tuple[str, int]]:
    rows = small.session.scalars(select(Notice).where(Notice.town_id == small.town.id).order_by(Notice.id))
    return [(row.mail_state, row.mail_attempts) for row in rows]


def take(small: SmallTown, minutes: float = 0) -> Mail | None:
    return notices.take_mail(small.session, now=NOW + timedelta(minutes=minutes))


def test_a_mail_is_taken_once_in_the_persons_language_and_recorded_as_sent(waiting: SmallTown) -> None:
    mail = take(waiting)
    assert mail is not None
    assert (mail.to, mail.subject, mail.body) == (
        "jia@example.org",
        "六祖镇: 敬老服务",
        "You are on duty: 敬老服务 (协助), Tue 24 Nov 09:00–11:00, 龙山塘村.",
    )
    assert take(waiting) is None
    notices.record_mail(waiting.session, mail.notice_id, None, now=NOW)
    assert states(waiting) == [("sent", 1), ("none", 0)]
    assert take(waiting, 10**6) is None


def test_a_mail_whose_sender_died_is_taken_again_at_least_once(waiting: SmallTown) -> None:
    first = take(waiting)
    assert (take(waiting, 1.9), take(waiting, 2)) == (None, first)


def test_a_mail_that_is_refused_waits_longer_each_time_and_fails_after_the_fifth(waiting: SmallTown) -> None:
    minute = 0.0
    for attempt in range(1, MOST_MAIL_ATTEMPTS + 1):
        mail = take(waiting, minute)
        assert mail is not None
        notices.record_mail(waiting.session, mail.notice_id, f"refused {attempt}", now=NOW)
        assert take(waiting, minute + 2**attempt - 0.1) is None
        minute += 2**attempt
    assert take(waiting, minute) is None
    assert states(waiting) == [("failed", 5), ("none", 0)]
    failed = notices.undelivered(waiting.session, waiting.actor, now=NOW)
    assert [(row.person.name, row.mail_error) for row in failed] == [("测试甲", "refused 5")]


def test_a_mail_whose_last_sender_died_has_failed(waiting: SmallTown) -> None:
    minute = 0.0
    for attempt in range(1, MOST_MAIL_ATTEMPTS + 1):
        assert take(waiting, minute) is not None
        minute += 2**attempt
    assert take(waiting, minute) is None
    assert states(waiting) == [("failed", 5), ("none", 0)]


def test_undelivered_mail_concerns_nobody_once_it_is_read_or_its_duty_is_over(waiting: SmallTown) -> None:
    notice = waiting.session.scalars(select(Notice).where(Notice.mail_state == "waiting")).one()
    notice.mail_state = "failed"
    waiting.session.flush()
    ends_at = datetime.fromisoformat(notice.facts["ends_at"])
    last_moment = ends_at - timedelta(minutes=1)
    assert notices.undelivered(waiting.session, waiting.actor, now=last_moment) == [notice]
    assert notices.undelivered(waiting.session, waiting.actor, now=ends_at) == []
    notices.mark_read(waiting.session, waiting.actor, notice.person_id, notice.id, now=NOW)
    assert notices.undelivered(waiting.session, waiting.actor, now=last_moment) == []


@pytest.fixture
def failed(waiting: SmallTown) -> Notice:
    """A notice whose mail has failed for good."""
    notice = waiting.session.scalars(select(Notice).where(Notice.mail_state == "waiting")).one()
    notice.mail_state, notice.mail_attempts, notice.mail_error = "failed", MOST_MAIL_ATTEMPTS, "550 unknown"
    notice.mail_after = NOW + timedelta(minutes=32)
    waiting.session.flush()
    return notice


def test_mail_that_did_not_arrive_is_sent_again_at_once_to_the_new_address(waiting: SmallTown, failed: Notice) -> None:
    failed.person.email = "jia@example.com"
    notices.send_again(waiting.session, waiting.actor, failed.id, now=NOW)
    assert (failed.mail_error, states(waiting)) == (None, [("waiting", 0), ("none", 0)])
    assert trail(waiting, "notice") == [("coordinator", "update", {"mail_state": ["failed", "waiting"]})]
    mail = take(waiting)
    assert mail is not None
    assert (mail.to, states(waiting)) == ("jia@example.com", [("waiting", 1), ("none", 0)])


def test_only_a_coordinator_of_the_town_sends_again_what_has_failed_and_concerns_somebody(
    waiting: SmallTown, failed: Notice
) -> None:
    def refused(error: type[DomainError], small: SmallTown = waiting, now: datetime = NOW) -> str:
        with pytest.raises(error) as raised:
            notices.send_again(small.session, small.actor, failed.id, now=now)
        return str(raised.value)

    need_not = "This notice need not be sent again: it is on its way, read, or over."
    with pytest.raises(Forbidden):
        notices.send_again(waiting.session, waiting.as_person(failed.person), failed.id, now=NOW)
    assert refused(NotFound, SmallTown(waiting.session)) == f"There is no such entry (number {failed.id})."
    assert refused(Conflict, now=datetime.fromisoformat(failed.facts["ends_at"])) == need_not
    failed.person.email = None
    assert refused(Conflict) == "测试甲 has no mail address. Enter one first."
    failed.person.email, failed.read_at = "jia@example.org", NOW
    waiting.session.flush()
    assert refused(Conflict) == need_not
    failed.read_at, failed.mail_state = None, "sent"
    waiting.session.flush()
    assert refused(Conflict) == need_not
    assert trail(waiting, "notice") == []


def test_towns_whose_mail_is_due_are_known(waiting: SmallTown) -> None:
    assert waiting.town.id in notices.towns_with_mail(waiting.session, now=NOW)
    take(waiting)
    assert waiting.town.id not in notices.towns_with_mail(waiting.session, now=NOW)
    person = waiting.session.scalars(select(Person).where(Person.name == "测试甲").limit(1)).one()
    assert person.email == "jia@example.org"
