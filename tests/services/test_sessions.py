"""The audit trail: every change of every audited table, whoever makes it, and never a secret."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, delete, insert, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.types import JSON

from scheduler.models import (
    Account,
    Assignment,
    Audit,
    Base,
    Notice,
    PersonalLink,
    PlaceKind,
    Roster,
    SessionKind,
    SignedIn,
    Upload,
)
from scheduler.models.base import Instant
from scheduler.services import accounts
from scheduler.services.sessions import HIDDEN, BehindTheTrail, importing
from tests.conftest import NOW
from tests.services.small_town import SmallTown, at

MODELS = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__tablename__)
AUDITED = [model for model in MODELS if model.audited]
UNAUDITED = {
    "audit",
    "calendar_entry",
    "draft_edit",
    "idempotency_key",
    "job",
    "ledger_entry",
    "notice",
    "published_activity",
    "run",
}

OWN_VALUES: dict[str, dict[str, Any]] = {
    "upload": {"content": b"x"},
    "absence": {"team_id": None, "ends_at": at(25, 9)},
    "activity": {"priority": 2, "ends_at": at(25, 9)},
    "assignment": {"team_id": None},
    "recusal": {"owner": "n0"},
    "role": {"minimum": 1, "wanted": 1, "priority": 2},
    "roster": {"based_on_id": None},
    "series_role": {"minimum": 1, "wanted": 1, "priority": 2},
    "saved_template": {"start_minute": 1, "end_minute": 2},
    "signed_in": {"account_id": None},
    "team": {"quorum": 60},
    "travel": {"minutes": 5},
    "weekly_time": {"team_id": None, "weekday": 0, "start_minute": 1, "end_minute": 2},
}
"""What the checks of a table ask for; all else is filled in by type."""

CHANGED: dict[str, tuple[str, Any]] = {
    "account": ("name", "other"),
    "attendance": ("activity_id", None),
    "couple": ("company", None),
    "feed": ("revoked", True),
    "held_qualification": ("level", 2),
    "personal_link": ("used_at", NOW),
    "person_capacity": ("capacity", None),
    "signed_in": ("expires_at", at(26, 9)),
    "team_member": ("team_id", None),
    "travel": ("minutes", 7),
    "weekly_time": ("end_minute", 3),
    "wish": ("weekday", 2),
}
"""Which column a test changes, and to what; None: to another row or member of its kind."""


class Rows:
    """Makes a row of any table, with the rows that it needs."""

    def __init__(self, small: SmallTown) -> None:
        self.small, self.count = small, 0

    def make(self, model: Any) -> Any:
        values = {
            column.key: self.value(model, column)
            for column in inspect(model).columns
            if not column.primary_key and (not column.nullable or column.name in {"person_id", "valid_until"})
        }
        values.update(OWN_VALUES.get(model.__tablename__, {}))
        if model.__tablename__ == "travel":
            values["from_place_id"], values["to_place_id"] = self.small.village.id, self.small.community.id
        return self.small.add(model(**values))

    def value(self, model: Any, column: Any) -> Any:
        self.count += 1
        if column.name == "town_id":
            return self.small.town.id
        if column.foreign_keys:
            table = next(iter(column.foreign_keys)).column.table
            return self.make(next(other for other in MODELS if other.__table__ is table)).id
        kind = column.type
        if isinstance(kind, Instant):
            return at(24, 9)
        if isinstance(kind, Date):
            return date(2026, 11, 24)
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, Integer | Float):
            return 1
        if isinstance(kind, JSON):
            return {} if "dict" in str(model.__annotations__.get(column.name)) else []
        if isinstance(kind, LargeBinary):
            return b"x"
        enum = getattr(kind, "enum_class", None)
        return next(iter(enum)) if enum is not None else f"n{self.count}"


def trail(session: Session, row: Any) -> list[tuple[str, str, dict[str, Any]]]:
    found = session.scalars(
        select(Audit)
        .where(Audit.table_name == row.__tablename__, Audit.row_id == row.id, Audit.at >= NOW.replace(year=2020))
        .order_by(Audit.id)
    )
    return [(entry.actor, entry.action, entry.changes) for entry in found]


def test_what_is_not_audited_is_what_the_service_derives_or_counts_by_itself() -> None:
    assert {model.__tablename__ for model in MODELS if not model.audited} == UNAUDITED


@pytest.mark.parametrize("model", AUDITED, ids=lambda model: model.__tablename__)
def test_insert_change_and_delete_of_every_audited_row_are_in_the_trail(small: SmallTown, model: Any) -> None:
    rows = Rows(small)
    row = rows.make(model)
    texts = [
        attribute.key
        for attribute in inspect(model).column_attrs
        if attribute.key in {"name", "title", "reason", "filename", "note"}
    ]
    column, value = CHANGED.get(model.__tablename__, (texts[0] if texts else "", "changed"))
    if not column:
        column, value = {
            "assignment": ("pinned", True),
            "duty": ("changed_at", NOW),
            "market": ("digits", "9"),
            "roster": ("version", 7),
        }[model.__tablename__]
    before = getattr(row, column)
    if value is None:
        value = list(type(before))[1] if isinstance(before, Enum) else rows.make(rows_table(model, column)).id
    setattr(row, column, value)
    small.session.flush()
    number = row.id
    small.session.delete(row)
    small.session.flush()
    row.id = number

    found = trail(small.session, row)[-3:]
    assert [(actor, action) for actor, action, _ in found] == [
        ("coordinator", "insert"),
        ("coordinator", "update"),
        ("coordinator", "delete"),
    ]
    assert set(found[1][2]) == {column}
    first = found[0][2].get(column, [None, None])
    assert (first[0], found[1][2][column]) == (None, [first[1], plain(value)])
    assert (found[2][2]["id"], found[2][2][column]) == ([number, None], [plain(value), None])


def rows_table(model: Any, column: str) -> Any:
    """The model that a foreign key of another points to."""
    table = next(iter(inspect(model).columns[column].foreign_keys)).column.table
    return next(other for other in MODELS if other.__table__ is table)


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize(
    ("model", "secret"), [(Account, "password_hash"), (PersonalLink, "token_hash"), (SignedIn, "token_hash")]
)
def test_a_secret_is_told_to_have_changed_and_never_what_it_is(small: SmallTown, model: Any, secret: str) -> None:
    row = Rows(small).make(model)
    setattr(row, secret, "another")
    small.session.flush()
    small.session.delete(row)
    small.session.flush()
    assert [changes[secret] for _, _, changes in trail(small.session, row)[-3:]] == [
        [None, HIDDEN],
        [HIDDEN, HIDDEN],
        [HIDDEN, None],
    ]


def test_all_secrets_are_marked_as_such() -> None:
    suspicious = {
        (model.__tablename__, column.name)
        for model in AUDITED
        for column in inspect(model).columns
        if "hash" in column.name or "password" in column.name or "token" in column.name
    }
    hidden = {(model.__tablename__, name) for model in AUDITED for name in model.secret | model.unaudited}
    assert suspicious - hidden == set()


def test_a_change_is_told_once_with_what_was_there_before_and_one_that_changes_nothing_is_not(
    small: SmallTown,
) -> None:
    place = small.place("旧名", PlaceKind.VENUE, capacity=30)
    number, code = place.id, place.code
    made = trail(small.session, place)
    place.name = "旧名"
    small.session.flush()
    place.name, place.capacity = "临时", None
    place.name = "旧名"
    small.session.flush()
    place.name = "新名"
    small.session.flush()
    place.name = "更新"
    small.session.delete(place)
    small.session.flush()
    gone = {"id": [number, None], "town_id": [small.town.id, None], "code": [code, None], "kind": ["venue", None]}
    assert trail(small.session, place) == [
        *made,
        ("coordinator", "update", {"capacity": [30, None]}),
        ("coordinator", "update", {"name": ["旧名", "新名"]}),
        ("coordinator", "delete", {**gone, "name": ["新名", None]}),
    ]


def test_bulk_changes_behind_the_trail_are_refused_and_of_unaudited_tables_are_not(session: Session) -> None:
    for statement in (
        update(Roster).values(version=9),
        delete(SignedIn).where(SignedIn.id < 0),
        insert(Assignment).values(id=1),
    ):
        with pytest.raises(BehindTheTrail):
            session.execute(statement)
    session.execute(delete(SignedIn).where(SignedIn.id < 0).execution_options(unaudited=True))
    session.execute(update(Notice).where(Notice.id < 0).values(mail_state="none"))


def test_publishing_and_superseding_are_in_the_trail(small: SmallTown) -> None:
    first = small.published(small.activity(), small.worker())
    second = small.again()
    assert [changes["state"] for _, _, changes in trail(small.session, first) if "state" in changes] == [
        [None, "draft"],
        ["draft", "published"],
        ["published", "superseded"],
    ]
    assert trail(small.session, second)[-1] == (
        "coordinator",
        "update",
        {
            "state": ["draft", "published"],
            "published_at": [None, NOW.isoformat()],
            "published_by": [None, "coordinator"],
        },
    )


def test_signing_in_and_out_links_and_passwords_are_in_the_trail(small: SmallTown) -> None:
    session = small.session
    account = accounts.create_account(session, "clerk of the trail", "correct horse battery", now=NOW)
    token, _ = accounts.sign_in(session, account.name, "correct horse battery", SessionKind.API, now=NOW)
    row = session.scalars(select(SignedIn).where(SignedIn.account_id == account.id)).one()
    accounts.sign_out(session, token)
    assert [(actor, action) for actor, action, _ in trail(session, row)[-2:]] == [
        (account.name, "insert"),
        (account.name, "delete"),
    ]
    accounts.set_password(session, account.name, "another horse battery")
    assert trail(session, account)[-1] == (account.name, "update", {"password_hash": [HIDDEN, HIDDEN]})

    worker = small.worker()
    token = accounts.issue_link(session, small.actor, worker.id, now=NOW)
    accounts.enter_by_link(session, token, now=NOW)
    link = session.scalars(select(PersonalLink).where(PersonalLink.person_id == worker.id)).one()
    assert trail(session, link)[-1] == (f"person {worker.id}", "update", {"used_at": [None, NOW.isoformat()]})


def test_what_an_import_changes_names_its_upload_and_what_is_changed_before_and_after_does_not(
    small: SmallTown,
) -> None:
    upload = small.add(Upload(town_id=small.town.id, filename="x", content=b"", created_at=NOW, created_by="x"))
    small.village.name = "甲村"
    with importing(small.session, upload):
        small.village.name = "乙村"
    small.village.name = "丙村"
    small.session.flush()
    told = select(Audit.changes, Audit.upload_id).where(Audit.table_name == "place", Audit.action == "update")
    assert [(changes["name"][1], number) for changes, number in small.session.execute(told.order_by(Audit.id))] == [
        ("甲村", None),
        ("乙村", upload.id),
        ("丙村", None),
    ]
