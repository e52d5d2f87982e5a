"""A row of another town is not there, whichever use case asks for it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

import scheduler.services
from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Invalid, NotFound
from scheduler.models import Series, Upload
from scheduler.models.activities import ActivityKind, Recurrence
from scheduler.services import accounts
from scheduler.services.activities import templates
from scheduler.services.feeds import subscriptions
from scheduler.services.rosters import runs
from scheduler.services.rosters.boards.board import Group
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown


def use_cases() -> Iterator[Callable[..., Any]]:
    """All functions of services that an actor calls with the id of a row."""
    for module in pkgutil.walk_packages(scheduler.services.__path__, "scheduler.services."):
        for _, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            names = list(inspect.signature(function).parameters)
            if (
                function.__module__ == module.name
                and names[:2] == ["session", "actor"]
                and "_id" in "".join(names[2:3])
            ):
                yield function


USE_CASES = sorted(use_cases(), key=lambda function: f"{function.__module__}.{function.__name__}")
OTHERS = {
    "answer": {"answers": {}, "state": None},
    "board": {"group": Group.TEAMS},
    "edit_person": {"values": {}},
    "edit_team": {"values": {}},
}


@pytest.fixture
def rows(small: SmallTown) -> dict[str, Any]:
    """An id of every kind of row that use cases ask for."""
    person, team = small.worker(), small.team("先锋一队", [small.volunteer()])
    activity = small.activity(accepts=(Capacity.SOCIAL_WORKER,))
    roster = small.published(activity, person)
    run = runs.request_run(small.session, small.actor, small.draft().id, seconds=1, now=NOW)
    upload = small.add(
        Upload(town_id=small.town.id, filename="x", content=b"", created_at=NOW, created_by="x", report={}, answers={})
    )
    feed = subscriptions.ensure_personal_feed(small.session, small.actor, person.id, key=KEY, now=NOW)
    series = small.add(
        Series(
            town_id=small.town.id,
            code="S",
            kind=ActivityKind.SERVICE,
            title="x",
            place_id=small.village.id,
            recurrence=Recurrence.WEEKLY,
            first_day=date(2026, 11, 23),
            last_day=date(2026, 11, 29),
            start_minute=0,
            end_minute=60,
        )
    )
    accounts.issue_link(small.session, small.actor, person.id, now=NOW)
    return {
        "person_id": person.id,
        "team_id": team.id,
        "activity_id": activity.id,
        "activity_ids": [activity.id],
        "template_id": int(templates.save_template(small.session, small.actor, activity.id, "x", now=NOW).key),
        "role_id": activity.roles[0].id,
        "roster_id": roster.id,
        "assignment_id": roster.assignments[0].id,
        "duty_id": small.duty(person, activity).id,
        "run_id": run.id,
        "job_id": run.job_id,
        "upload_id": upload.id,
        "feed_id": feed.id,
        "series_id": series.id,
        "place_id": small.village.id,
        "one_id": small.village.id,
        "other_id": small.community.id,
    }


def given(name: str, function: Callable[..., Any], rows: dict[str, Any]) -> Any:
    """A value for a parameter that a use case insists on."""
    if name in rows:
        return rows[name]
    if name in OTHERS.get(function.__name__, {}):
        return OTHERS[function.__name__][name]
    known = {"now": NOW, "key": KEY, "revision": 1, "values": {}, "answers": {}}
    return known.get(name, True)


def test_use_cases_are_found() -> None:
    names = {function.__name__ for function in USE_CASES}
    assert {"publish", "accept", "pin", "renew", "issue_link", "commit", "edit_person", "stop_run"} <= names


@pytest.mark.parametrize("function", USE_CASES, ids=lambda function: f"{function.__module__[19:]}.{function.__name__}")
def test_a_row_of_another_town_is_not_found(
    small: SmallTown, rows: dict[str, Any], function: Callable[..., Any]
) -> None:
    stranger = Actor("stranger", ActorRole.COORDINATOR, SmallTown(small.session).town.id)
    parameters = list(inspect.signature(function).parameters.items())[2:]
    values = {
        name: given(name, function, rows)
        for name, parameter in parameters
        if parameter.default is inspect.Parameter.empty and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    }
    with pytest.raises((NotFound, Invalid), match="There is no such entry"):
        function(small.session, stranger, **values)


def test_a_pin_for_somebody_of_another_town_is_not_found(small: SmallTown) -> None:
    other = SmallTown(small.session)
    stranger, draft, activity = other.worker(), small.draft(), small.activity()
    for pair in ((activity, stranger), (other.activity(), small.worker())):
        with pytest.raises((NotFound, Invalid), match="There is no such entry"):
            small.pin(draft, *pair)
