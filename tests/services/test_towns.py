"""The town at work, and the steps to its first roster."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import TownState
from scheduler.services import towns
from scheduler.services.checklist import checklist
from scheduler.services.feeds import building
from tests.conftest import NOW
from tests.services.small_town import KEY, SmallTown


def test_the_sample_is_archived_when_the_own_town_begins(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        with pytest.raises(NotFound, match="no town yet"):
            towns.active_town(session)
        sample = towns.create_town(session, "样本镇", sample=True, now=NOW)
        actor = Actor("coordinator", ActorRole.COORDINATOR, sample.id)
        with pytest.raises(Invalid) as refused:
            towns.start_own_town(session, actor, "  ", now=NOW)
        assert str(refused.value.fields["name"]) == "A name such as 六祖镇."
        with pytest.raises(Forbidden):
            towns.start_own_town(session, Actor("x", ActorRole.PERSON, sample.id, 1), "六祖镇", now=NOW)
        own = towns.start_own_town(session, actor, " 六祖镇 ", now=NOW)
        assert (own.name, own.sample, sample.state, towns.active_town(session)) == (
            "六祖镇",
            False,
            TownState.ARCHIVED,
            own,
        )
        with pytest.raises(Invalid, match="your own town already"):
            towns.start_own_town(session, actor, "六祖镇", now=NOW)


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
