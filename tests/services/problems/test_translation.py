"""Tables to a problem and back: each kind of row on both sides of its boundary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.domain.quotas import quota
from scheduler.models import (
    Absence,
    ActivityKind,
    ActivityState,
    Attendance,
    DayKind,
    HeldQualification,
    PlaceKind,
    Qualification,
    SpecialDay,
    WeeklyTime,
)
from scheduler.services.problems import Booking, Translation, translate
from scheduler.services.problems.translation import policy_of, served_capacity
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters import drafts, duties
from solver import hard_findings
from solver.candidates import Capacity, Commitment, Limits
from solver.engine import solve
from solver.policy import town_policy
from solver.problem import Pin
from solver.spans import DAY, Span
from tests.conftest import NOW
from tests.services.small_town import FIRST, LAST, SmallTown, at

MONDAY = 5 * 7 * DAY
"""The minute of the roster's first midnight."""


def translated(small: SmallTown) -> Translation:
    return translate(small.session, small.draft())


def minute(day: int, hour: float) -> int:
    return MONDAY + (day - 23) * DAY + round(hour * 60)


def blocked(small: SmallTown) -> list[str]:
    """Which rules the only person breaks in the only role."""
    found = translated(small)
    return [type(finding.rule).__name__ for finding in hard_findings(found.problem, ((0,),))]


def test_people_places_and_activities_become_facts(small: SmallTown) -> None:
    worker = small.worker(home_id=small.village.id, minutes_a_day=120, duties_a_month=3)
    venue = small.place("党校", PlaceKind.VENUE, parent_id=small.community.id, capacity=30)
    activity = small.activity(hours=(22, 26), venue=venue, priority=4, attendees=7, women=1, local=True)
    problem = translated(small).problem
    (person,), (facts,), (role,) = problem.people, problem.activities, problem.roles
    assert (person.key, person.capacities, person.home) == (worker.code, {Capacity.SOCIAL_WORKER}, 0)
    assert person.limits == Limits(120, None, 3)
    assert [(place.village, place.capacity) for place in problem.places] == [(0, None), (1, None), (1, 30)]
    assert [(option.span, option.venue) for option in facts.options] == [(Span(minute(24, 22), minute(25, 2)), 2)]
    assert (facts.key, facts.priority, facts.attendees, facts.women, facts.local) == (activity.code, 4, 7, 1, True)
    assert (role.activity, role.minimum, role.wanted, role.requirements) == (0, 0, 3, ())
    assert problem.horizon == Span(minute(FIRST.day, 0), minute(LAST.day + 1, 0))


@pytest.mark.parametrize(
    ("start", "end", "broken"),
    [(8, 9, []), (8, 9 + 1 / 60, ["Available"]), (11, 12, []), (11 - 1 / 60, 12, ["Available"])],
)
def test_an_absence_counts_to_the_minute(small: SmallTown, start: float, end: float, broken: list[str]) -> None:
    worker = small.worker()
    small.activity(hours=(9, 11))
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, start), ends_at=at(24, end)))
    assert blocked(small) == broken


@pytest.mark.parametrize(
    ("times", "broken"),
    [
        ([], []),
        ([(1, 22, 24), (2, 0, 2)], []),
        ([(1, 22, 24)], ["Available"]),
        ([(1, 22, 24), (2, 0.5, 2)], ["Available"]),
        ([(0, 0, 24)], ["Available"]),
    ],
)
def test_weekly_times_reach_over_midnight_as_two_rows(
    small: SmallTown, times: list[tuple[int, float, float]], broken: list[str]
) -> None:
    worker = small.worker()
    small.activity(hours=(22, 26))
    for weekday, start, end in times:
        row = WeeklyTime(weekday=weekday, start_minute=round(start * 60), end_minute=round(end * 60))
        row.town_id, row.person_id = small.town.id, worker.id
        small.add(row)
    assert blocked(small) == broken


def qualification(small: SmallTown, **more: Any) -> Qualification:
    made: Qualification = small.add(Qualification(town_id=small.town.id, code=small.code(), name="资质", **more))
    return made


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "level", "broken"),
    [
        (None, None, 2, []),
        (None, None, 1, ["Qualified"]),
        (date(2026, 11, 24), date(2026, 11, 24), 2, []),
        (date(2026, 11, 25), None, 2, ["Qualified"]),
        (None, date(2026, 11, 23), 2, ["Qualified"]),
        (date(2020, 1, 1), date(2026, 10, 1), 2, ["Qualified"]),
    ],
)
def test_a_qualification_is_valid_on_whole_days_of_the_towns_zone(
    small: SmallTown, valid_from: date | None, valid_until: date | None, level: int, broken: list[str]
) -> None:
    """The duty is from 00:00 to 24:00 by the town's clock: eight hours off UTC would break it."""
    asked, worker = qualification(small), small.worker()
    small.activity(hours=(0, 8), role={"qualification_id": asked.id, "level": 2})
    held = HeldQualification(qualification_id=asked.id, level=level, valid_from=valid_from, valid_until=valid_until)
    held.town_id, held.person_id = small.town.id, worker.id
    worker.qualifications.append(held)
    small.session.flush()
    assert blocked(small) == broken


@pytest.mark.parametrize(
    ("ends", "state", "broken"),
    [
        (9, ActivityState.PLANNED, []),
        (9 + 1 / 60, ActivityState.PLANNED, ["Trained"]),
        (9, ActivityState.CANCELLED, ["Trained"]),
    ],
)
def test_who_is_on_the_attendance_list_is_trained_from_the_end_of_the_session_on(
    small: SmallTown, ends: float, state: ActivityState, broken: list[str]
) -> None:
    skill, worker = qualification(small, by_training=True), small.worker()
    training = small.activity(
        "培训", hours=(7, ends), day=24, kind=ActivityKind.TRAINING, grants_id=skill.id, accepts=(Capacity.OFFICER,)
    )
    small.add(Attendance(town_id=small.town.id, activity_id=training.id, person_id=worker.id))
    training.state = state
    small.activity("值守", hours=(9, 11), role={"qualification_id": skill.id})
    found = translated(small)
    roster = tuple((0,) if role.activity.title == "值守" else () for role in found.roles)
    names = [type(finding.rule).__name__ for finding in hard_findings(found.problem, roster)]
    assert names == broken


def test_days_of_rest_come_from_the_table_of_days(small: SmallTown) -> None:
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 24), kind=DayKind.HOLIDAY))
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 28), kind=DayKind.WORKING_WEEKEND))
    week = translated(small).problem.days[35:42]
    assert [day.rest for day in week] == [False, True, False, False, False, False, True]


def test_duties_of_neighbouring_periods_are_commitments_and_declined_ones_are_not(small: SmallTown) -> None:
    worker, volunteer, member = small.worker(), small.volunteer(), small.volunteer()
    team = small.team("先锋一队", [member])
    draft = small.draft()
    sunday = small.activity("夜", day=29, hours=(22, 30), place=small.community)
    small.pin(draft, sunday, worker, volunteer)
    small.pin(draft, small.activity("队", day=28, accepts=(Capacity.TEAM,), wanted=1), team)
    small.publish(draft)
    duty = small.duty(volunteer, sunday)

    def committed() -> list[tuple[Commitment, ...]]:
        following = small.draft(LAST + timedelta(days=1), LAST + timedelta(days=7))
        return [person.commitments for person in translate(small.session, following).problem.people]

    night, patrol = (
        Commitment(Span(MONDAY - DAY + 22 * 60, MONDAY + 6 * 60), 1),
        Commitment(Span(MONDAY - 2 * DAY + 9 * 60, MONDAY - 2 * DAY + 11 * 60), 0),
    )
    assert committed() == [(night,), (night,), (patrol,)]
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    assert committed() == [(night,), (), (patrol,)]
    assert [person.commitments for person in translated(small).problem.people] == [(), (), ()]


def test_pins_and_what_is_published_are_pairs_and_declined_ones_only_that(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(), small.worker(), small.volunteer()
    small.published(activity, worker, volunteer)
    duty = small.duty(volunteer, activity)
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    problem = translated(small).problem
    assert (problem.pins, problem.published, problem.declined) == ((Pin(0, 0),), (Pin(0, 0),), (Pin(0, 1),))


def test_what_has_begun_stays_as_it_is_published_and_gets_nobody_new(small: SmallTown) -> None:
    begun = small.activity()
    coming = small.activity(day=25, wanted=2, minimum=1)
    stays, later, pinned = small.worker(), small.worker(), small.worker()
    small.published(begun, stays)
    begun.women, begun.roles[0].minimum = 2, 2
    begun.organisations, begun.never_alone, begun.quotas = 2, True, [quota({"least": 2, "new": True})]
    draft = small.draft()
    for row in list(draft.assignments):
        drafts.set_pinned(small.session, small.actor, row.id, False, now=NOW)
    small.pin(draft, begun, pinned)
    small.pin(draft, coming, later)
    found = translate(small.session, draft, now=at(24, 9))
    problem = found.problem
    assert (problem.pins, found.pinned) == ((Pin(0, 0), Pin(0, 2), Pin(1, 1)), {Pin(0, 2), Pin(1, 1)})
    assert [(role.minimum, role.wanted) for role in problem.roles] == [(0, 2), (1, 2)]
    assert [each.women for each in problem.activities] == [0, 0]
    asks = [(each.organisations, each.past, each.quotas) for each in problem.activities]
    assert asks == [(0, True, ()), (0, False, ())]
    before = translate(small.session, draft, now=at(24, 8.5)).problem
    assert (before.pins, before.activities[0].women) == ((Pin(0, 2), Pin(1, 1)), 2)


def test_a_solvers_roster_becomes_rows_with_capacity_and_crew(small: SmallTown) -> None:
    worker, one, other = small.worker(), small.volunteer(), small.volunteer()
    small.add(Absence(town_id=small.town.id, person_id=other.id, starts_at=at(25, 8), ends_at=at(25, 10)))
    team = small.team("先锋一队", [one, other])
    single = small.activity()
    whole = small.activity(day=25, accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, single, worker)
    rows = translate(small.session, draft).assignments(((0, 1), (3,)))
    assert [(row.role_id, row.person_id, row.team_id, row.capacity, row.crew, row.pinned) for row in rows] == [
        (single.roles[0].id, worker.id, None, Capacity.SOCIAL_WORKER, [], True),
        (single.roles[0].id, one.id, None, Capacity.VOLUNTEER, [], False),
        (whole.roles[0].id, None, team.id, Capacity.TEAM, [one.id], False),
    ]


def test_only_what_is_active_planned_and_in_the_period_is_part_of_the_problem(small: SmallTown) -> None:
    small.worker(active=False)
    small.team("旧队", [small.volunteer()], active=False)
    small.activity(state=ActivityState.CANCELLED)
    small.activity(day=30)
    SmallTown(small.session).worker()
    problem = translated(small).problem
    assert (len(problem.people), problem.teams, problem.activities, problem.roles) == (1, (), (), ())
    assert FIRST.weekday() == 0


def test_pairs_become_a_solvers_roster_each_once_and_in_order(small: SmallTown) -> None:
    small.activity(), small.activity(day=25)
    found = translated(small)
    assert found.solver_roster([Pin(1, 4), Pin(1, 2), Pin(1, 4)]) == ((), (2, 4))
    assert found.solver_roster([]) == ((), ())


def test_candidates_and_roles_are_named(small: SmallTown) -> None:
    small.worker("甲"), small.team("先锋一队", [])
    small.activity("夜巡", day=24, hours=(0, 2))
    found = translated(small)
    assert [found.candidate_name(number) for number in (0, 1)] == ["甲", "先锋一队"]
    (person,), (team,) = found.rows.people, found.rows.teams
    assert [found.candidate(number) for number in (0, 1)] == [("甲", person.id, None), ("先锋一队", None, team.id)]
    assert found.role_title(0).render("zh_Hans") == "夜巡 11月24日 周二"


def test_assignments_that_can_be_no_more_are_no_bookings(small: SmallTown) -> None:
    one, two, gone = small.worker(), small.volunteer(), small.worker()
    away, member = small.volunteer(), small.volunteer()
    team = small.team("先锋一队", [away, member])
    single, cancelled = small.activity(), small.activity("取消", day=26)
    march = small.activity("巡查", day=25, accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    kept = small.pin(draft, single, one, two, gone)
    small.pin(draft, cancelled, one)
    (whole,) = small.pin(draft, march, team)
    gone.active, cancelled.state = False, ActivityState.CANCELLED
    small.add(Absence(town_id=small.town.id, person_id=away.id, starts_at=at(25, 8), ends_at=at(25, 10)))
    found = translate(small.session, draft)
    booked = found.bookings(draft.assignments)
    assert booked == [
        Booking(kept[0], [], Pin(0, 0)),
        Booking(kept[1], [], Pin(0, 1)),
        Booking(whole, [member.id], Pin(1, 4)),
    ]
    assert [booking.people for booking in booked] == [[one.id], [two.id], [member.id]]


@pytest.mark.parametrize(
    ("accepts", "held", "served"),
    [
        ((Capacity.SOCIAL_WORKER, Capacity.VOLUNTEER), (Capacity.VOLUNTEER,), Capacity.VOLUNTEER),
        ((Capacity.VOLUNTEER, Capacity.OFFICER), (Capacity.OFFICER, Capacity.VOLUNTEER), Capacity.VOLUNTEER),
        ((Capacity.OFFICER, Capacity.VOLUNTEER), (Capacity.OFFICER, Capacity.VOLUNTEER), Capacity.OFFICER),
        ((Capacity.OFFICER, Capacity.VOLUNTEER), (Capacity.GRID_MEMBER,), Capacity.OFFICER),
    ],
)
def test_somebody_serves_in_the_first_capacity_that_the_role_accepts_and_they_hold(
    small: SmallTown, accepts: tuple[Capacity, ...], held: tuple[Capacity, ...], served: Capacity
) -> None:
    assert served_capacity(small.activity(accepts=accepts).roles[0], small.person("甲", *held)) is served


def test_the_policy_is_the_towns_own_or_the_one_that_a_town_starts_with(small: SmallTown) -> None:
    small.add(Qualification(town_id=small.town.id, code="Q1", name="执法证", enforcement=True))
    small.add(Qualification(town_id=small.town.id, code="Q2", name="急救"))
    assert translated(small).problem.policy == town_policy(certificates=["Q1"])
    small.town.policy = [{"rule": "Available"}]
    assert translated(small).problem.policy == ({"rule": "Available"},)
    assert policy_of(small.town, []) == ({"rule": "Available"},)


def test_which_certificates_make_an_officer_the_register_says_whatever_a_policy_says(small: SmallTown) -> None:
    small.town.policy = [{"mode": "sum"}, {"rule": "CertifiedOfficers", "minimum": 3, "certificates": ["Q9"]}]
    officers = {"rule": "CertifiedOfficers", "minimum": 3, "certificates": ["Q1"]}
    assert policy_of(small.town, ["Q1"]) == ({"mode": "sum"}, officers)
    draft = small.draft()
    draft.what_if = Tried([{"rule": "CertifiedOfficers", "minimum": 2}]).stored
    translation = translate(small.session, draft)
    assert translation.problem.policy == ({"rule": "CertifiedOfficers", "minimum": 2, "certificates": []},)


def test_somebody_who_served_alone_keeps_a_duty_that_has_begun_when_told_not_to_be_alone(small: SmallTown) -> None:
    worker = small.worker()
    small.published(small.activity(), worker)
    worker.not_alone = worker.new = True
    problem = translate(small.session, small.draft(), now=at(24, 12)).problem
    assert hard_findings(problem, ((0,),)) == []
    assert solve(problem, seconds=60, effort=5).roster == ((0,),)


def test_what_was_is_told_of_those_who_left_but_not_what_they_had_declined(small: SmallTown) -> None:
    served, refused = small.activity("一", day=24), small.activity("二", day=25)
    gone = small.volunteer("甲")
    draft = small.draft()
    for one in (served, refused):
        small.pin(draft, one, gone)
    small.publish(draft)
    duties.decline(small.session, small.as_person(gone), small.duty(gone, refused).id, now=NOW)
    gone.active = False
    small.session.flush()
    after = at(27, 8)
    assert [row.row.role for row in translate(small.session, draft, now=after).past(draft.assignments)] == [
        served.roles[0]
    ]
    assert translate(small.session, draft, now=at(22, 8)).past(draft.assignments) == []
