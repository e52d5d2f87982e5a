"""The policy in force: set, put back, and what the trail tells of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Conflict, Forbidden, NotFound
from scheduler.models import Audit
from scheduler.services.policy import history, in_force
from scheduler.services.policy.words import value_message
from solver.policy import known_rules, town_policy
from solver.rules.base import Rule
from solver.tiers import Mode
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def changed(**parameters: dict[str, int]) -> list[dict[str, object]]:
    """The default policy with other parameters of some rules; rules that it does not have come last."""
    names = [str(entry["rule"]) for entry in town_policy()]
    more: list[dict[str, object]] = [{"rule": name} for name in parameters if name not in names]
    return [{**entry, **parameters.get(str(entry["rule"]), {})} for entry in (*town_policy(), *more)]


def test_a_town_begins_with_the_default_and_goes_back_to_it(small: SmallTown) -> None:
    began = in_force.in_force(small.session, small.actor)
    assert (began.mode, began.entries, began.is_default) == (Mode.TIERS, town_policy(), True)
    in_force.set_policy(small.session, small.actor, mode=Mode.SUM, rules=changed(Evenings={"cost": 7}), now=NOW)
    own = in_force.in_force(small.session, small.actor)
    assert (own.mode, own.entries[-1], own.is_default) == (
        Mode.SUM,
        {"rule": "Evenings", "from_minute": 1080, "cost": 7},
        False,
    )
    assert small.town.policy is not None
    assert small.town.policy[0] == {"mode": "sum"}
    in_force.reset(small.session, small.actor, now=NOW)
    assert (small.town.policy, in_force.in_force(small.session, small.actor)) == (None, began)


def test_setting_what_is_in_force_changes_nothing_and_the_default_is_not_kept_as_the_towns_own(
    small: SmallTown,
) -> None:
    before = small.town.revision
    in_force.set_policy(small.session, small.actor, mode=Mode.TIERS, rules=town_policy()[::-1], now=NOW)
    assert (small.town.policy, small.town.revision) == (None, before)
    in_force.set_policy(small.session, small.actor, mode=Mode.SUM, rules=town_policy(), now=NOW)
    in_force.set_policy(small.session, small.actor, mode=Mode.TIERS, rules=town_policy(), now=NOW)
    assert (small.town.policy, small.town.revision) == (None, before + 2)


def test_the_history_tells_who_changed_what_the_newest_first(small: SmallTown) -> None:
    assert history.history(small.session, small.actor) == []
    first = changed(HoursADay={"employed": 450}, Evenings={"from_minute": 1110})
    in_force.set_policy(small.session, small.actor, mode=Mode.TIERS, rules=first, now=NOW)
    small.town.speed_kmh = 40
    small.session.flush()
    second = [entry for entry in first if entry["rule"] != "Wishes"]
    second = [{**entry, "from_minute": 1200} if entry["rule"] == "Evenings" else entry for entry in second]
    in_force.set_policy(small.session, small.actor, mode=Mode.SUM, rules=second, now=NOW)
    told = history.history(small.session, small.actor)
    assert [(change.actor, [str(sentence) for sentence in change.sentences]) for change in told] == [
        (
            "coordinator",
            [
                "One sum: all points are added up, and much of one thing can outweigh another.",
                "Wishes: switched off",
                "Evenings, From what time: 18:30 → 20:00",
            ],
        ),
        ("coordinator", ["Hours a day, Working hours: 8 h → 7.5 h", "Evenings: switched on"]),
    ]


def test_an_earlier_policy_is_restored_as_a_change_of_its_own_and_that_is_undone_in_the_same_way(
    small: SmallTown,
) -> None:
    in_force.set_policy(
        small.session, small.actor, mode=Mode.TIERS, rules=changed(HoursADay={"employed": 450}), now=NOW
    )
    in_force.set_policy(small.session, small.actor, mode=Mode.SUM, rules=changed(Evenings={"cost": 7}), now=NOW)
    latest, first = history.history(small.session, small.actor)
    assert (latest.stands, first.stands) == (True, False)
    with pytest.raises(Conflict, match="in force already"):
        history.restore(small.session, small.actor, latest.id, now=NOW)
    history.restore(small.session, small.actor, first.id, now=NOW)
    assert in_force.in_force(small.session, small.actor).same(first.policy)
    told = history.history(small.session, small.actor)
    assert [change.stands for change in told] == [True, False, True]
    assert [str(sentence) for sentence in told[0].sentences][1:] == [
        "Hours a day, Working hours: 8 h → 7.5 h",
        "Evenings: switched off",
    ]
    history.restore(small.session, small.actor, latest.id, now=NOW)
    assert in_force.in_force(small.session, small.actor).same(latest.policy)


def test_what_is_no_change_of_the_policy_is_not_restored(small: SmallTown) -> None:
    small.town.speed_kmh = 40
    small.session.flush()
    for number in (*small.session.scalars(select(Audit.id)), 10**8):
        with pytest.raises(NotFound, match="no such"):
            history.restore(small.session, small.actor, number, now=NOW)


def test_a_person_may_neither_read_nor_set_it(small: SmallTown) -> None:
    person = Actor("x", ActorRole.PERSON, small.town.id, 1)
    with pytest.raises(Forbidden):
        in_force.set_policy(small.session, person, mode=Mode.SUM, rules=[], now=NOW)
    with pytest.raises(Forbidden):
        in_force.reset(small.session, person, now=NOW)
    with pytest.raises(Forbidden):
        history.restore(small.session, person, 1, now=NOW)


@pytest.mark.parametrize(
    ("rule", "parameter", "value", "told"),
    [
        ("HoursADay", "employed", 450, "7.5 h"),
        ("Evenings", "from_minute", 1110, "18:30"),
        ("Evenings", "cost", 1200, "1,200 points"),
        ("WithinReach", "team", 40, "40 min"),
        ("ConsecutiveDays", "most", 5, "5 days"),
        ("CertifiedOfficers", "minimum", 3, "3 people"),
        ("FairHours", "with_team", 1, "yes"),
        ("FairHours", "with_team", 0, "no"),
        ("Successions", "never", ["a>b", "b>c"], "a>b, b>c"),
        ("EnoughHours", "with_team", 3, "3"),
    ],
)
def test_a_value_is_told_in_its_unit(rule: str, parameter: str, value: object, told: str) -> None:
    kind: type[Rule] = known_rules()[rule]
    assert str(value_message(kind, parameter, value)) == told
