"""How people can be reached."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.models import Feed, FeedKind
from scheduler.services.rosters.versions.reach import Reach, reach
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def test_mail_and_phone_reach_whoever_has_them_and_nothing_the_others(small: SmallTown) -> None:
    mail, phone, nothing = small.worker(email="a@example.org"), small.worker(phone="+8613800000001"), small.worker()
    found = reach(small.session, small.town.id, [mail, phone, nothing], NOW)
    assert found == {
        mail.id: Reach(False, "a@example.org", None),
        phone.id: Reach(False, None, "+8613800000001"),
        nothing.id: Reach(False, None, None),
    }
    assert [one.nobody for one in found.values()] == [False, False, True]


@pytest.mark.parametrize(
    ("days", "revoked", "subscribed"), [(1, False, True), (15, False, False), (None, False, False), (1, True, False)]
)
def test_a_calendar_reaches_whose_phone_has_fetched_it_lately(
    small: SmallTown, days: int | None, revoked: bool, subscribed: bool
) -> None:
    person = small.worker()
    fetched_at = None if days is None else NOW - timedelta(days=days)
    values = {"kind": FeedKind.PERSON, "subject": str(person.id), "name": "x", "generation": 1}
    small.add(Feed(town_id=small.town.id, fetched_at=fetched_at, revoked=revoked, **values))
    assert reach(small.session, small.town.id, [person], NOW)[person.id].calendar is subscribed
