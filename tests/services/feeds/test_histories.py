"""Random histories of duties as a calendar tells them: one UID each, no SEQUENCE ever lower, read by all parsers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.models import ActivityState, DutyState, FeedKind
from scheduler.services.feeds import building
from scheduler.services.rosters import drafts, duties
from tests.calendars.parsers import PARSERS, events
from tests.conftest import NOW
from tests.services.feeds.test_building import feed_of
from tests.services.small_town import KEY, SmallTown, at

STEPS = ("assign", "remove", "move", "cancel", "restore", "accept", "decline", "rename", "nothing", "night")
HISTORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1)), min_size=3, max_size=10)


class History:
    """One volunteer, two activities of a week, and what happens to them."""

    def __init__(self, session: Session) -> None:
        self.small = SmallTown(session)
        self.person = self.small.volunteer("测试甲")
        self.activities = [self.small.activity("一"), self.small.activity("二", day=26)]
        self.now = NOW
        self.small.publish(self.small.draft(now=self.now), now=self.now)
        self.known: dict[str, tuple[int, tuple[str, ...]]] = {}

    def happen(self, step: str, which: int) -> None:
        """Let one thing happen, publish it, and build the calendars."""
        self.now += timedelta(minutes=7)
        small, activity = self.small, self.activities[which]
        if step in ("accept", "decline"):
            self.answer(step, which)
        elif step != "night":
            if step == "move":
                activity.starts_at += timedelta(hours=1)
                activity.ends_at += timedelta(hours=1)
            elif step == "rename":
                activity.title += "改"
            elif step in ("cancel", "restore"):
                activity.state = ActivityState.CANCELLED if step == "cancel" else ActivityState.PLANNED
            draft = small.draft(now=self.now)
            if step == "assign":
                small.pin(draft, activity, self.person)
            elif step == "remove":
                for row in [row for row in draft.assignments if row.role_id == activity.roles[0].id]:
                    drafts.remove(small.session, small.actor, row.id, now=self.now)
            small.publish(draft, now=self.now)
        self.build(trim=step == "night")

    def answer(self, step: str, which: int) -> None:
        """Accept or decline, where there is an offer."""
        small = self.small
        act = duties.accept if step == "accept" else duties.decline
        me = small.as_person(self.person)
        for fact in duties.duties_of(small.session, me, self.person.id, now=self.now):
            open_ = fact.duty.state in (DutyState.OFFERED, DutyState.ACCEPTED)
            if open_ and fact.duty.role_id == self.activities[which].roles[0].id:
                act(small.session, me, fact.duty.id, now=self.now)

    def build(self, *, trim: bool) -> None:
        """Build the person's calendar, and compare it with what it said before."""
        small = self.small
        building.rebuild_personal(small.session, small.town.id, [self.person.id], key=KEY, now=self.now, trim=trim)
        found = events("icalendar", self.content)
        uids = [event["uid"] for event in found]
        assert len(set(uids)) == len(uids)
        for event in found:
            says = tuple(str(event[name]) for name in ("start", "end", "place", "status"))
            before = self.known.get(event["uid"])
            if before is not None:
                expected = before[0] + (says != before[1])
                assert event["sequence"] == expected or (says != before[1] and event["sequence"] > before[0])
            self.known[event["uid"]] = (event["sequence"], says)

    @property
    def content(self) -> bytes:
        return feed_of(self.small, FeedKind.PERSON, self.person.id).content or b""


def live_through(session: Session, steps: list[tuple[str, int]]) -> None:
    savepoint = session.begin_nested()
    history = History(session)
    for step, which in steps:
        history.happen(step, which)
    readings = {parser: [brief(event) for event in events(parser, history.content)] for parser in PARSERS}
    assert readings == dict.fromkeys(PARSERS, readings["icalendar"])
    assert len(history.known) <= 2
    savepoint.rollback()
    session.expunge_all()


def brief(event: dict[str, object]) -> tuple[object, ...]:
    return tuple(event[name] for name in ("uid", "sequence", "status", "title", "start", "end"))


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=6, deadline=None, suppress_health_check=QUIET)
@given(steps=HISTORIES)
def test_a_history_of_duties_keeps_uids_and_never_lowers_a_sequence(
    session: Session, steps: list[tuple[str, int]]
) -> None:
    live_through(session, steps)


@pytest.mark.nightly
@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1)), min_size=5, max_size=25))
def test_long_histories_of_duties_keep_uids_and_never_lower_a_sequence(
    session: Session, steps: list[tuple[str, int]]
) -> None:
    live_through(session, steps)


def test_a_whole_life_of_a_duty_is_told_step_by_step(session: Session) -> None:
    history, told = History(session), []
    for step in ("assign", "accept", "move", "accept", "remove", "assign", "cancel", "restore", "assign"):
        history.happen(step, 0)
        told += [(step, event["sequence"], event["status"]) for event in events("icalendar", history.content)]
    assert told == [
        ("assign", 0, "TENTATIVE"),
        ("accept", 1, "CONFIRMED"),
        ("move", 2, "TENTATIVE"),
        ("accept", 3, "CONFIRMED"),
        ("remove", 4, "CANCELLED"),
        ("assign", 5, "TENTATIVE"),
        ("cancel", 6, "CANCELLED"),
        ("restore", 6, "CANCELLED"),
        ("assign", 7, "TENTATIVE"),
    ]
    assert history.activities[0].starts_at == at(24, 10)
