"""Who is on one activity, and why somebody is not."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.language import m_
from scheduler.models import Absence, DutyState, Person, Role
from scheduler.services.rosters import duties
from scheduler.services.rosters.explained.staffing import Holder, StaffedRole, WhyNot, staffing, why_not, why_not_these
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at


def test_an_activity_shows_its_holders_their_answers_and_its_open_slots(small: SmallTown) -> None:
    activity, worker, volunteer = small.activity(), small.worker("社工甲"), small.volunteer("志愿者乙")
    roster = small.published(activity, worker, volunteer)
    duty = small.duty(volunteer, activity)
    duties.decline(small.session, small.as_person(volunteer), duty.id, now=NOW)
    found, (role,) = staffing(small.session, small.actor, roster.id, activity.id)
    assert found is activity
    assert [(holder.name, holder.state) for holder in role.holders] == [
        ("社工甲", DutyState.ASSIGNED),
        ("志愿者乙", DutyState.DECLINED),
    ]
    assert (role.role.wanted, role.open) == (3, 2)


def test_a_team_is_named_as_its_holder(small: SmallTown) -> None:
    activity = small.activity(accepts=(Capacity.TEAM,), wanted=1)
    draft = small.draft()
    small.pin(draft, activity, small.team("先锋一队", [small.volunteer()]))
    _, (role,) = staffing(small.session, small.actor, draft.id, activity.id)
    assert ([holder.name for holder in role.holders], role.open) == (["先锋一队"], 0)


def test_why_somebody_does_not_hold_a_role_is_said_in_sentences(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(), small.worker("测试甲")
    role = activity.roles[0].id

    def reasons(**candidate: int) -> list[str]:
        return list(map(str, why_not(small.session, small.actor, draft.id, role, **candidate).sentences))

    assert reasons(person_id=worker.id) == ["Nothing forbids it."]
    small.pin(draft, small.activity("同时", hours=(10, 12)), worker)
    assert reasons(person_id=worker.id) == [
        "Not in two places at once: 测试甲; 敬老服务 Tue 24 Nov, 同时 Tue 24 Nov (60 minutes)"
    ]
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    assert reasons(person_id=worker.id)[0] == "1 are away"
    assert reasons(person_id=small.person("执法员", Capacity.OFFICER).id) == ["Not met: Serves in an accepted capacity"]


def test_who_or_what_is_not_of_the_period_has_no_answer(small: SmallTown) -> None:
    draft, outside = small.draft(), small.activity(day=1, month=12)
    worker = small.worker()
    for role, person in ((outside.roles[0].id, worker.id), (small.activity().roles[0].id, 10**8)):
        with pytest.raises(Invalid, match="not part of the roster"):
            why_not(small.session, small.actor, draft.id, role, person_id=person)


def test_roles_are_shown_in_their_order_with_nobody_on_those_that_nobody_holds(small: SmallTown) -> None:
    activity = small.activity(wanted=2)
    lead = Role(town_id=small.town.id, name="负责人", accepts=["social_worker"], minimum=1, wanted=1)
    activity.roles.append(lead)
    small.session.flush()
    draft, other = small.draft(), small.draft()
    (row,) = small.pin(draft, activity, small.volunteer())
    small.pin(other, activity, small.worker())
    assert staffing(small.session, small.actor, draft.id, activity.id) == (
        activity,
        [StaffedRole(activity.roles[0], [Holder(row, None)], 2), StaffedRole(lead, [], 1)],
    )
    _, roles = staffing(small.session, small.actor, draft.id, activity.id)
    assert [role.open for role in roles] == [1, 1]


def test_why_a_team_does_not_hold_a_role(small: SmallTown) -> None:
    draft, march = small.draft(), small.activity(accepts=(Capacity.TEAM,), wanted=1)
    single = small.activity("单人", day=25)
    team, empty = small.team("先锋一队", [small.volunteer()]), small.team("先锋二队", [])

    def reasons(role: Role, team_id: int) -> list[str]:
        return list(map(str, why_not(small.session, small.actor, draft.id, role.id, team_id=team_id).sentences))

    assert reasons(march.roles[0], team.id) == ["Nothing forbids it."]
    assert reasons(march.roles[0], empty.id) == ["1 teams lack their quorum"]
    assert reasons(single.roles[0], team.id) == ["Not met: Serves in an accepted capacity"]


def test_who_could_fill_an_open_slot_costs_less_than_nothing_whether_they_hold_it_or_not(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(wanted=1), small.worker()
    role = activity.roles[0].id
    free = why_not(small.session, small.actor, draft.id, role, person_id=worker.id)
    small.pin(draft, activity, worker)
    held = why_not(small.session, small.actor, draft.id, role, person_id=worker.id)
    assert free == held == WhyNot((m_("Nothing forbids it."),), free.cost, free.standing)
    assert free.cost < 0


def test_only_coordinators_of_the_town_ask(small: SmallTown) -> None:
    draft, activity, worker = small.draft(), small.activity(), small.worker()
    role, person, other = activity.roles[0].id, small.as_person(worker), SmallTown(small.session).actor
    for actor, refusal in ((person, Forbidden), (other, NotFound)):
        with pytest.raises(refusal):
            staffing(small.session, actor, draft.id, activity.id)
        with pytest.raises(refusal):
            why_not(small.session, actor, draft.id, role, person_id=worker.id)


def test_somebody_stands_among_all_who_could_and_for_a_full_role_in_place_of_a_holder(
    small: SmallTown,
) -> None:
    near, far = small.volunteer("近", home_id=small.village.id), small.volunteer("远", home_id=small.community.id)
    activity, draft = small.activity(wanted=1), small.draft()
    role = activity.roles[0].id

    def asked(person: Person) -> list[str]:
        found = why_not(small.session, small.actor, draft.id, role, person_id=person.id).standing
        return [] if found is None else list(map(str, found.sentences))

    assert asked(near) == ["none of 2 who could hold the slot would cost less"]
    small.pin(draft, activity, near)
    assert asked(far) == ["in place of 近: +200 points", "1 of 2 who could hold the slot would cost less"]
    assert asked(small.person("执法员", Capacity.OFFICER)) == []


def test_several_are_asked_of_at_once_in_their_order(small: SmallTown) -> None:
    worker, team = small.worker(), small.team("先锋一队", [])
    activity, draft = small.activity(wanted=1), small.draft()
    role, asked = activity.roles[0].id, [(None, team.id), (worker.id, None)]
    alone = [
        why_not(small.session, small.actor, draft.id, role, team_id=team.id),
        why_not(small.session, small.actor, draft.id, role, person_id=worker.id),
    ]
    assert why_not_these(small.session, small.actor, draft.id, role, asked) == alone
    assert why_not_these(small.session, small.actor, draft.id, role, []) == []
