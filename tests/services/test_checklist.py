"""The steps to the first published roster."""

from __future__ import annotations

import pytest

from scheduler.errors import Forbidden
from scheduler.services.checklist import checklist
from scheduler.services.feeds import building
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown


def steps(small: SmallTown) -> dict[str, int]:
    return {step.key: step.count for step in checklist(small.session, small.actor)}


def test_the_checklist_counts_what_there_is_in_this_town(small: SmallTown) -> None:
    SmallTown(small.session).worker()
    assert steps(small) == {
        "places": 2,
        "people": 0,
        "teams": 0,
        "activities": 0,
        "rosters": 0,
        "published": 0,
        "calendars": 0,
    }
    worker = small.worker()
    small.team("先锋一队", [small.volunteer()])
    small.published(small.activity(), worker)
    small.draft()
    building.rebuild_personal(small.session, small.town.id, [worker.id], key=KEY, now=NOW)
    found = checklist(small.session, small.actor)
    assert [step.count for step in found] == [2, 2, 1, 1, 2, 1, 0]
    assert [step.done for step in found] == [True] * 6 + [False]
    with pytest.raises(Forbidden):
        checklist(small.session, small.as_person(worker))


def test_each_step_is_a_sentence(small: SmallTown) -> None:
    assert [step.sentence.render("en") for step in checklist(small.session, small.actor)] == [
        "Enter villages, communities and venues",
        "Enter people with their capacities and times",
        "Enter vanguard teams with their members",
        "Enter activities with their roles",
        "Make a roster",
        "Publish it",
        "Have people subscribe to their calendars",
    ]
