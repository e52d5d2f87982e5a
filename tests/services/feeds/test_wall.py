"""The board on a wall: what anybody may know of the next days, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.models import ActivityKind, Feed, FeedKind, Town, TownState
from scheduler.services.feeds.building import create_feed
from scheduler.services.feeds.subscriptions import renew, token_of
from scheduler.services.feeds.wall import DAYS_AHEAD, MOST_SHOWN, Shown, wall
from solver.candidates import Capacity
from tests.services.small_town import KEY, SmallTown, at

MONDAY = at(23, 8)


def feed_of(small: SmallTown, kind: FeedKind, subject: str = "") -> Feed:
    feed = create_feed(small.session, small.session.get_one(Town, small.town.id), (kind, subject), KEY)
    small.session.flush()
    return feed


def titles(small: SmallTown, feed: Feed, day: float = 23, hour: float = 8) -> list[tuple[int, list[str]]]:
    found = wall(small.session, token_of(feed, KEY), now=at(int(day), hour))
    assert found is not None
    return [(day.day, [one.title for one in shown]) for day, shown in found.days]


def test_it_names_kind_time_place_and_team_as_published_and_no_person(small: SmallTown) -> None:
    team = small.team("先锋一队", [small.volunteer("测试机密")])
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1, notes="电话 13800000000")
    small.published(march, team)
    march.title = "改了"
    small.session.flush()
    feed = feed_of(small, FeedKind.TOWN)
    found = wall(small.session, token_of(feed, KEY), now=MONDAY)
    assert found is not None
    assert (found.name, found.more, found.now) == (feed.name, 0, MONDAY)
    assert found.days == [
        (date(2026, 11, 23), []),
        (
            date(2026, 11, 24),
            [Shown(ActivityKind.SERVICE, "巡查", "龙山塘村", at(24, 9), at(24, 11), ("先锋一队",))],
        ),
    ]
    assert "测试机密" not in str(found)
    assert "13800000000" not in str(found)


def test_what_is_confidential_is_not_there_before_it_is_over_nor_what_nobody_holds_or_no_longer_is(
    small: SmallTown,
) -> None:
    draft = small.draft()
    small.pin(draft, small.activity("公开"), small.worker())
    small.pin(draft, small.activity("机密", confidential=True), small.worker())
    small.activity("无人")
    feed = feed_of(small, FeedKind.TOWN)
    assert titles(small, feed) == [(23, [])]
    small.publish(draft)
    assert titles(small, feed) == [(23, []), (24, ["公开"])]
    assert titles(small, feed, 24, 10) == [(24, ["公开"])]
    assert titles(small, feed, 24, 11) == [(24, [])]


def test_each_shared_calendar_has_its_own(small: SmallTown) -> None:
    team = small.team("先锋一队", [small.volunteer()])
    draft = small.draft()
    small.pin(draft, small.activity("整队", accepts=(Capacity.TEAM,), wanted=1), team)
    small.pin(draft, small.activity("社区", place=small.community, kind=ActivityKind.TRAINING), small.worker())
    small.publish(draft)
    for kind, subject, shown in (
        (FeedKind.TEAM, team.id, ["整队"]),
        (FeedKind.VILLAGE, small.community.id, ["社区"]),
        (FeedKind.KIND, "training", ["社区"]),
    ):
        assert titles(small, feed_of(small, kind, str(subject))) == [(23, []), (24, shown)]


def test_it_shows_a_week_and_as_much_as_finds_room(small: SmallTown) -> None:
    draft = small.draft(last=date(2026, 12, 6))
    for number in range(MOST_SHOWN + 1):
        small.pin(draft, small.activity(f"{number:02}"), small.worker())
    small.pin(draft, small.activity("下周", day=30), small.worker())
    small.publish(draft)
    found = wall(small.session, token_of(feed_of(small, FeedKind.TOWN), KEY), now=MONDAY)
    assert found is not None
    assert (len(found.days[1][1]), found.more) == (MOST_SHOWN, 1)
    later = wall(small.session, token_of(feed_of(small, FeedKind.KIND, "service"), KEY), now=MONDAY + timedelta(days=2))
    assert later is not None
    assert [day.day for day, _ in later.days] == [25, 30]
    assert DAYS_AHEAD == 7


def test_what_began_yesterday_and_goes_on_stands_under_today(small: SmallTown) -> None:
    small.published(small.activity("夜巡", hours=(22, 30)), small.worker())
    assert titles(small, feed_of(small, FeedKind.TOWN), 25, 2) == [(25, ["夜巡"])]


@pytest.mark.parametrize("token", ["", "x", "a" * 32, "\x00"])
def test_an_unknown_token_finds_nothing(small: SmallTown, token: str) -> None:
    feed_of(small, FeedKind.TOWN)
    assert wall(small.session, token, now=MONDAY) is None


def test_a_calendar_that_is_shut_or_renewed_or_a_persons_or_of_an_archived_town_has_none(small: SmallTown) -> None:
    feed, person = feed_of(small, FeedKind.TOWN), feed_of(small, FeedKind.PERSON, str(small.worker().id))
    token = token_of(feed, KEY)
    assert wall(small.session, token_of(person, KEY), now=MONDAY) is None
    assert wall(small.session, token, now=MONDAY) is not None
    renew(small.session, small.actor, feed.id, key=KEY, now=MONDAY)
    assert wall(small.session, token, now=MONDAY) is None
    token = token_of(feed, KEY)
    feed.revoked = True
    small.session.flush()
    assert wall(small.session, token, now=MONDAY) is None
    feed.revoked = False
    small.town.state = TownState.ARCHIVED
    small.session.flush()
    assert wall(small.session, token, now=MONDAY) is None
