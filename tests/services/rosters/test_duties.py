"""Duties through the versions of a roster: assigned, offered, answered, moved, withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor
from scheduler.errors import Conflict, Forbidden, NotFound
from scheduler.models import Activity, Duty, DutyState, Job, JobKind, Notice, NoticeKind, Person
from scheduler.services.rosters import drafts, duties
from scheduler.services.rosters.explained import open_slots, staffing
from scheduler.services.rosters.versions import publishing
from solver.candidates import Capacity
from tests.at_once import at_once, held_up
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("capacity", "state"),
    [
        (Capacity.SOCIAL_WORKER, DutyState.ASSIGNED),
        (Capacity.GRID_MEMBER, DutyState.ASSIGNED),
        (Capacity.VOLUNTEER, DutyState.OFFERED),
        (Capacity.PARTY_MEMBER, DutyState.OFFERED),
    ],
)
def test_employees_are_assigned_and_volunteers_and_party_members_are_asked(
    small: SmallTown, capacity: Capacity, state: DutyState
) -> None:
    person, activity = small.person("测试", capacity), small.activity(accepts=(capacity,))
    small.published(activity, person)
    duty = small.duty(person, activity)
    assert (duty.state, duty.capacity, duty.changed_at, duty.answered_at) == (state, capacity, NOW, None)


@pytest.mark.parametrize(("asked", "state"), [(False, DutyState.ASSIGNED), (True, DutyState.OFFERED)])
def test_team_members_are_asked_where_the_town_says_so(small: SmallTown, asked: bool, state: DutyState) -> None:
    small.town.teams_get_offers = asked
    member = small.volunteer()
    team, activity = small.team("先锋一队", [member]), small.activity(accepts=(Capacity.TEAM,), wanted=1)
    small.published(activity, team)
    duty = small.duty(member, activity)
    assert (duty.state, duty.team_id, duty.capacity) == (state, team.id, Capacity.TEAM)


@pytest.fixture
def offered(small: SmallTown) -> tuple[SmallTown, Person, Activity]:
    volunteer, activity = small.volunteer("测试甲"), small.activity(wanted=1)
    small.published(activity, volunteer)
    return small, volunteer, activity


Offered = tuple[SmallTown, Person, Activity]


def accept(small: SmallTown, person: Person, activity: Activity) -> Duty:
    return duties.accept(small.session, small.as_person(person), small.duty(person, activity).id, now=LATER)


def decline(small: SmallTown, person: Person, activity: Activity) -> Duty:
    return duties.decline(small.session, small.as_person(person), small.duty(person, activity).id, now=LATER)


def test_an_answer_is_written_down_and_has_the_persons_calendar_rebuilt(offered: Offered) -> None:
    small, volunteer, _ = offered
    duty = accept(*offered)
    assert (duty.state, duty.answered_at, duty.changed_at) == (DutyState.ACCEPTED, LATER, LATER)
    job = small.session.scalars(select(Job).order_by(Job.id.desc()).limit(1)).one()
    assert (job.kind, job.payload) == (JobKind.FEEDS, {"town_id": small.town.id, "person_id": volunteer.id})


def test_the_same_answer_again_changes_nothing(offered: Offered) -> None:
    small, volunteer, activity = offered
    accept(*offered)
    duty = small.duty(volunteer, activity)
    duties.accept(small.session, small.as_person(volunteer), duty.id, now=LATER + timedelta(hours=1))
    assert duty.answered_at == LATER


def test_an_acceptance_can_be_taken_back_and_a_refusal_cannot(offered: Offered) -> None:
    accept(*offered)
    assert decline(*offered).state is DutyState.DECLINED
    with pytest.raises(Conflict, match="not an open offer any more"):
        accept(*offered)


def test_nobody_answers_for_others_and_what_has_begun_is_not_answered(offered: Offered) -> None:
    small, volunteer, activity = offered
    number = small.duty(volunteer, activity).id
    with pytest.raises(Forbidden):
        duties.accept(small.session, small.actor, number, now=LATER)
    with pytest.raises(Forbidden):
        duties.accept(small.session, small.as_person(small.volunteer()), number, now=LATER)
    with pytest.raises(Conflict, match="has begun"):
        duties.accept(small.session, small.as_person(volunteer), number, now=at(24, 9))
    stranger = Actor("stranger", small.actor.role, small.town.id + 1)
    with pytest.raises(NotFound):
        duties.accept(small.session, stranger, number, now=LATER)


def test_an_assigned_duty_is_no_offer(small: SmallTown) -> None:
    worker, activity = small.worker(), small.activity()
    small.published(activity, worker)
    with pytest.raises(Conflict, match="not an open offer"):
        decline(small, worker, activity)


def test_an_answer_survives_a_version_that_keeps_the_assignment(offered: Offered) -> None:
    small, volunteer, activity = offered
    accept(*offered)
    roster = small.again(now=LATER)
    duty = small.duty(volunteer, activity)
    assert (duty.state, duty.answered_at, duty.roster_id) == (DutyState.ACCEPTED, LATER, roster.id)


def told(small: SmallTown, person: Person) -> list[tuple[NoticeKind, bool]]:
    rows = small.session.scalars(select(Notice).where(Notice.person_id == person.id).order_by(Notice.id))
    return [(row.kind, row.facts["asked"]) for row in rows]


def test_an_accepted_offer_that_moved_is_asked_anew(offered: Offered) -> None:
    small, volunteer, activity = offered
    accept(*offered)
    activity.starts_at, activity.ends_at = at(24, 14), at(24, 16)
    small.again(now=LATER)
    duty = small.duty(volunteer, activity)
    assert (duty.state, duty.answered_at) == (DutyState.OFFERED, None)
    assert told(small, volunteer) == [(NoticeKind.OFFERED, True), (NoticeKind.CHANGED, True)]


@pytest.mark.parametrize("change", ["place", "venue"])
def test_another_place_or_venue_is_a_move_too_and_another_title_is_none(offered: Offered, change: str) -> None:
    small, volunteer, activity = offered
    activity.title = "长者照护"
    small.again(now=LATER)
    assert told(small, volunteer) == [(NoticeKind.OFFERED, True)]
    setattr(activity, change, small.community)
    small.again(now=LATER)
    assert told(small, volunteer) == [(NoticeKind.OFFERED, True), (NoticeKind.CHANGED, True)]


def test_a_declined_slot_is_open_again_and_not_offered_to_the_same_person(offered: Offered) -> None:
    small, volunteer, activity = offered
    decline(*offered)
    draft = small.draft()
    assert draft.assignments == []
    slots = open_slots.open_slots(small.session, small.actor, draft.id)
    assert [(slot.role.id, slot.slots, list(map(str, slot.reasons))) for slot in slots] == [
        (activity.roles[0].id, 1, ["1 declined"])
    ]
    why = staffing.why_not(small.session, small.actor, draft.id, activity.roles[0].id, person_id=volunteer.id)
    assert list(map(str, why.sentences)) == ["1 declined"]
    small.publish(draft)
    assert small.duty(volunteer, activity).state is DutyState.DECLINED
    assert len(told(small, volunteer)) == 1


def test_a_draft_from_before_the_refusal_is_published_without_it(offered: Offered) -> None:
    small, volunteer, activity = offered
    draft = small.draft()
    decline(*offered)
    assert [change.removed for change in publishing.changes(small.session, small.actor, draft.id, now=NOW)] == [
        (activity.roles[0].id,)
    ]
    small.publish(draft)
    assert (draft.assignments, small.duty(volunteer, activity).state) == ([], DutyState.DECLINED)


def test_a_team_member_who_declined_stays_away_while_the_team_goes(small: SmallTown) -> None:
    small.town.teams_get_offers = True
    members = [small.volunteer() for _ in range(3)]
    team, activity = small.team("先锋一队", members), small.activity(accepts=(Capacity.TEAM,), wanted=1)
    small.published(activity, team)
    decline(small, members[1], activity)
    roster = small.again(now=LATER)
    assert roster.assignments[0].crew == [members[0].id, members[2].id]
    assert [small.duty(member, activity).state for member in members] == [
        DutyState.OFFERED,
        DutyState.DECLINED,
        DutyState.OFFERED,
    ]


def test_a_duty_taken_away_is_withdrawn_with_word_and_comes_back_as_a_new_one(offered: Offered) -> None:
    small, volunteer, activity = offered
    accept(*offered)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.publish(draft)
    assert small.duty(volunteer, activity).state is DutyState.WITHDRAWN
    draft = small.draft()
    small.pin(draft, activity, volunteer)
    small.publish(draft)
    assert small.duty(volunteer, activity).state is DutyState.OFFERED
    assert [kind for kind, _ in told(small, volunteer)] == [
        NoticeKind.OFFERED,
        NoticeKind.WITHDRAWN,
        NoticeKind.OFFERED,
    ]


def test_a_person_sees_duties_as_published_for_90_days(offered: Offered) -> None:
    small, volunteer, activity = offered
    activity.title = "改名"
    small.session.flush()

    def seen(now_days: int) -> list[tuple[str, str]]:
        found = duties.duties_of(
            small.session, small.as_person(volunteer), volunteer.id, now=at(24, 11) + timedelta(days=now_days)
        )
        return [(fact.activity.content["title"], fact.role_name) for fact in found]

    assert (seen(89), seen(90)) == ([("敬老服务", "协助")], [])


def test_an_answer_and_a_publish_at_once_leave_nothing_half_said(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        volunteer, activity = small.volunteer(), small.activity()
        small.published(activity, volunteer)
        draft = small.draft()
        drafts.remove(session, small.actor, draft.assignments[0].id, now=NOW)
        number = small.duty(volunteer, activity).id

    def answer() -> str:
        try:
            with factory.begin() as session:
                duties.accept(session, small.as_person(volunteer), number, now=LATER)
        except Conflict as error:
            return str(error)
        return "accepted"

    def publish() -> str:
        with factory.begin() as session:
            publishing.publish(session, small.actor, draft.id, now=LATER)
        return "published"

    answered, published = at_once(answer, publish)
    with factory() as session:
        assert session.get_one(Duty, number).state is DutyState.WITHDRAWN
    assert (answered in ("accepted", "This duty is not an open offer any more."), published) == (True, "published")


def test_who_declines_while_a_next_version_is_published_is_not_asked_again(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        volunteer, activity = small.volunteer(), small.activity()
        small.published(activity, volunteer)
        draft = small.draft()
        number = small.duty(volunteer, activity).id

    def publish() -> None:
        with factory.begin() as session:
            publishing.publish(session, small.actor, draft.id, now=LATER)

    with factory.begin() as session:
        duties.decline(session, small.as_person(volunteer), number, now=LATER)
        published = held_up(publish)
    published.result()
    with factory() as session:
        kinds = session.scalars(select(Notice.kind).where(Notice.duty_id == number)).all()
        assert (session.get_one(Duty, number).state, kinds) == (DutyState.DECLINED, [NoticeKind.OFFERED])


def test_a_team_member_who_declined_is_not_asked_again_by_the_next_version(small: SmallTown) -> None:
    small.town.teams_get_offers = True
    one, other = small.volunteer("甲"), small.volunteer("乙")
    team = small.team("先锋一队", [one, other], quorum=50)
    activity = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    small.published(activity, team)
    duties.decline(small.session, small.as_person(one), small.duty(one, activity).id, now=NOW)
    small.again(now=LATER)
    assert [small.duty(person, activity).state for person in (one, other)] == [DutyState.DECLINED, DutyState.OFFERED]
