"""Keys of requests: claimed once by each actor, answered the same, forgotten after two days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from scheduler.domain.permissions import Actor, ActorRole
from scheduler.errors import Forbidden, Invalid
from scheduler.models import IdempotencyKey
from scheduler.services import idempotency, nightly, towns
from tests.conftest import NOW
from tests.services.small_town import SmallTown


def claim(small: SmallTown, key: str = "monday", request: str = "a", actor: Actor | None = None) -> IdempotencyKey:
    return idempotency.claim(small.session, actor or small.actor, key, request, now=NOW)


def test_a_key_is_unanswered_until_its_answer_is_kept_and_then_holds_it(small: SmallTown) -> None:
    row = claim(small)
    assert (row.status, row.body, row.created_at, row.actor) == (idempotency.UNANSWERED, {}, NOW, "coordinator")
    idempotency.keep(small.session, row, 202, {"id": 7})
    again = claim(small)
    assert (again.id, again.status, again.body) == (row.id, 202, {"id": 7})


def test_a_key_with_another_request_is_refused(small: SmallTown) -> None:
    claim(small)
    with pytest.raises(Invalid, match="This key was used for another request.") as refused:
        claim(small, request="b")
    assert list(refused.value.fields) == ["Idempotency-Key"]


def test_the_same_key_of_another_actor_or_town_is_another(small: SmallTown) -> None:
    elsewhere = SmallTown(small.session)
    other = Actor("deputy", ActorRole.COORDINATOR, small.town.id)
    rows = [claim(small), claim(small, request="b", actor=other), claim(elsewhere, request="c")]
    assert len({row.id for row in rows}) == 3


def test_a_person_claims_no_key(small: SmallTown) -> None:
    with pytest.raises(Forbidden, match="You may not do this."):
        claim(small, actor=small.as_person(small.worker()))


def test_keys_are_forgotten_after_two_days_and_free_again(factory: sessionmaker[Session]) -> None:
    with factory.begin() as session:
        town = SmallTown(session, towns.create_town(session, "六祖镇", sample=False, now=NOW))
        idempotency.keep(session, claim(town), 202, {"id": 7})
        later = idempotency.claim(session, town.actor, "tuesday", "b", now=NOW + timedelta(days=1))
        idempotency.keep(session, later, 200, {})
        nightly.forget(session, now=NOW + timedelta(days=2, minutes=1))
        assert session.scalars(select(IdempotencyKey.key)).all() == ["tuesday"]
        assert claim(town, request="c").status == idempotency.UNANSWERED
