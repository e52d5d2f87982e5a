"""Signing in with a password or a personal link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import PersonalLink, SessionKind, SignedIn, Town, TownState
from scheduler.services import accounts
from tests.at_once import at_once
from tests.conftest import NOW
from tests.services.small_town import SmallTown

PASSWORD = "correct horse battery"


@pytest.fixture
def clerk(small: SmallTown) -> str:
    """The name of an account; the test's town is the active one."""
    for town in small.session.scalars(select(Town).where(Town.id != small.town.id)):
        town.state = TownState.ARCHIVED
    small.session.flush()
    return accounts.create_account(small.session, "clerk", PASSWORD, now=NOW).name


def test_a_session_has_its_actor_until_it_ends(small: SmallTown, clerk: str) -> None:
    token, ends = accounts.sign_in(small.session, clerk, PASSWORD, SessionKind.BROWSER, now=NOW)
    assert ends == NOW + timedelta(hours=14)
    actor = Actor("clerk", ActorRole.COORDINATOR, small.town.id)
    assert accounts.actor_of_token(small.session, token, now=ends - timedelta(seconds=1)) == actor
    assert accounts.actor_of_token(small.session, token, now=ends) is None
    assert accounts.actor_of_token(small.session, token + "x", now=NOW) is None
    accounts.sign_out(small.session, token)
    assert accounts.actor_of_token(small.session, token, now=NOW) is None


@pytest.mark.parametrize(("name", "password"), [("clerk", "wrong horse battery"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(
    small: SmallTown, clerk: str, name: str, password: str
) -> None:
    assert clerk == "clerk"
    with pytest.raises(Forbidden, match="Name or password is wrong"):
        accounts.sign_in(small.session, name, password, SessionKind.API, now=NOW)


def test_a_new_password_ends_all_sessions_and_the_old_one_is_nothing(small: SmallTown, clerk: str) -> None:
    token, _ = accounts.sign_in(small.session, clerk, PASSWORD, SessionKind.API, now=NOW)
    accounts.set_password(small.session, clerk, "another horse battery")
    assert accounts.actor_of_token(small.session, token, now=NOW) is None
    with pytest.raises(Forbidden):
        accounts.sign_in(small.session, clerk, PASSWORD, SessionKind.API, now=NOW)
    accounts.sign_in(small.session, clerk, "another horse battery", SessionKind.API, now=NOW)
    with pytest.raises(NotFound, match="no account nobody"):
        accounts.set_password(small.session, "nobody", PASSWORD)


def test_a_password_has_ten_characters_at_least(small: SmallTown) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.create_account(small.session, "short", "123456789", now=NOW)
    assert str(refused.value.fields["password"]) == "At least 10 characters."
    assert accounts.create_account(small.session, "long", "1234567890", now=NOW).name == "long"


def test_a_readable_password_is_four_groups_of_letters_that_are_not_mistaken_for_others() -> None:
    made = [accounts.readable_password() for _ in range(50)]
    assert len(set(made)) == 50
    assert [
        password for password in made if not re.fullmatch(r"([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}", password)
    ] == []


def test_a_personal_link_is_good_once_within_seven_days(small: SmallTown) -> None:
    worker = small.worker()
    token = accounts.issue_link(small.session, small.actor, worker.id, now=NOW)
    own, ends = accounts.enter_by_link(small.session, token, now=NOW + timedelta(days=7, seconds=-1))
    assert ends == NOW + timedelta(days=97, seconds=-1)
    assert accounts.actor_of_token(small.session, own, now=NOW) == small.as_person(worker)
    with pytest.raises(NotFound, match="not valid any more"):
        accounts.enter_by_link(small.session, token, now=NOW)
    late = accounts.issue_link(small.session, small.actor, worker.id, now=NOW)
    with pytest.raises(NotFound, match="not valid any more"):
        accounts.enter_by_link(small.session, late, now=NOW + timedelta(days=7))


def test_only_coordinators_issue_links(small: SmallTown) -> None:
    worker = small.worker()
    with pytest.raises(Forbidden):
        accounts.issue_link(small.session, small.as_person(worker), worker.id, now=NOW)


def test_a_link_used_twice_at_once_lets_one_in(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        small = SmallTown(session)
        token = accounts.issue_link(session, small.actor, small.worker().id, now=NOW)

    def enter() -> str:
        try:
            with factory.begin() as session:
                accounts.enter_by_link(session, token, now=NOW)
        except NotFound:
            return "refused"
        return "in"

    told = at_once(enter, enter)
    assert sorted(told) == ["in", "refused"]


def test_what_has_ended_by_itself_is_forgotten_and_nothing_else(small: SmallTown) -> None:
    worker = small.worker()
    accounts.issue_link(small.session, small.actor, worker.id, now=NOW - timedelta(days=8))
    kept = accounts.issue_link(small.session, small.actor, worker.id, now=NOW)
    entered = accounts.issue_link(small.session, small.actor, worker.id, now=NOW - timedelta(days=90))
    accounts.enter_by_link(small.session, entered, now=NOW - timedelta(days=90))
    accounts.forget_ended(small.session, now=NOW)
    small.session.expire_all()
    links = small.session.scalars(select(PersonalLink).where(PersonalLink.person_id == worker.id)).all()
    assert [link.token_hash for link in links] == [accounts.digest(kept)]
    assert small.session.scalars(select(SignedIn).where(SignedIn.person_id == worker.id)).all() == []
