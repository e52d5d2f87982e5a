"""Rows about people: themselves, what they hold, their teams and absences, where they keep away, with whom they go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scheduler.domain.clock import local_instant
from scheduler.language import m_
from scheduler.models import (
    Absence,
    Couple,
    HeldQualification,
    Person,
    PersonCapacity,
    Place,
    Recusal,
    Team,
    TeamMember,
    WeeklyTime,
    Wish,
)
from scheduler.spreadsheets.columns import SheetKind
from scheduler.spreadsheets.importer import Importer, RowError, Values
from scheduler.spreadsheets.imports.rows import ImportRows, each, resolved
from scheduler.spreadsheets.report import Question
from scheduler.spreadsheets.rows import SheetRow
from solver.spans import DAY

WINDOW = ("weekday", "start_minute", "end_minute")
WISH = ("weekday", "part", "liking")
NEW = "new"
"""The answer that somebody is not in the register yet."""


def import_people(importer: Importer, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
    """People first, then what belongs to them, which refers to them."""
    made: list[tuple[SheetRow, Person, Values]] = []
    for row in rows:
        with importer.row(kind, row):
            values = resolved(importer, kind, row)
            belongings = taken(values, "weekly", "wishes")
            made.append((row, import_person(importer, row, values), belongings))
    importer.flush()
    for row, person, belongings in made:
        if "weekly" in belongings:
            sync_weekly(importer, row, {"person_id": person.id}, belongings["weekly"])
        if "wishes" in belongings:
            wanted = [dict(zip(WISH, wish, strict=True)) for wish in belongings["wishes"]]
            importer.sync(row, Wish, {"person_id": person.id}, wanted)
    importer.flush()


def taken(values: Values, *fields: str) -> Values:
    """Take those of these fields that a row has out of its values."""
    return {name: values.pop(name) for name in fields if name in values}


def import_person(importer: Importer, row: SheetRow, values: Values) -> Person:
    """A person: known by code, else by name and phone; where neither tells, people are asked."""
    capacities = values.pop("capacities")
    person = find_person(importer, row, values)
    if person is None:
        person = Person(town_id=importer.town.id, **values)
        importer.add(person)
        importer.note(row, "new")
        importer.meet(row, "name", person)
    else:
        importer.meet(row, "code" if "code" in values else "name", person)
        importer.note(row, "changed" if importer.change(person, values) else "unchanged")
    if sync_capacities(importer, person, capacities):
        importer.note(row, "changed")
    return person


def find_person(importer: Importer, row: SheetRow, values: Values) -> Person | None:
    """The person whom a row is about, None for somebody new. Raises Waits where only people can tell."""
    code, name, phone = values.get("code"), values["name"], values.get("phone")
    by_code: Person | None = importer.found(Person, {"code": code}) if code else None
    if by_code is not None:
        return by_code
    possible = [p for p in importer.owned(Person, {"name": name}) if may_be(p, code, phone)]
    same = [person for person in possible if phone and person.phone == phone]
    if same or not possible:
        return same[0] if same else None
    answer = str(importer.answers.get(row.key, ""))
    chosen = {answer_of(importer, person): person for person in possible}
    if answer != NEW and answer not in chosen:
        candidates = tuple((key, described(importer, person)) for key, person in chosen.items())
        importer.ask(Question(row.key, row.sheet, row.number, name, candidates))
    return chosen.get(answer)


def may_be(person: Person, code: str | None, phone: str | None) -> bool:
    """Whether nothing speaks against a person being the one with this code and phone: both may be missing."""
    return not (code and person.code and code != person.code) and not (phone and person.phone and phone != person.phone)


def answer_of(importer: Importer, person: Person) -> str:
    """The answer that means a person: the id, or the row of this file that makes the person."""
    row = importer.met.get(person)
    return row.key if row is not None and importer.outcomes[row.key][1] == "new" else str(person.id)


def described(importer: Importer, person: Person) -> str:
    """A person as told from others of the same name."""
    home = importer.session.get_one(Place, person.home_id) if person.home_id else None
    row = importer.met.get(person)
    facts = (person.name, person.code, person.phone, home and home.name, row and row.key)
    return " ".join(fact for fact in facts if fact)


def sync_capacities(importer: Importer, person: Person, wanted: list[Any]) -> bool:
    """Give a person exactly these capacities; whether that changed anything."""
    held = {row.capacity for row in person.capacities}
    if held == set(wanted):
        return False
    person.capacities = [row for row in person.capacities if row.capacity in wanted] + [
        PersonCapacity(town_id=importer.town.id, capacity=capacity) for capacity in sorted(set(wanted) - held)
    ]
    return True


def sync_weekly(importer: Importer, row: SheetRow, owner: Values, windows: list[tuple[int, int, int]]) -> None:
    """Give a person or team exactly these weekly times."""
    importer.sync(row, WeeklyTime, owner, [dict(zip(WINDOW, window, strict=True)) for window in windows])


def import_held(importer: Importer, row: SheetRow, values: Values) -> None:
    """A qualification that a person holds."""
    key = {
        "person_id": values.pop("person_id"),
        "qualification_id": values.pop("qualification_id"),
        "valid_from": values.pop("valid_from", None),
    }
    if key["valid_from"] and values.get("valid_until") and values["valid_until"] < key["valid_from"]:
        raise RowError("valid_until", m_("a day not before the first one"))
    importer.upsert(row, "qualification", HeldQualification, key, values)
    if values.get("valid_until") and values["valid_until"] < importer.today:
        importer.remark("valid_until", m_("a day to come; it has expired, and nobody serves with it"))


def import_teams(importer: Importer, kind: SheetKind, rows: Sequence[SheetRow]) -> None:
    """Teams first, then who leaves one, then who joins one: somebody may go from one team to another in one file.

    The leader is a member too, whether the row lists them among the members or not.
    """
    made: list[tuple[SheetRow, Team, Values]] = []
    for row in rows:
        with importer.row(kind, row):
            values = resolved(importer, kind, row)
            belongings = taken(values, "members", "weekly")
            if "members" in belongings:
                belongings["members"] = [importer.known(Person, code, "members") for code in belongings["members"]]
            made.append((row, importer.upsert(row, "code", Team, {"code": values.pop("code")}, values), belongings))
    for row, team, belongings in made:
        if "members" in belongings:
            leave(importer, row, team, {team.leader_id, *(person.id for person in belongings["members"])})
    importer.flush()
    for row, team, belongings in made:
        with importer.row(kind, row):
            join(importer, row, team, belongings.get("members", []), "members")
            if team.leader_id is not None:
                join(importer, row, team, [importer.session.get_one(Person, team.leader_id)], "leader")
        if "weekly" in belongings:
            sync_weekly(importer, row, {"team_id": team.id}, belongings["weekly"])
    importer.flush()


def leave(importer: Importer, row: SheetRow, team: Team, wanted: set[int | None]) -> None:
    """Take those out of a team who are not wanted there."""
    gone = [member for member in team.memberships if member.person_id not in wanted]
    for member in gone:
        importer.owned(TeamMember, {"person_id": member.person_id}).clear()
        importer.note(row, "changed")
    team.memberships = [member for member in team.memberships if member not in gone]


def join(importer: Importer, row: SheetRow, team: Team, people: list[Person], column: str) -> None:
    """Bring people whom a column names into a team who are in none. Raises RowError where one is in another."""
    for person in people:
        memberships = importer.owned(TeamMember, {"person_id": person.id})
        if memberships and memberships[0].team_id != team.id:
            raise RowError(column, m_("members of no other team; {name} is in one", name=person.name))
        if not memberships:
            member = TeamMember(town_id=importer.town.id, team_id=team.id, person_id=person.id)
            team.memberships.append(member)
            memberships.append(member)
            importer.note(row, "changed")


def import_absence(importer: Importer, row: SheetRow, values: Values) -> None:
    """Days on which a person or a team is away, the first and the last of them from and to a time where one is said."""
    if ("person_id" in values) == ("team_id" in values):
        raise RowError("person", m_("either a person or a team"))
    if values["last_day"] < values["first_day"]:
        raise RowError("last_day", m_("a day not before the first one"))
    zone = importer.town.timezone
    starts_at = local_instant(values["first_day"], values.get("start", 0), zone)
    ends_at = local_instant(values["last_day"], values.get("end", DAY), zone)
    if ends_at <= starts_at:
        raise RowError("end", m_("an end after the start; write 次日1:00 for the next day"))
    owner = {"person_id": values.get("person_id"), "team_id": values.get("team_id")}
    key = {**owner, "starts_at": starts_at, "ends_at": ends_at}
    reason = {"reason": values["reason"]} if "reason" in values else {}
    importer.upsert(row, "first_day", Absence, key, reason)


def import_recusal(importer: Importer, row: SheetRow, values: Values) -> None:
    """A place, or an owner of places, from which a person keeps away."""
    if ("place_id" in values) == ("owner" in values):
        raise RowError("place", m_("either a place or an owner"))
    owner = values.get("owner")
    if owner is not None and not importer.owned(Place, {"owner": owner}):
        raise RowError("owner", m_("an owner of a place"))
    key = {"person_id": values["person_id"], "place_id": values.get("place_id"), "owner": owner}
    reason = {"reason": values["reason"]} if "reason" in values else {}
    importer.upsert(row, "person", Recusal, key, reason)


def import_couple(importer: Importer, row: SheetRow, values: Values) -> None:
    """What is said of two people."""
    low, high = sorted((values["one_id"], values["other_id"]))
    if low == high:
        raise RowError("other", m_("somebody else than the first"))
    importer.upsert(row, "one", Couple, {"one_id": low, "other_id": high}, {"company": values["company"]})


PEOPLE: dict[str, ImportRows] = {
    "person": import_people,
    "held_qualification": each(import_held),
    "team": import_teams,
    "absence": each(import_absence),
    "recusal": each(import_recusal),
    "couple": each(import_couple),
}
