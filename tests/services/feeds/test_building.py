"""What calendars say through the versions of a roster: CALENDAR.md's first list, the lines named by each test."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from scheduler.models import Activity, CalendarEntry, Feed, FeedKind, Market, MarketCalendar, Person
from scheduler.services.feeds import building, subscriptions
from scheduler.services.rosters import drafts, duties
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown, at

DAY = timedelta(days=1)


def feed_of(small: SmallTown, kind: FeedKind, subject: object = "") -> Feed:
    query = select(Feed).where(Feed.town_id == small.town.id, Feed.kind == kind, Feed.subject == str(subject))
    return small.session.scalars(query).one()


def rebuild(small: SmallTown, *, now: Any = NOW, trim: bool = False) -> int:
    people = building.people_with_feeds(small.session, small.town.id)
    count = building.rebuild_personal(small.session, small.town.id, people, key=KEY, now=now, trim=trim)
    return count + building.rebuild_shared(small.session, small.town.id, key=KEY, now=now, trim=trim)


def events(feed: Feed) -> list[dict[str, Any]]:
    return [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "title": str(event["SUMMARY"]),
            "start": event["DTSTART"].dt.astimezone(NOW.tzinfo),
            "stamp": event["DTSTAMP"].dt,
            "text": str(event.get("DESCRIPTION", "")),
        }
        for event in Calendar.from_ical(feed.content or b"").walk("VEVENT")
    ]


def brief(feed: Feed) -> list[tuple[int, str, str]]:
    return [(event["sequence"], event["status"], event["title"]) for event in events(feed)]


@pytest.fixture
def offer(small: SmallTown) -> tuple[SmallTown, Person, Activity]:
    """A volunteer who was offered a duty, and the calendars of it."""
    volunteer, activity = small.volunteer("测试甲"), small.activity()
    small.published(activity, volunteer)
    rebuild(small)
    return small, volunteer, activity


Offer = tuple[SmallTown, Person, Activity]


def answer(offer: Offer, accepts: bool, now: Any) -> None:
    small, volunteer, activity = offer
    act = duties.accept if accepts else duties.decline
    act(small.session, small.as_person(volunteer), small.duty(volunteer, activity).id, now=now)
    rebuild(small, now=now)


def test_line_3_a_feed_without_duties_is_a_calendar_with_its_zone(small: SmallTown) -> None:
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, small.worker().id, key=KEY, now=NOW)
    calendar = Calendar.from_ical(feed.content or b"")
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]
    assert str(calendar["PRODID"]) == "-//Town Roster//Duty calendars//ZH"


def test_line_4_a_duty_keeps_its_uid_through_versions_and_back_to_the_same_person(offer: Offer) -> None:
    small, volunteer, activity = offer
    feed = feed_of(small, FeedKind.PERSON, volunteer.id)
    (first,) = events(feed)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.publish(draft)
    rebuild(small, now=NOW + DAY)
    (gone,) = events(feed)
    draft = small.draft()
    small.pin(draft, activity, volunteer)
    small.publish(draft)
    rebuild(small, now=NOW + 2 * DAY)
    (back,) = events(feed)
    assert [first["uid"]] * 2 == [gone["uid"], back["uid"]]
    assert [(event["sequence"], event["status"]) for event in (first, gone, back)] == [
        (0, "TENTATIVE"),
        (1, "CANCELLED"),
        (2, "TENTATIVE"),
    ]


def test_line_4_uids_differ_by_person_and_the_single_file_has_that_of_the_feed(small: SmallTown) -> None:
    one, other, activity = small.worker(), small.worker(), small.activity()
    small.published(activity, one, other)
    rebuild(small)
    uids = [events(feed_of(small, FeedKind.PERSON, person.id))[0] for person in (one, other)]
    assert uids[0]["uid"] != uids[1]["uid"]
    duty = small.duty(one, activity)
    single = Calendar.from_ical(subscriptions.event_of_duty(small.session, small.as_person(one), duty.id, key=KEY))
    (event,) = single.walk("VEVENT")
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (uids[0]["uid"], 0)
    assert "METHOD" not in single


def test_line_5_a_moved_duty_has_a_higher_sequence_a_new_stamp_and_the_same_uid(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity()
    small.published(activity, worker)
    rebuild(small)
    feed = feed_of(small, FeedKind.PERSON, worker.id)
    (before,) = events(feed)
    activity.starts_at, activity.ends_at = at(25, 14), at(25, 16)
    small.again()
    rebuild(small, now=NOW + DAY)
    (after,) = events(feed)
    assert after == {**before, "sequence": 1, "start": at(25, 14), "stamp": NOW + DAY}
    assert events(feed_of(small, FeedKind.TOWN))[0]["sequence"] == 1


def test_line_5_another_venue_and_another_team_raise_the_sequence_and_another_title_does_not(
    small: SmallTown,
) -> None:
    member = small.volunteer()
    team = small.team("先锋一队", [member])
    activity = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    small.published(activity, team)
    rebuild(small)
    feed = feed_of(small, FeedKind.PERSON, member.id)
    found = [brief(feed)[0][0]]
    assert events(feed)[0]["text"] == "队伍：先锋一队"
    for number, change in enumerate(("title", "venue", "team"), start=1):
        if change == "title":
            activity.title = "改名"
        elif change == "venue":
            activity.venue = small.community
        else:
            team.name = "先锋二队"
        small.again()
        rebuild(small, now=NOW + number * DAY)
        found.append(brief(feed)[0][0])
    assert found == [0, 0, 1, 2]
    assert events(feed)[0]["stamp"] == NOW + 3 * DAY


def test_line_5_and_8_nothing_changes_where_nothing_changed(offer: Offer) -> None:
    small, _, _ = offer
    feeds = small.session.scalars(select(Feed).where(Feed.town_id == small.town.id).order_by(Feed.id)).all()
    before = [(feed.content, feed.etag, feed.modified_at) for feed in feeds]
    small.again()
    assert rebuild(small, now=NOW + DAY) == 0
    assert [(feed.content, feed.etag, feed.modified_at) for feed in feeds] == before


def test_line_6_an_overnight_duty_is_one_event(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity(hours=(22, 30)), worker)
    rebuild(small)
    (event,) = Calendar.from_ical(feed_of(small, FeedKind.PERSON, worker.id).content or b"").walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (at(24, 22), at(24, 30))
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_line_7_and_12_an_offer_is_tentative_confirmed_when_accepted_and_cancelled_when_declined(offer: Offer) -> None:
    small, volunteer, _ = offer
    feed = feed_of(small, FeedKind.PERSON, volunteer.id)
    found = brief(feed)
    for accepts in (True, False):
        answer(offer, accepts, NOW + DAY)
        found += brief(feed)
    assert found == [
        (0, "TENTATIVE", "【待确认】敬老服务（协助）"),
        (1, "CONFIRMED", "敬老服务（协助）"),
        (2, "CANCELLED", "【已取消】敬老服务（协助）"),
    ]
    event = Calendar.from_ical(feed.content or b"").walk("VEVENT")[0]
    assert (str(event["TRANSP"]), event.walk("VALARM")) == ("TRANSPARENT", [])


def test_line_10_shared_feeds_name_nobody_and_hold_kind_village_team_and_town(small: SmallTown) -> None:
    worker, member = small.worker("某某某", phone="13800000001", email="mou@example.org"), small.volunteer("队员甲")
    team = small.team("先锋一队", [member])
    draft = small.draft()
    small.pin(draft, small.activity("服务"), worker)
    small.pin(draft, small.activity("巡查", day=25, accepts=(Capacity.TEAM,), wanted=1, place=small.community), team)
    small.activity("无人")
    small.publish(draft)
    rebuild(small)
    shared = {
        (feed.kind, feed.subject): [title for _, _, title in brief(feed)]
        for feed in subscriptions.shared_feeds(small.session, small.actor)
    }
    assert shared == {
        (FeedKind.TOWN, ""): ["服务", "巡查"],
        (FeedKind.KIND, "service"): ["服务", "巡查"],
        (FeedKind.VILLAGE, str(small.village.id)): ["服务"],
        (FeedKind.VILLAGE, str(small.community.id)): ["巡查"],
        (FeedKind.TEAM, str(team.id)): ["巡查"],
    }
    for feed in subscriptions.shared_feeds(small.session, small.actor):
        for secret in ("某某某", "队员甲", "13800000001", "mou@example.org", "ATTENDEE", "ORGANIZER"):
            assert secret not in (feed.content or b"").decode()


def test_line_10_a_personal_feed_tells_nothing_of_the_person_and_of_nobody_else(small: SmallTown) -> None:
    worker = small.worker("某某某", phone="13800000001", email="mou@example.org", home_id=small.community.id)
    small.published(small.activity(), worker, small.volunteer("别的人", phone="13800000002"))
    rebuild(small)
    feed = feed_of(small, FeedKind.PERSON, worker.id)
    said = (feed.content or b"").decode().replace("\r\n ", "")
    secrets = ("别的人", "13800000001", "13800000002", "mou@example.org", "雅冈社区", "ATTENDEE", "ORGANIZER")
    assert [secret for secret in secrets if secret in said] == []
    assert [line for line in said.splitlines() if "某某某" in line] == [
        "NAME:我的值班 某某某",
        "X-WR-CALNAME:我的值班 某某某",
    ]


def test_line_10_what_is_confidential_is_with_those_assigned_alone_until_it_is_over(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity("联合执法", confidential=True), worker)
    rebuild(small)
    personal, town = feed_of(small, FeedKind.PERSON, worker.id), feed_of(small, FeedKind.TOWN)
    assert (len(events(personal)), events(town)) == (1, [])
    rebuild(small, now=at(24, 11) - timedelta(seconds=1), trim=True)
    assert events(town) == []
    rebuild(small, now=at(24, 11), trim=True)
    assert brief(town) == [(0, "CONFIRMED", "联合执法")]
    assert brief(feed_of(small, FeedKind.KIND, "service")) == [(0, "CONFIRMED", "联合执法")]


def test_line_10_what_becomes_confidential_is_gone_from_shared_feeds_without_a_word(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity()
    small.published(activity, worker)
    rebuild(small)
    town = feed_of(small, FeedKind.TOWN)
    activity.confidential = True
    small.again()
    rebuild(small, now=NOW + DAY)
    assert events(town) == []
    rebuild(small, now=at(24, 12))
    assert brief(town) == [(0, "CONFIRMED", "敬老服务")]


def test_line_13_only_the_nightly_job_trims_what_ended_90_days_ago(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity(), worker)
    rebuild(small)
    feed, town = feed_of(small, FeedKind.PERSON, worker.id), feed_of(small, FeedKind.TOWN)
    ended = at(24, 11)
    rebuild(small, now=ended + 90 * DAY - timedelta(seconds=1), trim=True)
    assert [len(events(feed)), len(events(town))] == [1, 1]
    before = feed.content
    rebuild(small, now=ended + 400 * DAY)
    assert feed.content == before
    rebuild(small, now=ended + 90 * DAY, trim=True)
    assert [events(feed), events(town)] == [[], []]
    rebuild(small, now=ended + 90 * DAY)
    assert [events(feed), events(town)] == [[], []]


def test_line_7_and_13_a_cancelled_duty_stays_for_30_days_until_the_nightly_job(offer: Offer) -> None:
    small, volunteer, activity = offer
    feed = feed_of(small, FeedKind.PERSON, volunteer.id)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.publish(draft)
    rebuild(small)
    rebuild(small, now=NOW + 30 * DAY - timedelta(seconds=1), trim=True)
    assert [status for _, status, _ in brief(feed)] == ["CANCELLED"]
    rebuild(small, now=NOW + 30 * DAY)
    assert [status for _, status, _ in brief(feed)] == ["CANCELLED"]
    rebuild(small, now=NOW + 30 * DAY, trim=True)
    assert events(feed) == []

    draft = small.draft()
    small.pin(draft, activity, volunteer)
    small.publish(draft)
    rebuild(small, now=NOW + 31 * DAY)
    assert brief(feed) == [(2, "TENTATIVE", "【待确认】敬老服务（协助）")]
    assert len(small.session.scalars(select(CalendarEntry).where(CalendarEntry.feed_id == feed.id)).all()) == 1


def test_line_14_a_lunar_market_day_is_one_event_with_its_lunar_date_and_no_rule(small: SmallTown) -> None:
    small.add(Market(town_id=small.town.id, place_id=small.village.id, calendar=MarketCalendar.LUNAR, digits="369"))
    worker = small.worker()
    small.published(small.activity("圩日服务", notes="带袖标"), worker)
    rebuild(small)
    feed = feed_of(small, FeedKind.PERSON, worker.id)
    assert events(feed)[0]["text"] == "农历十月十六圩日\n带袖标"
    assert b"RRULE" not in (feed.content or b"")
    assert b"RSCALE" not in (feed.content or b"")


def test_each_change_within_a_second_has_a_last_modified_of_its_own(offer: Offer) -> None:
    small, volunteer, _ = offer
    feed = feed_of(small, FeedKind.PERSON, volunteer.id)
    answer(offer, True, NOW + timedelta(milliseconds=300))
    assert feed.modified_at == NOW + timedelta(seconds=1)


def test_calendars_are_called_by_the_names_of_now(small: SmallTown) -> None:
    worker = small.worker("旧名")
    small.published(small.activity(), worker)
    rebuild(small)
    worker.name = "新名"
    rebuild(small)
    names = small.session.scalars(select(Feed.name).where(Feed.town_id == small.town.id).order_by(Feed.kind)).all()
    assert sorted(names) == sorted(["我的值班 新名", "六祖镇", "六祖镇 服务项目", "龙山塘村"])


def test_other_peoples_feeds_are_left_alone_when_one_is_rebuilt(small: SmallTown) -> None:
    one, other, activity = small.worker(), small.worker(), small.activity()
    small.published(activity, one, other)
    assert building.rebuild_personal(small.session, small.town.id, [one.id], key=KEY, now=NOW) == 1
    assert small.session.scalars(select(Feed.subject).where(Feed.town_id == small.town.id)).all() == [str(one.id)]
