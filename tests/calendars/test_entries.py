"""How an event's SEQUENCE, stamps and status follow what changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.calendars.entries import (
    CANCELLED_KEPT,
    KEPT_BACK,
    Content,
    Entry,
    EntryStatus,
    advanced,
    retained,
    uid,
)

FIRST = datetime(2026, 11, 20, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)
DUTY = Content("敬老服务", FIRST, FIRST + timedelta(hours=2), "龙山塘村")


def test_a_new_event_begins_at_sequence_0_and_says_the_same_for_ever_if_nothing_changes() -> None:
    entries = advanced({}, {"u": DUTY}, FIRST)
    assert entries == {"u": Entry("u", 0, FIRST, DUTY)}
    assert advanced(entries, {"u": DUTY}, LATER) == entries


@pytest.mark.parametrize(
    ("changed", "sequence"),
    [
        ({"starts_at": FIRST - timedelta(hours=1)}, 1),
        ({"ends_at": FIRST + timedelta(hours=3)}, 1),
        ({"place": "雅冈社区"}, 1),
        ({"status": EntryStatus.TENTATIVE}, 1),
        ({"title": "长者照护"}, 0),
        ({"description": "带水"}, 0),
    ],
)
def test_sequence_rises_with_time_place_and_status_and_the_stamp_with_every_change(
    changed: dict[str, object], sequence: int
) -> None:
    after = replace(DUTY, **changed)  # type: ignore[arg-type]
    entries = advanced({"u": Entry("u", 0, FIRST, DUTY)}, {"u": after}, LATER)
    assert entries == {"u": Entry("u", sequence, LATER, after)}


def test_what_is_gone_is_cancelled_once_and_comes_back_under_the_same_uid_with_a_higher_sequence() -> None:
    there = {"u": Entry("u", 3, FIRST, DUTY)}
    gone = advanced(there, {}, LATER)
    cancelled = replace(DUTY, status=EntryStatus.CANCELLED)
    assert gone == {"u": Entry("u", 4, LATER, cancelled)}
    assert advanced(gone, {}, LATER + timedelta(days=1)) == gone
    assert advanced(gone, {"u": DUTY}, LATER) == {"u": Entry("u", 5, LATER, DUTY)}


@pytest.mark.parametrize(
    ("ended", "status", "changed", "kept"),
    [
        (KEPT_BACK - timedelta(minutes=1), EntryStatus.CONFIRMED, timedelta(days=99), True),
        (KEPT_BACK, EntryStatus.CONFIRMED, timedelta(days=99), False),
        (timedelta(0), EntryStatus.CANCELLED, CANCELLED_KEPT - timedelta(minutes=1), True),
        (timedelta(0), EntryStatus.CANCELLED, CANCELLED_KEPT, False),
        (timedelta(0), EntryStatus.TENTATIVE, timedelta(days=99), True),
    ],
)
def test_a_feed_holds_90_days_back_and_cancelled_events_for_30(
    ended: timedelta, status: EntryStatus, changed: timedelta, kept: bool
) -> None:
    content = replace(DUTY, ends_at=LATER - ended, status=status)
    entry = Entry("u", 0, LATER - changed, content)
    assert retained([entry], LATER) == ([entry] if kept else [])


def test_uids_are_stable_opaque_and_different_for_each_person_and_role() -> None:
    names = [uid(b"key", "duty", person, role) for person in (1, 2, 12) for role in (1, 2, 21)]
    assert len(set(names)) == 9
    assert uid(b"key", "duty", 1, 2) == names[1]
    assert uid(b"other", "duty", 1, 2) != names[1]
    assert all(len(name) == len("0" * 32 + "@roster") for name in names)
