"""The town at work."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import TownState
from scheduler.services import towns
from tests.at_once import held_up
from tests.conftest import NOW
from tests.services.small_town import SmallTown
from tests.services.trail import trail


def test_the_sample_is_archived_when_the_own_town_begins(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        with pytest.raises(NotFound, match="no town yet"):
            towns.active_town(session)
        assert towns.zone(session) == "Asia/Shanghai"
        sample = towns.create_town(session, "样本镇", sample=True, now=NOW)
        actor = Actor("coordinator", ActorRole.COORDINATOR, sample.id)
        with pytest.raises(Invalid) as refused:
            towns.start_own_town(session, actor, "  ", now=NOW)
        assert str(refused.value.fields["name"]) == "A name such as 六祖镇."
        with pytest.raises(Forbidden):
            towns.start_own_town(session, Actor("x", ActorRole.PERSON, sample.id, 1), "六祖镇", now=NOW)
        sample.timezone = "Asia/Urumqi"
        session.flush()
        assert towns.zone(session) == "Asia/Urumqi"
        own = towns.start_own_town(session, actor, " 六祖镇 ", now=NOW)
        assert towns.zone(session) == "Asia/Shanghai"
        assert (own.name, own.sample, sample.state, towns.active_town(session)) == (
            "六祖镇",
            False,
            TownState.ARCHIVED,
            own,
        )
        with pytest.raises(Invalid, match="your own town already"):
            towns.start_own_town(session, actor, "六祖镇", now=NOW)


def test_of_two_who_begin_their_own_town_at_once_one_does(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        actor = Actor(
            "coordinator", ActorRole.COORDINATOR, towns.create_town(session, "样本镇", sample=True, now=NOW).id
        )

    def begin() -> None:
        with factory.begin() as session:
            towns.start_own_town(session, actor, "六祖镇", now=NOW)

    with factory.begin() as session:
        towns.start_own_town(session, actor, "六祖镇", now=NOW)
        other = held_up(begin)
    with pytest.raises(Invalid, match="This is your own town already."):
        other.result()
    with factory() as session:
        assert towns.active_town(session).name == "六祖镇"


def test_settings_are_changed_and_who_did_it_is_written_down(small: SmallTown) -> None:
    values = {"name": "新六祖镇", "road_factor": 1.5, "speed_kmh": 40.0, "default_travel_minutes": 25}
    town = towns.edit_town(small.session, small.actor, {**values, "teams_get_offers": True}, now=NOW)
    assert town is small.town
    assert {name: getattr(town, name) for name in values} == values
    changes = {"name": ["六祖镇", "新六祖镇"], "road_factor": [1.35, 1.5], "speed_kmh": [30.0, 40.0]}
    others = {"default_travel_minutes": [20, 25], "teams_get_offers": [False, True]}
    assert trail(small, "town")[-1] == ("coordinator", "update", {**changes, **others})
    with pytest.raises(Forbidden):
        towns.edit_town(small.session, small.as_person(small.worker()), {"name": "x"}, now=NOW)
