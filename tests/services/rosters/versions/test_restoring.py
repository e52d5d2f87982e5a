"""An earlier version published again: what of it can still be, what cannot and why, and that all else follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.calendars.entries import EntryStatus
from scheduler.errors import Conflict, Forbidden
from scheduler.models import (
    Absence,
    ActivityState,
    CalendarEntry,
    Company,
    Couple,
    Duty,
    DutyState,
    Feed,
    FeedKind,
    HeldQualification,
    LedgerEntry,
    Notice,
    NoticeKind,
    Person,
    Qualification,
    Roster,
    RosterState,
    Team,
)
from scheduler.services.feeds.building import rebuild_personal
from scheduler.services.rosters import drafts, duties
from scheduler.services.rosters.versions.preview import publication
from scheduler.services.rosters.versions.restoring import Restoration, restoration, restore
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import FIRST, KEY, LAST, SmallTown, at

LATER = NOW + timedelta(hours=1)


def held(roster: Roster) -> dict[str, list[str]]:
    """Who holds what in a roster."""
    found: dict[str, list[str]] = {}
    for row in sorted(roster.assignments, key=lambda row: row.id):
        holder: Person | Team | None = row.person or row.team
        assert holder is not None
        found.setdefault(row.role.activity.title, []).append(holder.name)
    return found


def without(small: SmallTown, *people: Person, now: datetime = NOW) -> Roster:
    """A next version published without these people."""
    draft = small.draft(now=now)
    for row in list(draft.assignments):
        if row.person in people:
            drafts.remove(small.session, small.actor, row.id, now=now)
    return small.publish(draft, now=now)


def emptied(small: SmallTown) -> Roster:
    """A draft of the next version that assigns nobody."""
    draft = small.draft()
    for row in list(draft.assignments):
        drafts.remove(small.session, small.actor, row.id, now=NOW)
    return draft


def found(small: SmallTown, roster: Roster, now: datetime = LATER) -> Restoration:
    return restoration(small.session, small.actor, roster.id, now=now)


def lost(small: SmallTown, roster: Roster, now: datetime = LATER) -> list[tuple[str, str]]:
    return [(one.name, str(one.reason)) for one in found(small, roster, now).lost]


def restored(small: SmallTown, roster: Roster, now: datetime = LATER) -> dict[str, list[str]]:
    return held(restore(small.session, small.actor, roster.id, now=now))


def test_an_earlier_version_is_published_again_as_a_new_one(small: SmallTown) -> None:
    activity, one, other = small.activity(), small.worker("甲"), small.worker("乙")
    first = small.published(activity, one, other)
    second = without(small, other)
    third = restore(small.session, small.actor, first.id, now=LATER)
    assert (third.version, third.state, third.based_on_id, third.restores_id) == (
        *(3, RosterState.PUBLISHED),
        *(second.id, first.id),
    )
    assert (third.published_at, third.published_by) == (LATER, "coordinator")
    assert (first.state, second.state) == (RosterState.SUPERSEDED, RosterState.SUPERSEDED)
    assert [held(roster) for roster in (first, second, third)] == [
        {"敬老服务": ["甲", "乙"]},
        {"敬老服务": ["甲"]},
        {"敬老服务": ["甲", "乙"]},
    ]
    assert [row.pinned for row in third.assignments] == [True, True]


def test_duties_notices_and_ledger_follow_and_whoever_is_not_concerned_hears_nothing(small: SmallTown) -> None:
    activity, stays, leaves, comes = small.activity(), small.worker("留"), small.worker("走"), small.worker("来")
    first = small.published(activity, stays, leaves)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[1].id, now=NOW)
    small.pin(draft, activity, comes)
    small.publish(draft)
    known = set(small.session.scalars(select(Notice.id)))
    said = [(one.person.name, [word.news.kind for word in one.words]) for one in found(small, first).people]
    assert said == [("来", [NoticeKind.WITHDRAWN]), ("走", [NoticeKind.ASSIGNED])]
    restore(small.session, small.actor, first.id, now=LATER)
    news = [row for row in small.session.scalars(select(Notice).order_by(Notice.id)) if row.id not in known]
    assert [(row.person_id, row.kind) for row in news] == [
        (leaves.id, NoticeKind.ASSIGNED),
        (comes.id, NoticeKind.WITHDRAWN),
    ]
    assert [small.duty(person, activity).state for person in (stays, leaves, comes)] == [
        DutyState.ASSIGNED,
        DutyState.ASSIGNED,
        DutyState.WITHDRAWN,
    ]
    entries = small.session.scalars(select(LedgerEntry).order_by(LedgerEntry.person_id))
    assert [(row.person_id, row.minutes) for row in entries] == [(stays.id, 120), (leaves.id, 120)]


def test_the_event_of_a_duty_that_comes_back_keeps_its_uid_and_raises_its_sequence(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()

    def event(now: datetime) -> tuple[str, int, str]:
        rebuild_personal(small.session, small.town.id, [worker.id], key=KEY, now=now)
        feed = small.session.scalars(select(Feed).where(Feed.kind == FeedKind.PERSON)).one()
        row = small.session.scalars(select(CalendarEntry).where(CalendarEntry.feed_id == feed.id)).one()
        return row.uid, row.sequence, row.status

    first = small.published(activity, worker)
    uid, *told = event(NOW)
    assert told == [0, EntryStatus.CONFIRMED]
    without(small, worker)
    assert event(NOW) == (uid, 1, EntryStatus.CANCELLED)
    restore(small.session, small.actor, first.id, now=LATER)
    assert event(LATER) == (uid, 2, EntryStatus.CONFIRMED)


def test_what_was_called_off_moved_away_or_left_by_its_people_is_not_restored_and_says_why(small: SmallTown) -> None:
    off, away, kept = small.activity("一"), small.activity("二", day=25), small.activity("三", day=26)
    people = {name: small.worker(name) for name in "甲乙丙丁"}
    draft = small.draft()
    small.pin(draft, off, people["甲"])
    small.pin(draft, away, people["乙"])
    small.pin(draft, kept, people["丙"], people["丁"])
    first = small.publish(draft)
    without(small, people["丁"], people["丙"])
    off.state, people["丙"].active = ActivityState.CANCELLED, False
    away.starts_at, away.ends_at = at(4, 9, month=12), at(4, 11, month=12)
    small.session.flush()
    assert lost(small, first) == [
        ("甲", "the activity was called off"),
        ("乙", "the activity was moved to another period"),
        ("丙", "serves no longer"),
    ]
    assert restored(small, first) == {"三": ["丁"]}


def test_an_activity_that_moved_within_the_period_is_restored_at_its_new_time_and_that_is_said(
    small: SmallTown,
) -> None:
    activity, one, other = small.activity(), small.worker("甲"), small.worker("乙")
    first = small.published(activity, one, other)
    without(small, other)
    activity.starts_at, activity.ends_at = at(26, 14), at(26, 16)
    small.session.flush()
    told = found(small, first)
    assert [str(note) for note in told.notes] == [
        "敬老服务 has moved since: then Tue 24 Nov 09:00–11:00, 龙山塘村; now Thu 26 Nov 14:00–16:00, 龙山塘村"
    ]
    assert [(one.person.name, one.words[0].news.kind) for one in told.people] == [
        ("甲", NoticeKind.CHANGED),
        ("乙", NoticeKind.ASSIGNED),
    ]
    assert (told.lost, restored(small, first)) == ([], {"敬老服务": ["甲", "乙"]})


def test_whoever_is_away_or_no_longer_certified_or_declined_is_not_restored(small: SmallTown) -> None:
    first_aid = small.add(Qualification(town_id=small.town.id, code="Q1", name="急救证"))
    plain, skilled = small.activity("一"), small.activity("二", day=25, role={"qualification_id": first_aid.id})
    away, lapsed, volunteer, stays = small.worker("甲"), small.worker("乙"), small.volunteer("丙"), small.worker("丁")
    lapsed.qualifications.append(HeldQualification(town_id=small.town.id, qualification=first_aid, level=1))
    small.session.flush()
    draft = small.draft()
    small.pin(draft, plain, away, volunteer, stays)
    small.pin(draft, skilled, lapsed)
    first = small.publish(draft)
    duties.decline(small.session, small.as_person(volunteer), small.duty(volunteer, plain).id, now=NOW)
    without(small, away, lapsed, stays)
    small.add(Absence(town_id=small.town.id, person_id=away.id, starts_at=at(24, 0), ends_at=at(25, 0)))
    lapsed.qualifications[0].valid_until = date(2026, 11, 1)
    small.session.flush()
    assert lost(small, first) == [
        ("甲", "Not met: Available"),
        ("丙", "declined it"),
        ("乙", "Not met: Holds the qualification"),
    ]
    assert restored(small, first) == {"一": ["丁"]}


def test_of_two_duties_that_clash_by_now_the_later_is_not_restored(small: SmallTown) -> None:
    early, late, worker = small.activity("早"), small.activity("晚", hours=(14, 16)), small.worker("甲")
    draft = small.draft()
    small.pin(draft, early, worker)
    small.pin(draft, late, worker)
    first = small.publish(draft)
    without(small, worker)
    late.starts_at, late.ends_at = at(24, 10), at(24, 12)
    small.session.flush()
    ((who, reason),) = lost(small, first)
    assert (who, reason.partition(":")[0]) == ("甲", "Not in two places at once")
    assert restored(small, first) == {"早": ["甲"]}


def test_an_activity_that_would_have_too_few_people_gets_none_of_them(small: SmallTown) -> None:
    activity, one, other = small.activity(minimum=2, wanted=2), small.worker("甲"), small.worker("乙")
    kept = small.activity("其他", day=26, wanted=1)
    draft = small.draft()
    small.pin(draft, activity, one, other)
    small.pin(draft, kept, one)
    first = small.publish(draft)
    without(small, one, other)
    other.active = False
    small.session.flush()
    assert lost(small, first) == [
        ("乙", "serves no longer"),
        ("甲", "Minimum of each role: 敬老服务 Tue 24 Nov (1 slots)"),
    ]
    assert restored(small, first) == {"其他": ["甲"]}


def test_an_activity_that_could_not_go_ahead_as_it_was_keeps_those_whom_it_has(small: SmallTown) -> None:
    activity, old, new = small.activity(minimum=1, wanted=1), small.worker("旧"), small.worker("新")
    kept = small.activity("其他", day=26, wanted=1)
    draft = small.draft()
    small.pin(draft, activity, old)
    small.pin(draft, kept, old)
    first = small.publish(draft)
    draft = emptied(small)
    small.pin(draft, activity, new)
    small.publish(draft)
    small.add(Absence(town_id=small.town.id, person_id=old.id, starts_at=at(24, 0), ends_at=at(25, 0)))
    told = found(small, first)
    assert [str(note) for note in told.notes] == [
        "Could not go ahead as in this version, and stay staffed as it is published now: 敬老服务"
    ]
    assert [(one.name, str(one.reason)) for one in told.lost] == [("旧", "Not met: Available")]
    assert restored(small, first) == {"敬老服务": ["新"], "其他": ["旧"]}


def test_whoever_holds_the_role_all_the_same_is_not_lost(small: SmallTown) -> None:
    activity, lead, helper, other = (small.activity(minimum=2, wanted=2), *map(small.worker, "甲乙丙"))
    kept = small.activity("其他", day=26, wanted=1)
    draft = small.draft()
    small.pin(draft, activity, lead, helper)
    small.pin(draft, kept, helper)
    first = small.publish(draft)
    draft = small.draft()
    for row in list(draft.assignments):
        if row.person is not helper or row.role.activity is kept:
            drafts.remove(small.session, small.actor, row.id, now=NOW)
    small.pin(draft, activity, other)
    small.publish(draft)
    lead.active = False
    small.session.flush()
    assert lost(small, first) == [("甲", "serves no longer")]
    assert restored(small, first) == {"敬老服务": ["乙", "丙"], "其他": ["乙"]}


def test_one_of_two_who_are_kept_apart_since_is_not_restored(small: SmallTown) -> None:
    activity, one, other = small.activity(), small.worker("甲"), small.worker("乙")
    first = small.published(activity, one, other)
    without(small, one)
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.APART))
    assert lost(small, first) == [("乙", "Kept apart: 甲, 乙; 敬老服务 Tue 24 Nov (1 people)")]


def test_what_has_begun_stays_as_it_is_published_and_nobody_hears_of_it(small: SmallTown) -> None:
    past, ahead = small.activity("一", day=23), small.activity("二", day=26)
    then, since = small.worker("甲"), small.worker("乙")
    draft = small.draft()
    small.pin(draft, past, then)
    small.pin(draft, ahead, then)
    first = small.publish(draft)
    draft = emptied(small)
    small.pin(draft, past, since)
    small.pin(draft, ahead, since)
    small.publish(draft)
    tuesday = at(24, 8)
    told = found(small, first, tuesday)
    assert [str(note) for note in told.notes] == ["What has begun stays as it is published now. Activities: 1"]
    assert [(one.person.name, [word.news.role_id for word in one.words]) for one in told.people] == [
        ("乙", [ahead.roles[0].id]),
        ("甲", [ahead.roles[0].id]),
    ]
    assert restored(small, first, tuesday) == {"一": ["乙"], "二": ["甲"]}
    assert small.duty(since, past).state is DutyState.ASSIGNED
    assert small.duty(then, past).state is DutyState.WITHDRAWN


def test_a_past_duty_of_somebody_who_left_stays_written_as_it_was(small: SmallTown) -> None:
    past, ahead = small.activity("一", day=23), small.activity("二", day=26)
    gone, stays = small.worker("甲"), small.worker("乙")
    draft = small.draft()
    small.pin(draft, past, gone)
    small.pin(draft, ahead, stays)
    first = small.publish(draft)
    without(small, stays)
    gone.active = False
    small.session.flush()
    known = small.session.scalars(select(Notice.id)).all()
    restore(small.session, small.actor, first.id, now=at(24, 8))
    news = small.session.scalars(select(Notice).where(Notice.id.not_in(known))).all()
    assert [(row.person_id, row.kind) for row in news] == [(stays.id, NoticeKind.ASSIGNED)]
    assert small.duty(gone, past).state is DutyState.ASSIGNED


def test_what_the_version_did_not_know_keeps_those_whom_it_has(small: SmallTown) -> None:
    activity, one, other = small.activity(), small.worker("甲"), small.worker("乙")
    first = small.published(activity, one)
    newer = small.activity("防汛", day=27)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, newer, other)
    small.publish(draft)
    assert [str(note) for note in found(small, first).notes] == [
        "Newer than this version, and staffed as it is published now: 防汛"
    ]
    assert restored(small, first) == {"敬老服务": ["甲"], "防汛": ["乙"]}


def test_a_team_goes_with_the_members_whom_it_has_now_and_the_others_are_named(small: SmallTown) -> None:
    members = [small.volunteer(name) for name in "甲乙丙"]
    team = small.team("先锋一队", members)
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1)
    first = small.published(march, team)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.publish(draft)
    members[2].active = False
    small.session.flush()
    assert lost(small, first) == [("丙", "does not go with 先锋一队 any more")]
    assert restored(small, first) == {"巡查": ["先锋一队"]}
    live = select(Duty.person_id).where(Duty.state == DutyState.ASSIGNED, Duty.town_id == small.town.id)
    assert sorted(small.session.scalars(live)) == [members[0].id, members[1].id]


def test_a_duty_that_came_from_another_period_is_told_as_a_change_as_publishing_does(small: SmallTown) -> None:
    activity, worker, other = small.activity(day=1, month=12), small.worker("甲"), small.worker("乙")
    later = small.draft(FIRST + timedelta(days=7), LAST + timedelta(days=7))
    small.pin(later, activity, worker)
    small.publish(later)
    here = small.activity("这里", day=25, wanted=1)
    first = small.published(here, other)
    without(small, other)
    activity.starts_at, activity.ends_at = at(26, 9), at(26, 11)
    small.session.flush()
    draft = small.draft()
    small.pin(draft, activity, worker)
    told = publication(small.session, small.actor, draft.id, now=NOW).people
    assert [(one.person.name, one.words[0].news.kind) for one in told] == [("甲", NoticeKind.CHANGED)]
    small.publish(draft)
    assert [(one.person.name, one.words[0].news.kind) for one in found(small, first).people] == [
        ("乙", NoticeKind.ASSIGNED)
    ]


def test_what_is_published_or_never_was_or_would_change_nothing_is_not_restored(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()
    first = small.published(activity, worker)
    with pytest.raises(Conflict, match="is what is published now"):
        found(small, first)
    draft = small.draft()
    with pytest.raises(Conflict, match="was never published"):
        restore(small.session, small.actor, draft.id, now=LATER)
    small.publish(draft)
    with pytest.raises(Conflict, match="Nothing would change"):
        restore(small.session, small.actor, first.id, now=LATER)
    with pytest.raises(Forbidden):
        restore(small.session, small.as_person(worker), first.id, now=LATER)


def test_a_draft_begun_before_is_overtaken_by_the_restored_version(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()
    first = small.published(activity, worker)
    without(small, worker)
    draft = small.draft()
    restore(small.session, small.actor, first.id, now=LATER)
    assert publication(small.session, small.actor, draft.id, now=LATER).forbidden


def test_the_versions_of_another_period_are_left_alone(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()
    next_week = small.activity("下周", day=1, month=12)
    first = small.published(activity, worker)
    other = small.draft(FIRST + timedelta(days=7), LAST + timedelta(days=7))
    small.pin(other, next_week, worker)
    small.publish(other)
    without(small, worker)
    restore(small.session, small.actor, first.id, now=LATER)
    assert (other.state, small.duty(worker, next_week).state) == (RosterState.PUBLISHED, DutyState.ASSIGNED)
