"""Who is on one activity, and why somebody is not."""

from __future__ import annotations

import pytest

from scheduler.errors import Invalid
from scheduler.models import Absence, DutyState
from scheduler.services.rosters import duties
from scheduler.services.rosters.staffing import staffing, why_not
from solver.problem import Capacity
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
        "Not in two places at once: 测试甲; 敬老服务 11-24、同时 11-24 (60 minutes)"
    ]
    small.add(Absence(town_id=small.town.id, person_id=worker.id, starts_at=at(24, 8), ends_at=at(24, 12)))
    assert reasons(person_id=worker.id)[0] == "1 are away"
    assert reasons(person_id=small.person("执法员", Capacity.OFFICER).id) == ["1: Serves in an accepted capacity"]


def test_who_or_what_is_not_of_the_period_has_no_answer(small: SmallTown) -> None:
    draft, outside = small.draft(), small.activity(day=1, month=12)
    worker = small.worker()
    for role, person in ((outside.roles[0].id, worker.id), (small.activity().roles[0].id, 10**8)):
        with pytest.raises(Invalid, match="not part of the roster"):
            why_not(small.session, small.actor, draft.id, role, person_id=person)
