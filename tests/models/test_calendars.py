"""Feeds and their entries: what the database keeps out on either kind, and whose a feed is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from scheduler.models import CalendarEntry, Feed, FeedKind
from tests.conftest import NOW
from tests.models.refusals import Refused, refusal
from tests.services.small_town import SmallTown


def feed(small: SmallTown, **more: Any) -> Feed:
    return Feed(**{"town_id": small.town.id, "kind": FeedKind.TOWN, "subject": "", "name": "六祖镇", **more})


def entries(small: SmallTown) -> list[Any]:
    values = {"town_id": small.town.id, "feed_id": small.add(feed(small)).id, "uid": "a@roster", "sequence": 0}
    return [CalendarEntry(**values, status="confirmed", changed_at=NOW, content={}) for _ in range(2)]


REFUSED: Refused = (
    ("UNIQUE feed.town_id, feed.kind, feed.subject", lambda small: [feed(small), feed(small)]),
    (
        "UNIQUE feed.token_hash",
        lambda small: [feed(small, token_hash="a"), feed(small, kind=FeedKind.TEAM, token_hash="a")],
    ),
    ("UNIQUE calendar_entry.feed_id, calendar_entry.uid", entries),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


@pytest.mark.parametrize(
    ("kind", "subject", "person_id"),
    [
        (FeedKind.PERSON, "7", 7),
        (FeedKind.TEAM, "7", None),
        (FeedKind.VILLAGE, "7", None),
        (FeedKind.KIND, "service", None),
        (FeedKind.TOWN, "", None),
    ],
)
def test_only_a_persons_feed_is_somebodys(
    small: SmallTown, kind: FeedKind, subject: str, person_id: int | None
) -> None:
    assert small.add(feed(small, kind=kind, subject=subject)).person_id == person_id


def test_a_new_feed_is_shut_to_the_public_and_its_bytes_are_read_only_where_they_are_asked_for(
    small: SmallTown,
) -> None:
    made = small.add(feed(small, content=b"BEGIN:VCALENDAR"))
    small.session.expire(made)
    assert (made.generation, made.public, made.revoked, made.alarms, made.etag) == (1, False, False, True, None)
    assert inspect(made).unloaded == {"content"}
    assert made.content == b"BEGIN:VCALENDAR"
