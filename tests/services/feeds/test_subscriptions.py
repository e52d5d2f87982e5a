"""Who may subscribe to which calendar: addresses shown, renewed, shut; shared ones made public."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import Feed, FeedKind, Job, JobKind, Town, TownState
from scheduler.services.feeds import building, serving, subscriptions
from tests.at_once import held_up
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown


def test_a_person_sees_their_own_address_again_and_again_and_nobody_elses(small: SmallTown) -> None:
    worker, other = small.worker(), small.worker()
    me = small.as_person(worker)
    feed = subscriptions.ensure_personal_feed(small.session, me, worker.id, key=KEY, now=NOW)
    again = subscriptions.ensure_personal_feed(small.session, me, worker.id, key=KEY, now=NOW)
    assert (again is feed, subscriptions.token_of(feed, KEY)) == (True, subscriptions.token_of(again, KEY))
    with pytest.raises(Forbidden):
        subscriptions.ensure_personal_feed(small.session, me, other.id, key=KEY, now=NOW)


def test_line_9_a_token_is_160_bits_and_only_its_hash_is_kept(small: SmallTown) -> None:
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, small.worker().id, key=KEY, now=NOW)
    token = subscriptions.token_of(feed, KEY)
    assert (len(token), token.isalnum(), token.islower()) == (32, True, True)
    assert feed.token_hash is not None
    assert token not in feed.token_hash
    assert subscriptions.token_of(feed, b"other key") != token


def test_line_9_renewing_ends_the_old_address_and_revoking_shuts_it_until_renewed(small: SmallTown) -> None:
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, small.worker().id, key=KEY, now=NOW)
    old = subscriptions.token_of(feed, KEY)
    subscriptions.renew(small.session, small.actor, feed.id, key=KEY, now=NOW)
    new = subscriptions.token_of(feed, KEY)

    def served(token: str) -> int | None:
        found = serving.serve(small.session, token)
        return None if found is None else found.feed_id

    assert (served(old), served(new)) == (None, feed.id)
    subscriptions.revoke(small.session, small.actor, feed.id, now=NOW)
    assert served(new) is None
    subscriptions.renew(small.session, small.actor, feed.id, key=KEY, now=NOW)
    assert (served(new), served(subscriptions.token_of(feed, KEY))) == (None, feed.id)


def test_a_feed_whose_bytes_are_not_built_yet_is_not_served(small: SmallTown) -> None:
    feed = building.create_feed(small.session, small.town, ("person", str(small.worker().id)), KEY)  # type: ignore[arg-type]
    small.session.flush()
    assert serving.serve(small.session, subscriptions.token_of(feed, KEY)) is None


def test_switching_alarms_rebuilds_the_calendar_and_switching_to_the_same_does_not(small: SmallTown) -> None:
    worker = small.worker()
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, worker.id, key=KEY, now=NOW)
    for alarms in (True, False, False):
        subscriptions.set_alarms(small.session, small.actor, feed.id, alarms, now=NOW)
    jobs = small.session.scalars(select(Job).where(Job.town_id == small.town.id)).all()
    assert [(job.kind, job.payload["person_id"]) for job in jobs] == [(JobKind.FEEDS, worker.id)]


@pytest.mark.parametrize(("alarms", "count"), [(True, 2), (False, 0)])
def test_alarms_are_in_the_calendar_as_the_person_wishes(small: SmallTown, alarms: bool, count: int) -> None:
    worker = small.worker()
    small.published(small.activity(), worker)
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, worker.id, key=KEY, now=NOW)
    subscriptions.set_alarms(small.session, small.actor, feed.id, alarms, now=NOW)
    building.rebuild_personal(small.session, small.town.id, [worker.id], key=KEY, now=NOW)
    assert (feed.content or b"").count(b"BEGIN:VALARM") == count


def test_line_10_a_shared_feed_is_public_only_where_a_coordinator_says_so_and_a_persons_never(
    small: SmallTown,
) -> None:
    for town in small.session.scalars(select(Town).where(Town.id != small.town.id)):
        town.state = TownState.ARCHIVED
    worker = small.worker()
    small.published(small.activity(), worker)
    building.rebuild_shared(small.session, small.town.id, key=KEY, now=NOW)
    assert subscriptions.public_feeds(small.session) == []
    feeds = subscriptions.shared_feeds(small.session, small.actor)
    subscriptions.set_public(small.session, small.actor, feeds[0].id, True, now=NOW)
    assert subscriptions.public_feeds(small.session) == [feeds[0]]
    subscriptions.revoke(small.session, small.actor, feeds[0].id, now=NOW)
    assert subscriptions.public_feeds(small.session) == []
    own = subscriptions.ensure_personal_feed(small.session, small.actor, worker.id, key=KEY, now=NOW)
    with pytest.raises(Invalid, match="never public"):
        subscriptions.set_public(small.session, small.actor, own.id, True, now=NOW)
    with pytest.raises(Forbidden):
        subscriptions.set_public(small.session, small.as_person(worker), own.id, True, now=NOW)


def test_shared_feeds_stand_in_the_order_of_the_register(small: SmallTown) -> None:
    for subject in ("10", "9", "11", "2"):
        named = {"name": subject, "generation": 1}
        small.session.add(Feed(town_id=small.town.id, kind=FeedKind.TEAM, subject=subject, **named))
    feeds = subscriptions.shared_feeds(small.session, small.actor)
    assert [feed.subject for feed in feeds] == ["2", "9", "10", "11"]


def test_a_duty_has_no_file_before_its_calendar_is_built(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity()
    small.published(activity, worker)
    duty = small.duty(worker, activity)
    with pytest.raises(NotFound, match="no calendar yet"):
        subscriptions.event_of_duty(small.session, small.as_person(worker), duty.id, key=KEY)


def test_fetches_are_written_down_no_more_often_than_every_ten_minutes(small: SmallTown) -> None:
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, small.worker().id, key=KEY, now=NOW)
    token = subscriptions.token_of(feed, KEY)

    def news(minutes: int) -> bool:
        served = serving.serve(small.session, token)
        assert served is not None
        return served.fetch_is_news(NOW + serving.FETCHES_NOTED * minutes / 10)

    assert news(0) is True
    serving.mark_fetched(small.session, feed.id, now=NOW)
    assert (news(10), news(11)) == (False, True)
    assert small.session.scalar(select(Feed.fetched_at).where(Feed.id == feed.id)) == NOW


def test_a_calendar_that_a_worker_is_making_is_not_made_a_second_time(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        worker = small.worker()

    def ensure() -> int:
        with factory.begin() as session:
            feed = subscriptions.ensure_personal_feed(session, small.as_person(worker), worker.id, key=KEY, now=NOW)
            return feed.id

    with factory.begin() as session:
        building.rebuild_personal(session, small.town.id, [worker.id], key=KEY, now=NOW)
        other = held_up(ensure)
    made = other.result()
    with factory() as session:
        assert list(session.scalars(select(Feed.id))) == [made]
