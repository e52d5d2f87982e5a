"""Accounts, links, sessions and keys: what the database keeps out on either kind, and what is secret."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.models import Account, Base, IdempotencyKey, PersonalLink, SessionKind, SignedIn
from tests.conftest import NOW
from tests.models.refusals import Refused, owned, refusal
from tests.services.small_town import SmallTown


def account(**more: Any) -> Account:
    return Account(**{"name": "clerk", "password_hash": "x", "created_at": NOW, **more})


def signed_in(small: SmallTown, **more: Any) -> SignedIn:
    values = {"token_hash": "a", "kind": SessionKind.API, "created_at": NOW, "expires_at": NOW}
    return SignedIn(**{**values, "person_id": small.worker().id, **more})


def link(small: SmallTown) -> PersonalLink:
    return PersonalLink(**owned(small, token_hash="a", issued_by="clerk", expires_at=NOW))


def key(small: SmallTown, **more: Any) -> IdempotencyKey:
    values = {"town_id": small.town.id, "actor": "clerk", "key": "k", "request_hash": "a", "status": 0, "body": {}}
    return IdempotencyKey(**{**values, "created_at": NOW, **more})


REFUSED: Refused = (
    ("UNIQUE account.name", lambda _: [account(), account()]),
    ("UNIQUE personal_link.token_hash", lambda small: [link(small), link(small)]),
    ("UNIQUE signed_in.token_hash", lambda small: [signed_in(small), signed_in(small)]),
    ("CHECK ck_signed_in_one_holder", lambda small: [signed_in(small, person_id=None)]),
    ("CHECK ck_signed_in_one_holder", lambda small: [signed_in(small, account_id=small.add(account()).id)]),
    (
        "UNIQUE idempotency_key.town_id, idempotency_key.actor, idempotency_key.key",
        lambda small: [key(small), key(small)],
    ),
    ("FOREIGN KEY", lambda small: [signed_in(small, person_id=10**6)]),
)


@pytest.mark.parametrize(("constraint", "rows"), REFUSED)
def test_what_cannot_be_is_kept_out(small: SmallTown, constraint: str, rows: Any) -> None:
    assert refusal(small, rows(small)) == constraint


def test_a_key_is_one_actors_in_one_town(small: SmallTown) -> None:
    for town in (small, SmallTown(small.session)):
        for actor in ("clerk", "another"):
            for name in ("k", "K"):
                town.add(key(town, actor=actor, key=name))


def test_hashes_are_secret_and_nothing_else_is() -> None:
    secrets = {mapper.class_.__name__: set(mapper.class_.secret) for mapper in Base.registry.mappers}
    assert {name: columns for name, columns in secrets.items() if columns} == {
        "Account": {"password_hash"},
        "PersonalLink": {"token_hash"},
        "SignedIn": {"token_hash"},
    }
