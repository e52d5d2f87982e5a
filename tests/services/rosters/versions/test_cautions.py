"""What a coordinator should know before publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

from scheduler.models import (
    Absence,
    ActivityKind,
    ActivityState,
    Company,
    Couple,
    HeldQualification,
    Organisation,
    Person,
    Qualification,
)
from scheduler.services.rosters.versions.preview import publication
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def said(small: SmallTown, roster_id: int) -> list[tuple[bool, str]]:
    """The cautions of a draft but for people whom nothing reaches, of whom these tests are full."""
    found = publication(small.session, small.actor, roster_id, now=NOW).cautions
    return [(one.forbids, str(one.sentence)) for one in found if "nothing reaches" not in str(one.sentence)]


def qualification(small: SmallTown, name: str, **more: Any) -> Qualification:
    row: Qualification = small.add(Qualification(town_id=small.town.id, code=small.code(), name=name, **more))
    return row


def holds(small: SmallTown, person: Person, held: Qualification, until: date | None) -> None:
    row = HeldQualification(town_id=small.town.id, qualification=held, level=1, valid_until=until)
    person.qualifications.append(row)
    small.session.flush()


def test_a_certificate_that_lapses_before_the_duty_forbids_and_says_when_and_what_to_do(small: SmallTown) -> None:
    first_aid = qualification(small, "急救证")
    activity = small.activity(wanted=2, role={"qualification_id": first_aid.id})
    lapsed, good = small.worker("甲"), small.worker("乙")
    holds(small, lapsed, first_aid, date(2026, 11, 23))
    holds(small, good, first_aid, date(2026, 11, 24))
    draft = small.draft()
    small.pin(draft, activity, lapsed, good)
    sentence = (
        "甲: 急救证 is valid until 23 Nov 2026 only, before 敬老服务 Tue 24 Nov is over. "
        "Renew it in the register, or put somebody else there."
    )
    assert said(small, draft.id) == [(True, sentence)]
    holds(small, lapsed, first_aid, None)
    assert said(small, draft.id) == []


def test_an_officers_certificate_forbids_only_where_the_others_are_too_few(small: SmallTown) -> None:
    certificate = qualification(small, "执法证", enforcement=True)
    unit = small.add(Organisation(town_id=small.town.id, code="D1", name="派出所", enforces=True))
    action = small.activity(
        "集市执法",
        kind=ActivityKind.ENFORCEMENT,
        departments=["D1"],
        wanted=3,
        accepts=(Capacity.OFFICER,),
        role={"organisation_id": unit.id},
    )
    officers = [small.person(name, Capacity.OFFICER, organisation_id=unit.id) for name in "甲乙丙"]
    for officer, until in zip(officers, (date(2026, 11, 1), None, None), strict=True):
        holds(small, officer, certificate, until)
    draft = small.draft()
    small.pin(draft, action, *officers)
    ((forbids, sentence),) = said(small, draft.id)
    assert (forbids, sentence.partition(" is valid")[0]) == (False, "甲: 执法证")
    officers[2].qualifications.clear()
    small.session.flush()
    assert [(forbids, sentence[:8]) for forbids, sentence in said(small, draft.id)] == [
        (True, "甲: 执法证 i"),
        (True, "Two cert"),
    ]


def test_a_broken_rule_forbids_and_leads_to_its_activity(small: SmallTown) -> None:
    activity, worker = small.activity(wanted=1), small.worker("甲")
    draft = small.draft()
    small.pin(draft, activity, worker)
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, 0), ends_at=at(25, 0)))
    found = publication(small.session, small.actor, draft.id, now=NOW)
    assert (found.forbidden, found.cautions[0].activity_id) == (True, activity.id)
    assert said(small, draft.id) == [(True, "Available: 甲; 敬老服务 Tue 24 Nov (1 assignments)")]


def test_urgent_slots_that_are_open_are_named_and_the_others_counted(small: SmallTown) -> None:
    small.activity("防汛", wanted=2, role={"priority": 4})
    small.activity("巡查", wanted=3)
    assert said(small, small.draft().id) == [
        (False, "防汛 Tue 24 Nov: urgent slots of 协助 are open: 2"),
        (False, "Other slots that are open: 3"),
    ]


def test_two_who_are_kept_apart_in_a_team_that_is_sent_are_named(small: SmallTown) -> None:
    one, other, third = (small.volunteer(name) for name in "甲乙丙")
    team = small.team("先锋一队", [one, other, third])
    small.add(Couple(town_id=small.town.id, one_id=one.id, other_id=other.id, company=Company.APART))
    small.add(Absence(town_id=small.town.id, person_id=other.id, starts_at=at(24, 0), ends_at=at(25, 0)))
    draft = small.draft()
    assert said(small, draft.id) == []
    small.pin(draft, small.activity("巡查", accepts=(Capacity.TEAM,), wanted=1), team)
    warned = "甲 and 乙 are kept apart, and both are members of 先锋一队, which is sent."
    assert said(small, draft.id) == [(False, warned)]


def test_what_can_be_no_more_is_named_with_the_reason(small: SmallTown) -> None:
    off, moved, kept = small.activity("一"), small.activity("二"), small.activity("三", day=26, wanted=1)
    draft = small.draft()
    gone = small.worker("丁")
    small.pin(draft, off, small.worker("甲"))
    small.pin(draft, moved, small.worker("乙"))
    small.pin(draft, kept, gone)
    off.state, gone.active = ActivityState.CANCELLED, False
    moved.starts_at, moved.ends_at = at(4, 9, month=12), at(4, 11, month=12)
    small.session.flush()
    assert said(small, draft.id) == [
        (False, "Other slots that are open: 1"),
        (False, "甲 is left out of 一: the activity was called off"),
        (False, "乙 is left out of 二: the activity was moved to another period"),
        (False, "丁 is left out of 三: serves no longer"),
    ]
