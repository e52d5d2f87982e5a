"""Publishing: versions, what changes for whom, what is judged again, what can be no more."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.roster_changes import PersonChange
from scheduler.errors import Conflict, DomainError, Invalid
from scheduler.models import (
    Absence,
    ActivityState,
    Assignment,
    Company,
    Couple,
    Duty,
    DutyState,
    Job,
    JobKind,
    LedgerEntry,
    Notice,
    NoticeKind,
    PublishedActivity,
    Roster,
    RosterState,
    Town,
)
from scheduler.services.problems import translate
from scheduler.services.rosters import drafts, runs
from scheduler.services.rosters.versions import publishing
from scheduler.services.rosters.versions.comparison import compare
from scheduler.services.rosters.versions.preview import publication
from scheduler.services.rosters.versions.restoring import restore
from solver import solve
from solver.candidates import Capacity
from tests.at_once import at_once
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, LAST, SmallTown, at

LATER = NOW + timedelta(hours=1)


def states(session: Session, town: Town) -> list[tuple[int, RosterState]]:
    rows = session.scalars(select(Roster).where(Roster.town_id == town.id).order_by(Roster.version))
    return [(row.version, row.state) for row in rows]


def notices(session: Session, town: Town) -> list[tuple[int, NoticeKind]]:
    rows = session.scalars(select(Notice).where(Notice.town_id == town.id).order_by(Notice.id))
    return [(row.person_id, row.kind) for row in rows]


def test_a_published_version_supersedes_the_one_before(session: Session, small: SmallTown) -> None:
    first = small.published(small.activity(), small.worker())
    assert (first.published_at, first.published_by) == (NOW, "coordinator")
    second = small.again(now=LATER)
    assert second.based_on_id == first.id
    assert states(session, small.town) == [(1, RosterState.SUPERSEDED), (2, RosterState.PUBLISHED)]


def test_what_is_published_is_frozen(session: Session, small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker()
    roster = small.published(activity, worker)
    activity.title, activity.starts_at = "改名", at(24, 8)
    session.flush()
    frozen = session.scalars(select(PublishedActivity).where(PublishedActivity.roster_id == roster.id)).one()
    assert (frozen.content["title"], frozen.starts_at) == ("敬老服务", at(24, 9))
    with pytest.raises(Conflict, match="is published and cannot change"):
        small.pin(roster, activity, small.worker())
    with pytest.raises(Conflict, match="is published and cannot change"):
        drafts.remove(session, small.actor, roster.assignments[0].id, now=NOW)


def test_a_roster_is_published_once(small: SmallTown) -> None:
    roster = small.published(small.activity(), small.worker())
    with pytest.raises(Conflict, match="was published already"):
        small.publish(roster)


def test_a_version_of_what_is_superseded_meanwhile_is_refused(small: SmallTown) -> None:
    small.published(small.activity(), small.worker())
    one, other = small.draft(), small.draft()
    small.publish(one)
    with pytest.raises(Conflict, match="Another version of this period was published meanwhile"):
        small.publish(other)


def test_two_first_drafts_of_a_period_are_not_both_published(small: SmallTown) -> None:
    one, other = small.draft(), small.draft()
    small.publish(one)
    with pytest.raises(Conflict, match="Another version"):
        small.publish(other)


def test_a_draft_that_overlaps_what_was_published_meanwhile_is_refused(small: SmallTown) -> None:
    week, fortnight = small.draft(), small.draft(FIRST - timedelta(days=7), LAST)
    small.publish(week)
    with pytest.raises(Conflict, match="The published roster of 23 Nov – 29 Nov 2026 overlaps this period"):
        small.publish(fortnight)


def test_a_roster_that_is_being_solved_is_not_published_and_not_solved_twice(small: SmallTown) -> None:
    draft = small.draft()
    runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    with pytest.raises(Conflict, match="is being solved. Wait for the end, or stop it"):
        small.publish(draft)
    with pytest.raises(Conflict, match="is being solved already"):
        runs.request_run(small.session, small.actor, draft.id, seconds=1, now=NOW)
    with pytest.raises(Conflict, match="is being solved. Wait"):
        small.pin(draft, small.activity(), small.worker())


def test_publishing_writes_duties_notices_ledger_and_jobs_in_one_transaction(
    session: Session, small: SmallTown
) -> None:
    activity, worker, volunteer = small.activity(unpleasant=True, day=28), small.worker(), small.volunteer()
    small.published(activity, worker, volunteer)
    assert [small.duty(person, activity).state for person in (worker, volunteer)] == [
        DutyState.ASSIGNED,
        DutyState.OFFERED,
    ]
    assert notices(session, small.town) == [(worker.id, NoticeKind.ASSIGNED), (volunteer.id, NoticeKind.OFFERED)]
    kinds = session.scalars(select(Job.kind).where(Job.town_id == small.town.id).order_by(Job.id)).all()
    assert kinds == [JobKind.FEEDS, JobKind.NOTICES]
    assert ledger(session, small.town) == [(worker.id, 120, 1, 1), (volunteer.id, 120, 1, 1)]


def ledger(session: Session, town: Town) -> list[tuple[int | None, int, int, int]]:
    rows = session.scalars(select(LedgerEntry).where(LedgerEntry.town_id == town.id).order_by(LedgerEntry.person_id))
    return [(row.person_id, row.minutes, row.weekends, row.unpleasant) for row in rows]


def test_the_ledger_of_a_version_takes_the_place_of_that_before(session: Session, small: SmallTown) -> None:
    activity, worker, other = small.activity(), small.worker(), small.worker()
    small.published(activity, worker)
    draft = small.draft()
    drafts.remove(session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, activity, other)
    small.publish(draft)
    assert ledger(session, small.town) == [(other.id, 120, 0, 0)]


def test_changes_are_told_by_person_before_publishing_and_after(session: Session, small: SmallTown) -> None:
    activity, moved = small.activity(), small.activity(day=25)
    leaves, stays, comes = small.worker(), small.worker(), small.worker()
    draft = small.draft()
    small.pin(draft, activity, leaves)
    small.pin(draft, moved, stays)
    small.publish(draft)
    role, moved_role = activity.roles[0].id, moved.roles[0].id

    draft = small.draft()
    drafts.remove(session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, activity, comes)
    moved.starts_at, moved.ends_at = at(25, 14), at(25, 16)
    session.flush()
    expected = [
        PersonChange(leaves.id, (), (role,), ()),
        PersonChange(stays.id, (), (), (moved_role,)),
        PersonChange(comes.id, (role,), (), ()),
    ]
    assert publishing.changes(session, small.actor, draft.id, now=NOW) == expected
    small.publish(draft)
    assert publishing.changes(session, small.actor, draft.id, now=NOW) == expected
    assert notices(session, small.town)[2:] == [
        (comes.id, NoticeKind.ASSIGNED),
        (stays.id, NoticeKind.CHANGED),
        (leaves.id, NoticeKind.WITHDRAWN),
    ]


def test_only_those_whose_duties_changed_get_notices(session: Session, small: SmallTown) -> None:
    small.published(small.activity(), small.worker(), small.volunteer())
    before = notices(session, small.town)
    small.again(now=LATER)
    assert notices(session, small.town) == before


def away(small: SmallTown, **owner: int) -> None:
    small.add(Absence(town_id=small.town.id, starts_at=at(24, 8), ends_at=at(24, 10), **owner))


def test_somebody_who_is_away_meanwhile_keeps_the_roster_from_being_published(small: SmallTown) -> None:
    activity, worker = small.activity(), small.worker("测试甲")
    draft = small.draft()
    small.pin(draft, activity, worker)
    away(small, person_id=worker.id)
    with pytest.raises(Invalid, match="breaks 1 rules as things stand now") as refused:
        small.publish(draft)
    assert reasons(refused) == {"rules.0": "Available: 测试甲; 敬老服务 Tue 24 Nov (1 assignments)"}


def team_of_three(small: SmallTown) -> tuple[list[int], object, object]:
    members = [small.volunteer(f"队员{number}") for number in range(3)]
    team = small.team("先锋一队", members)
    activity = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    return [member.id for member in members], team, activity


def test_a_teams_crew_is_who_can_go_when_it_is_published(session: Session, small: SmallTown) -> None:
    members, team, activity = team_of_three(small)
    draft = small.draft()
    small.pin(draft, activity, team)  # type: ignore[arg-type]
    away(small, person_id=members[1])
    role = activity.roles[0].id  # type: ignore[attr-defined]
    assert publishing.changes(session, small.actor, draft.id, now=NOW) == [
        PersonChange(members[0], (role,), (), ()),
        PersonChange(members[2], (role,), (), ()),
    ]
    small.publish(draft)
    assert draft.assignments[0].crew == [members[0], members[2]]
    assert notices(session, small.town) == [
        (members[0], NoticeKind.ASSIGNED),
        (members[2], NoticeKind.ASSIGNED),
    ]
    small.add(Absence(town_id=small.town.id, person_id=members[0], starts_at=at(24, 8), ends_at=at(24, 10)))
    assert session.get_one(Assignment, draft.assignments[0].id).crew == [members[0], members[2]]


def test_a_team_that_lost_its_quorum_meanwhile_is_not_published(small: SmallTown) -> None:
    members, team, activity = team_of_three(small)
    draft = small.draft()
    small.pin(draft, activity, team)  # type: ignore[arg-type]
    away(small, person_id=members[0])
    away(small, person_id=members[1])
    with pytest.raises(Invalid) as refused:
        small.publish(draft)
    assert [str(said) for said in refused.value.fields.values()] == [
        "Available: 先锋一队; 敬老服务 Tue 24 Nov (1 assignments)"
    ]


@pytest.mark.parametrize("reason", ["cancelled", "moved out of the period", "inactive"])
def test_what_can_be_no_more_is_withdrawn_by_the_next_version(session: Session, small: SmallTown, reason: str) -> None:
    activity, worker = small.activity(), small.worker()
    small.published(activity, worker)
    if reason == "cancelled":
        activity.state = ActivityState.CANCELLED
    elif reason == "inactive":
        worker.active = False
    else:
        activity.starts_at, activity.ends_at = at(1, 9, 12), at(1, 11, 12)
    session.flush()
    assert small.duty(worker, activity).state is DutyState.ASSIGNED

    draft = small.draft()
    removed = [PersonChange(worker.id, (), (activity.roles[0].id,), ())]
    assert publishing.changes(session, small.actor, draft.id, now=NOW) == removed
    small.publish(draft)
    assert draft.assignments == []
    assert small.duty(worker, activity).state is DutyState.WITHDRAWN
    assert notices(session, small.town) == [(worker.id, NoticeKind.ASSIGNED), (worker.id, NoticeKind.WITHDRAWN)]


AFTER = at(25, 12)
"""When the small town's duty of the 24th is over."""


@pytest.fixture
def left(small: SmallTown) -> Roster:
    """A published duty that is over, a later one, and whoever held both serves no longer."""
    activity, later, worker = small.activity(wanted=1), small.activity("便民咨询", day=27, wanted=1), small.worker("甲")
    draft = small.draft()
    for one in (activity, later):
        small.pin(draft, one, worker)
    small.publish(draft)
    worker.active = False
    small.session.flush()
    return draft


def titles(roster: Roster) -> list[str]:
    return sorted(row.role.activity.title for row in roster.assignments)


def carried(session: Session, roster: Roster) -> list[tuple[int | None, int]]:
    rows = session.scalars(select(LedgerEntry).where(LedgerEntry.roster_id == roster.id).order_by(LedgerEntry.id))
    return [(row.person_id or row.team_id, row.minutes) for row in rows]


def test_what_somebody_did_before_they_left_stays_written(session: Session, small: SmallTown, left: Roster) -> None:
    worker = left.assignments[0].person_id
    draft = small.draft(now=AFTER)
    [change] = publishing.changes(session, small.actor, draft.id, now=AFTER)
    assert (change.person_id, len(change.removed), change.added, change.moved) == (worker, 1, (), ())
    told = publication(session, small.actor, draft.id, now=AFTER)
    assert [str(one.sentence) for one in told.cautions] == [
        "Other slots that are open: 1",
        "甲 is left out of 便民咨询: serves no longer",
        "People whom nothing reaches, neither calendar nor mail nor phone: 1",
    ]
    found = compare(session, small.actor, draft.id, left.id, now=AFTER)
    assert [one.title for one in found.activities] == ["便民咨询"]
    small.publish(draft, now=AFTER)
    assert (titles(draft), carried(session, draft)) == (["敬老服务"], [(worker, 120)])
    duties = session.scalars(select(Duty).where(Duty.person_id == worker).order_by(Duty.id)).all()
    assert [(duty.state, duty.roster_id) for duty in duties] == [
        (DutyState.ASSIGNED, draft.id),
        (DutyState.WITHDRAWN, left.id),
    ]


@pytest.mark.usefixtures("left")
def test_it_stays_where_the_draft_was_generated_meanwhile(small: SmallTown) -> None:
    small.worker("乙")
    draft = small.draft(now=AFTER)
    generate(small, draft)
    assert titles(draft) == ["便民咨询", "敬老服务"]
    small.publish(draft, now=AFTER)
    names = {row.role.activity.title: row.person.name for row in draft.assignments if row.person}
    assert names == {"敬老服务": "甲", "便民咨询": "乙"}


def generate(small: SmallTown, draft: Roster) -> None:
    """Generate a draft as its worker would after the 24th."""
    asked = {"seconds": 9, "effort": 5, "now": AFTER}
    run = runs.request_run(small.session, small.actor, draft.id, **asked)  # type: ignore[arg-type]
    translation = translate(small.session, draft, now=AFTER)
    runs.store_solution(small.session, run.id, translation, solve(translation.problem, seconds=9, effort=5))
    run.open = False
    small.session.flush()


@pytest.mark.usefixtures("left")
def test_what_a_coordinator_takes_out_of_the_past_by_hand_is_out(session: Session, small: SmallTown) -> None:
    draft = small.draft(now=AFTER)
    for row in list(draft.assignments):
        drafts.remove(session, small.actor, row.id, now=AFTER)
    small.publish(draft, now=AFTER)
    assert (draft.assignments, carried(session, draft)) == ([], [])


def test_a_first_version_of_a_period_books_nobody_who_serves_no_longer(session: Session, small: SmallTown) -> None:
    activity, worker, draft = small.activity(), small.worker(), small.draft()
    small.pin(draft, activity, worker)
    worker.active = False
    session.flush()
    assert small.publish(draft, now=AFTER).assignments == []


@pytest.mark.parametrize("again", ["as it is", "generated", "restored"])
def test_who_went_with_a_team_went_whoever_leaves_it_later(session: Session, small: SmallTown, again: str) -> None:
    members = [small.volunteer(name) for name in "甲乙丙"]
    team = small.team("先锋一队", members)
    activity = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    later = small.activity("便民咨询", day=27)
    before = small.published(activity, team)
    small.published(later, small.worker("丁"))
    members[0].active = False
    session.flush()
    if again == "restored":
        draft = restore(session, small.actor, before.id, now=AFTER)
    else:
        draft = small.draft(now=AFTER)
        if again == "generated":
            generate(small, draft)
        small.publish(draft, now=AFTER)
    crews = [row.crew for row in draft.assignments if row.team_id is not None]
    assert crews == [[member.id for member in members]]
    assert {who for who, _ in carried(session, draft)} >= {member.id for member in members}


def test_a_team_that_was_dissolved_was_there_and_an_earlier_version_restored_keeps_that(
    session: Session, small: SmallTown
) -> None:
    members = [small.volunteer(name) for name in "甲乙"]
    team, activity = small.team("先锋一队", members), small.activity(accepts=(Capacity.TEAM,), wanted=1)
    later = small.activity("便民咨询", day=27)
    first = small.published(activity, team)
    second = small.draft()
    small.pin(second, later, small.worker("丁"))
    small.publish(second)
    team.active = False
    session.flush()
    again = restore(session, small.actor, first.id, now=AFTER)
    assert [(row.team_id, row.crew) for row in again.assignments] == [(team.id, [one.id for one in members])]


def test_an_activity_moved_into_another_period_takes_its_duties_along(session: Session, small: SmallTown) -> None:
    activity, stays, leaves = small.activity(), small.worker(), small.worker()
    small.published(activity, stays, leaves)
    activity.starts_at, activity.ends_at = at(1, 9, 12), at(1, 11, 12)
    session.flush()
    december = small.draft(date(2026, 11, 30), date(2026, 12, 6))
    small.pin(december, activity, stays)
    small.publish(december)
    assert (small.duty(stays, activity).state, small.duty(stays, activity).roster_id) == (
        DutyState.ASSIGNED,
        december.id,
    )
    assert notices(session, small.town)[2:] == [(stays.id, NoticeKind.CHANGED), (leaves.id, NoticeKind.WITHDRAWN)]
    small.again()
    assert small.duty(stays, activity).state is DutyState.ASSIGNED
    assert len(notices(session, small.town)) == 4


def test_of_two_publishes_at_once_one_wins_and_the_other_is_told(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        activity = small.activity()
        numbers = []
        for worker in (small.worker(), small.worker()):
            draft = small.draft()
            small.pin(draft, activity, worker)
            numbers.append(draft.id)

    def publish(number: int) -> str:
        try:
            with factory.begin() as session:
                publishing.publish(session, small.actor, number, now=NOW)
        except DomainError as error:
            return f"{type(error).__name__}: {error}"
        return "published"

    told = at_once(*(partial(publish, number) for number in numbers))
    assert sorted(told) == [
        "Conflict: Another version of this period was published meanwhile. "
        "Make a new version from it and generate again.",
        "published",
    ]
    with factory() as session:
        assert [state for _, state in states(session, small.town)].count(RosterState.PUBLISHED) == 1
        assert len(notices(session, small.town)) == 1


def test_the_same_draft_published_twice_at_once_is_published_once(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        draft = small.draft()
        small.pin(draft, small.activity(), small.worker())

    def publish() -> str:
        try:
            with factory.begin() as session:
                publishing.publish(session, small.actor, draft.id, now=NOW)
        except Conflict as error:
            return str(error)
        return "published"

    told = at_once(publish, publish)
    assert sorted(told) == ["This roster was published already.", "published"]


def test_what_is_registered_of_two_who_served_undoes_no_duty_that_has_begun(small: SmallTown) -> None:
    served, one, other = small.activity(wanted=2), small.worker(), small.worker()
    small.published(served, one, other)
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.APART))
    draft = small.draft()
    with pytest.raises(Invalid):
        runs.request_run(small.session, small.actor, draft.id, seconds=1, now=at(24, 8))
    with pytest.raises(Invalid), small.session.begin_nested():
        publishing.publish(small.session, small.actor, draft.id, now=at(24, 8))
    second = small.publish(draft, now=at(24, 12))
    assert [row.person_id for row in second.assignments] == [one.id, other.id]
    third = small.draft(now=at(24, 12))
    run = runs.request_run(small.session, small.actor, third.id, seconds=1, now=at(24, 12))
    assert run.roster_id == third.id


def test_a_first_version_is_judged_whole_however_late_it_is_published(small: SmallTown) -> None:
    served, one, other = small.activity(wanted=2), small.worker(), small.worker()
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.APART))
    draft = small.draft()
    small.pin(draft, served, one, other)
    with pytest.raises(Invalid):
        small.publish(draft, now=at(24, 12))
