"""What each calendar should say, before it is said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from scheduler.calendars.entries import KEPT_BACK, Content, EntryStatus, uid
from scheduler.models import Activity, FeedKind, Person, PlaceKind
from scheduler.services.feeds.wanted import personal, shared
from scheduler.services.rosters import drafts, duties
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown, at


def content(title: str, **more: Any) -> Content:
    """What a calendar says of the small town's activity."""
    facts = {"place": "龙山塘村", "description": "", "geo": None, "team": "", "status": EntryStatus.CONFIRMED, **more}
    return Content(title=title, starts_at=at(24, 9), ends_at=at(24, 11), **facts)


def duty_name(person: Person, activity: Activity) -> str:
    return uid(KEY, "duty", person.id, activity.roles[0].id)


def test_people_want_their_duties_and_the_offers_that_wait_for_them(small: SmallTown) -> None:
    activity, worker, asked = small.activity(notes="带水"), small.worker(), small.volunteer()
    small.published(activity, worker, asked)
    title = "敬老服务（协助）"
    assert personal(small.session, small.town, KEY, [worker.id, asked.id], NOW) == {
        (FeedKind.PERSON, str(worker.id)): {duty_name(worker, activity): content(title, description="带水")},
        (FeedKind.PERSON, str(asked.id)): {
            duty_name(asked, activity): content(title, description="带水", status=EntryStatus.TENTATIVE)
        },
    }
    assert personal(small.session, small.town, KEY, [], NOW) == {}


def test_what_was_declined_or_withdrawn_is_not_wanted(small: SmallTown) -> None:
    activity, gone, declined = small.activity(), small.worker(), small.volunteer()
    small.published(activity, gone, declined)
    duties.decline(small.session, small.as_person(declined), small.duty(declined, activity).id, now=NOW)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.publish(draft)
    assert personal(small.session, small.town, KEY, [gone.id, declined.id], NOW) == {}


def test_a_member_is_told_of_the_team_and_of_the_venue_with_its_coordinates(small: SmallTown) -> None:
    venue = small.place("党校", PlaceKind.VENUE, latitude=22.5, longitude=112.5)
    member = small.volunteer()
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1, venue=venue)
    small.published(march, small.team("先锋一队", [member]))
    said = content("巡查（协助）", place="龙山塘村 党校", geo=(22.5, 112.5), team="先锋一队")
    assert personal(small.session, small.town, KEY, [member.id], NOW) == {
        (FeedKind.PERSON, str(member.id)): {duty_name(member, march): said}
    }


@pytest.mark.parametrize(("later", "wanted"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_what_is_history_is_wanted_by_nobody(small: SmallTown, later: timedelta, wanted: bool) -> None:
    activity, worker = small.activity(), small.worker()
    small.published(activity, worker)
    now = at(24, 11) + KEPT_BACK + later
    assert bool(personal(small.session, small.town, KEY, [worker.id], now)) is wanted
    found, _ = shared(small.session, small.town, KEY, now)
    assert bool(found[FeedKind.TOWN, ""]) is wanted


def test_shared_calendars_want_what_goes_ahead_by_town_kind_village_and_team_without_names(small: SmallTown) -> None:
    single, whole = (
        small.activity(notes="请致电王女士"),
        small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1, place=small.community),
    )
    team = small.team("先锋一队", [small.volunteer()])
    small.activity("没有人")
    draft = small.draft()
    small.pin(draft, single, small.worker(), small.volunteer())
    small.pin(draft, whole, team)
    small.publish(draft)
    one = {uid(KEY, "activity", single.id): content("敬老服务")}
    other = {uid(KEY, "activity", whole.id): content("巡查", place="雅冈社区")}
    assert shared(small.session, small.town, KEY, NOW) == (
        {
            (FeedKind.TOWN, ""): {**one, **other},
            (FeedKind.KIND, "service"): {**one, **other},
            (FeedKind.VILLAGE, str(small.village.id)): one,
            (FeedKind.VILLAGE, str(small.community.id)): other,
            (FeedKind.TEAM, str(team.id)): other,
        },
        set(),
    )


def test_what_is_confidential_is_kept_from_shared_calendars_until_it_is_over(small: SmallTown) -> None:
    secret = small.activity("联合执法", confidential=True)
    small.published(secret, small.worker())
    name = uid(KEY, "activity", secret.id)
    assert shared(small.session, small.town, KEY, at(24, 11) - timedelta(seconds=1)) == (
        {(FeedKind.TOWN, ""): {}},
        {name},
    )
    found, confidential = shared(small.session, small.town, KEY, at(24, 11))
    assert (found[FeedKind.TOWN, ""], confidential) == ({name: content("联合执法")}, set())


def test_a_town_without_a_published_roster_wants_an_empty_calendar(small: SmallTown) -> None:
    small.pin(small.draft(), small.activity(), small.worker())
    assert shared(small.session, small.town, KEY, NOW) == ({(FeedKind.TOWN, ""): {}}, set())
