"""Calendars as subscribers fetch them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.calendars.conditional import etag
from scheduler.models import Audit, Feed, FeedKind, TownState
from scheduler.services.feeds import building
from scheduler.services.feeds.serving import FETCHES_NOTED, Served, content_bytes, mark_fetched, serve
from scheduler.services.feeds.subscriptions import ensure_personal_feed, token_of
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown


@pytest.fixture
def feed(small: SmallTown) -> Feed:
    return ensure_personal_feed(small.session, small.actor, small.worker().id, key=KEY, now=NOW)


def test_a_calendar_is_found_by_its_token_with_what_its_answer_needs(small: SmallTown, feed: Feed) -> None:
    assert feed.content is not None
    assert serve(small.session, token_of(feed, KEY)) == Served(feed.id, etag(feed.content), NOW, None)
    assert content_bytes(small.session, feed.id) == feed.content


@pytest.mark.parametrize("token", ["", "x", "a" * 32, "\x00"])
def test_an_unknown_token_finds_nothing(small: SmallTown, feed: Feed, token: str) -> None:
    assert feed.etag is not None
    assert serve(small.session, token) is None


def test_a_calendar_that_is_shut_is_not_found(small: SmallTown, feed: Feed) -> None:
    feed.revoked = True
    small.session.flush()
    assert serve(small.session, token_of(feed, KEY)) is None


def test_calendars_of_an_archived_town_end(small: SmallTown, feed: Feed) -> None:
    small.town.state = TownState.ARCHIVED
    small.session.flush()
    assert serve(small.session, token_of(feed, KEY)) is None


def test_a_calendar_that_is_not_built_yet_has_no_bytes(small: SmallTown) -> None:
    empty = building.create_feed(small.session, small.town, (FeedKind.PERSON, str(small.worker().id)), KEY)
    small.session.flush()
    assert (serve(small.session, token_of(empty, KEY)), content_bytes(small.session, empty.id)) == (None, b"")


def test_a_fetch_is_written_down_without_a_word_in_the_audit_trail(small: SmallTown, feed: Feed) -> None:
    trail = select(Audit.id).where(Audit.town_id == small.town.id)
    before = small.session.scalars(trail).all()
    mark_fetched(small.session, feed.id, now=NOW)
    found = serve(small.session, token_of(feed, KEY))
    assert found is not None
    assert found.fetched_at == NOW
    assert small.session.scalars(trail).all() == before


@pytest.mark.parametrize(
    ("fetched", "news"),
    [(None, True), (timedelta(0), False), (FETCHES_NOTED, False), (FETCHES_NOTED + timedelta(seconds=1), True)],
)
def test_a_fetch_is_news_ten_minutes_after_the_last_that_was(fetched: timedelta | None, news: bool) -> None:
    before = None if fetched is None else NOW - fetched
    assert Served(1, "x", NOW, before).fetch_is_news(NOW) is news
