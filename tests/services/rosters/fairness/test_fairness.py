"""What people and teams carry, month by month, against the fair share of their group."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from scheduler.errors import Forbidden, Invalid
from scheduler.models import DayKind, LedgerEntry, Roster, SpecialDay
from scheduler.services.problems import translate
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters import drafts
from scheduler.services.rosters.fairness.fairness import FairLine, Fairness, Measure, months_fairness, roster_fairness
from scheduler.services.rosters.fairness.ledger import Load
from solver import town_policy
from solver.candidates import RANKED, Capacity
from tests.conftest import NOW
from tests.refused import reasons
from tests.services.small_town import FIRST, SmallTown, at

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
HOURS = Measure.HOURS


def line(found: Fairness, name: str) -> FairLine:
    return next(one for one in found.lines if one.name == name)


def week_after(small: SmallTown) -> Roster:
    """A draft of the week over the end of November."""
    return small.draft(FIRST + timedelta(days=7), FIRST + timedelta(days=13))


def test_a_roster_counts_on_top_of_the_ledger_by_month_and_against_the_share_of_the_group(small: SmallTown) -> None:
    busy, idle, volunteer = small.worker("甲"), small.worker("乙"), small.volunteer("丙")
    small.published(small.activity(unpleasant=True, day=28), busy)
    draft = week_after(small)
    small.pin(draft, small.activity(day=30, hours=(9, 13)), busy)
    small.pin(draft, small.activity(day=1, month=12, hours=(9, 12)), busy, volunteer)
    found = roster_fairness(small.session, small.actor, draft.id, now=NOW)
    assert line(found, "甲") == FairLine(
        name="甲",
        person_id=busy.id,
        team_id=None,
        group=Capacity.SOCIAL_WORKER,
        before=Load(120, 1, 1),
        own=Load(420, 0, 0),
        months={NOVEMBER: Load(360, 1, 1), DECEMBER: Load(180, 0, 0)},
        shares={Measure.HOURS: 270, Measure.REST_DAYS: 0.5, Measure.UNPLEASANT: 0.5},
    )
    assert [
        (one.name, one.total(HOURS), one.beyond(HOURS)) for one in found.of_group(Capacity.SOCIAL_WORKER, HOURS)
    ] == [
        ("甲", 540, 270),
        ("乙", 0, -270),
    ]
    assert (line(found, "乙").person_id, line(found, "丙").shares[HOURS]) == (idle.id, 180)
    assert (found.months, found.roster, found.unweighed) == ([NOVEMBER, DECEMBER], draft, frozenset())


def test_what_a_draft_tries_says_who_shares_and_what_is_weighed(small: SmallTown) -> None:
    one, missing, draft = small.worker("甲"), small.worker("缺"), small.draft()
    small.pin(draft, small.activity(), one)
    draft.what_if = Tried([{"rule": "FairHours", "volunteer": 0}], (missing.id,)).stored
    found = roster_fairness(small.session, small.actor, draft.id, now=NOW)
    assert [(each.name, each.shares[HOURS]) for each in found.lines] == [("甲", 120)]
    weighed = {(measure, group) for measure in Measure for group in RANKED} - found.unweighed
    assert weighed == {(HOURS, group) for group in RANKED if group is not Capacity.VOLUNTEER}


def test_a_draft_counts_as_it_does_once_it_is_published(small: SmallTown) -> None:
    members = [small.volunteer(name) for name in "甲乙"]
    draft = small.draft()
    march = small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1, hours=(9, 12))
    small.pin(draft, march, small.team("先锋一队", members))
    small.pin(draft, small.activity(day=29), small.worker("丙"), members[0])
    before = roster_fairness(small.session, small.actor, draft.id, now=NOW).lines
    small.publish(draft)
    assert roster_fairness(small.session, small.actor, draft.id, now=NOW).lines == before
    carried = {one.name: one.own for one in before}
    assert carried == {
        "甲": Load(300, 1, 0),
        "乙": Load(180, 0, 0),
        "丙": Load(120, 1, 0),
        "先锋一队": Load(180, 0, 0),
    }


def test_what_is_carried_before_is_what_the_solver_weighs(small: SmallTown) -> None:
    worker = small.worker("甲")
    small.published(small.activity(unpleasant=True, day=28), worker)
    for days, counted in ((7, True), (180, True), (181, False)):
        draft = small.draft(FIRST + timedelta(days=days), FIRST + timedelta(days=days))
        before = line(roster_fairness(small.session, small.actor, draft.id, now=NOW), "甲").before
        carried = translate(small.session, draft).problem.people[0].carried
        assert (before.minutes, before.weekends, before.unpleasant) == (
            *(carried.minutes, carried.weekends),
            carried.unpleasant,
        )
        assert before == (Load(120, 1, 1) if counted else Load())


def test_the_ledger_counts_days_of_rest_as_they_were_when_it_was_written(small: SmallTown) -> None:
    worker = small.worker("甲")
    small.published(small.activity(day=26), worker)
    small.add(SpecialDay(town_id=small.town.id, day=date(2026, 11, 26), kind=DayKind.HOLIDAY))
    found = line(roster_fairness(small.session, small.actor, week_after(small).id, now=NOW), "甲")
    assert (found.before, found.months) == (Load(120, 0, 0), {NOVEMBER: Load(120, 1, 0)})


def test_months_in_which_nobody_carries_anything_stand_between_the_others(small: SmallTown) -> None:
    worker = small.worker("甲")
    small.published(small.activity(), worker)
    later = small.draft(date(2027, 1, 4), date(2027, 1, 10))
    activity = small.activity(day=5, month=12)
    activity.starts_at, activity.ends_at = (moment + timedelta(days=31) for moment in (at(5, 9, 12), at(5, 11, 12)))
    small.session.flush()
    small.pin(later, activity, worker)
    small.publish(later)
    found = months_fairness(small.session, small.actor, date(2026, 6, 1), date(2027, 6, 1))
    assert found.months == [NOVEMBER, DECEMBER, date(2027, 1, 1)]


def test_months_count_the_duties_that_begin_in_them_as_the_ledger_does(small: SmallTown) -> None:
    worker = small.worker("甲")
    small.published(small.activity(), worker)
    draft = week_after(small)
    small.pin(draft, small.activity(day=30), worker)
    small.pin(draft, small.activity(day=1, month=12, hours=(9, 12)), worker)
    small.publish(draft)

    def own(first: date, last: date) -> Load:
        return line(months_fairness(small.session, small.actor, first, last), "甲").own

    assert (own(NOVEMBER, NOVEMBER), own(DECEMBER, DECEMBER)) == (Load(240, 0, 0), Load(180, 0, 0))
    assert own(date(2026, 11, 30), date(2026, 12, 31)).minutes == small.session.scalar(
        select(func.sum(LedgerEntry.minutes))
    )
    assert own(date(2026, 1, 1), date(2026, 10, 1)) == Load()


def test_a_superseded_version_and_a_draft_count_in_no_month(small: SmallTown) -> None:
    activity, leaves, comes = small.activity(), small.worker("走"), small.worker("来")
    small.published(activity, leaves)
    draft = small.draft()
    drafts.remove(small.session, small.actor, draft.assignments[0].id, now=NOW)
    small.pin(draft, activity, comes)
    small.publish(draft)
    small.pin(small.draft(), small.activity(day=27), leaves)
    found = months_fairness(small.session, small.actor, NOVEMBER, NOVEMBER)
    assert {one.name: one.own.minutes for one in found.lines} == {"走": 0, "来": 120}


def test_people_count_in_the_first_capacity_in_which_the_rules_rank_them_and_who_left_not_at_all(
    small: SmallTown,
) -> None:
    small.person("甲", Capacity.PARTY_MEMBER, Capacity.GRID_MEMBER)
    small.person("无")
    small.worker("乙", active=False)
    found = months_fairness(small.session, small.actor, NOVEMBER, NOVEMBER)
    assert [(one.name, one.group) for one in found.lines] == [("甲", Capacity.GRID_MEMBER)]


def test_what_the_policy_does_not_weigh_is_said(small: SmallTown) -> None:
    def weighed(entry: dict[str, object]) -> dict[str, object]:
        return {**entry, "volunteer": 0} if entry["rule"] == "FairHours" else entry

    small.town.policy = [weighed(entry) for entry in town_policy() if entry["rule"] != "FairUnpleasant"]
    small.session.flush()
    found = months_fairness(small.session, small.actor, NOVEMBER, NOVEMBER)
    assert found.unweighed == {
        (Measure.HOURS, Capacity.VOLUNTEER),
        *((Measure.UNPLEASANT, group) for group in Capacity),
    }


def test_months_out_of_order_or_too_many_are_refused(small: SmallTown) -> None:
    with pytest.raises(Invalid) as refused:
        months_fairness(small.session, small.actor, DECEMBER, NOVEMBER)
    assert reasons(refused) == {"last": "Not before the first month."}
    with pytest.raises(Invalid) as refused:
        months_fairness(small.session, small.actor, NOVEMBER, date(2028, 11, 1))
    assert reasons(refused) == {"last": "At most 24 months."}
    assert months_fairness(small.session, small.actor, NOVEMBER, date(2028, 10, 1)).months == []
    with pytest.raises(Forbidden):
        months_fairness(small.session, small.as_person(small.worker()), NOVEMBER, NOVEMBER)
