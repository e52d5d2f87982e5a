"""What a row of each kind of sheet does to the register: find what it is about by its key, then create or change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from scheduler.domain.clock import local_instant
from scheduler.language import m_
from scheduler.models import (
    Absence,
    Activity,
    ActivityKind,
    Attendance,
    HeldQualification,
    Market,
    Organisation,
    Person,
    PersonCapacity,
    Place,
    Qualification,
    Recurrence,
    Role,
    Series,
    SeriesRole,
    SpecialDay,
    Team,
    TeamMember,
    Travel,
    WeeklyTime,
    Wish,
)
from scheduler.spreadsheets.importer import Importer, RowError, SheetRow
from scheduler.spreadsheets.report import Question
from scheduler.spreadsheets.sheets import SheetKind


def upsert(
    importer: Importer,
    row: SheetRow,
    model: type[Any],
    key: dict[str, Any],
    values: dict[str, Any],
    also: Callable[[Any], bool] = lambda _: False,
) -> None:
    """Find the row of a table by its key, or make it; set what differs; count it in the report.

    `also` brings what belongs to the row to what is wanted, and says whether that changed anything.
    """
    existing = importer.index(model, *key).get(tuple(key.values()))
    if existing is None:
        new = model(town_id=importer.town.id, **key, **values)
        importer.remember(new)
        also(new)
        importer.report.count(row.sheet, "new")
        return
    changed = set_values(existing, values) | also(existing)
    importer.report.count(row.sheet, "changed" if changed else "unchanged")


def set_values(existing: Any, values: dict[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(existing, name) != value}
    for name, value in differing.items():
        setattr(existing, name, value)
    return bool(differing)


def resolved(importer: Importer, row: SheetRow, kind: SheetKind) -> dict[str, Any]:
    """The row's values with codes replaced by ids: field "home" becomes "home_id". Raises RowError."""
    refers = {column.field: column.refers for column in kind.columns if column.refers is not None}
    values = {}
    for name, value in row.values.items():
        if refers.get(name) is None:
            values[name] = value
        else:
            values[f"{name}_id"] = importer.known(refers[name], value, name).id
    return values


def import_coded(model: type[Any]) -> Callable[[Importer, SheetRow, SheetKind], None]:
    """Rows that are known by their code and need nothing else."""

    def run(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
        values = resolved(importer, row, kind)
        upsert(importer, row, model, {"code": values.pop("code")}, values)

    return run


def import_market(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A market's rule; one a place."""
    values = resolved(importer, row, kind)
    values["digits"] = "".join(sorted({sign for sign in values["digits"] if sign.isdigit()}))
    if not values["digits"]:
        raise RowError("digits", m_("last digits such as 3、6、9"))
    upsert(importer, row, Market, {"place_id": values.pop("place_id")}, values)


def import_special_day(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A holiday, a working weekend, a day not yet announced."""
    values = resolved(importer, row, kind)
    upsert(importer, row, SpecialDay, {"day": values.pop("day")}, values)


def import_travel(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A way set by hand."""
    values = resolved(importer, row, kind)
    low, high = sorted((values["one_id"], values["other_id"]))
    if low == high:
        raise RowError("other", m_("another place than the first"))
    key = {"from_place_id": low, "to_place_id": high}
    upsert(importer, row, Travel, key, {"minutes": values["minutes"]})


def import_person(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A person: known by code, else by name and phone; the same name without a phone is asked, never merged."""
    values = resolved(importer, row, kind)
    capacities, weekly = values.pop("capacities"), values.pop("weekly", None)
    wanted_wishes = values.pop("wishes", None)
    person = find_person(importer, row, values)
    if person is False:
        return
    if person is None:
        person = Person(town_id=importer.town.id, **values)
        importer.remember(person)
        outcome = "new"
    else:
        outcome = "changed" if set_values(person, values) else "unchanged"
    changed = sync_capacities(importer, person, capacities)
    changed |= weekly is not None and sync_weekly(importer, {"person_id": person.id}, weekly)
    changed |= wanted_wishes is not None and sync_wishes(importer, person, wanted_wishes)
    importer.report.count(row.sheet, "changed" if changed and outcome == "unchanged" else outcome)


def find_person(importer: Importer, row: SheetRow, values: dict[str, Any]) -> Any:
    """The person whom a row is about, None for somebody new, False where that has to be asked first."""
    if values.get("code"):
        return importer.index(Person, "code").get((values["code"],))
    if values.get("phone"):
        return importer.index(Person, "name", "phone").get((values["name"], values["phone"]))
    answer = importer.answers.get(row.key)
    same_name = [p for p in importer.index(Person, "id").values() if p.name == values["name"]]
    if answer == "new" or not same_name:
        return None
    chosen = [person for person in same_name if person.id == answer]
    if chosen:
        return chosen[0]
    candidates = tuple(
        (person.id, f"{person.name} {person.phone or person.code or ''}".strip()) for person in same_name
    )
    importer.ask(Question(row.key, row.sheet, row.number, values["name"], candidates))
    return False


def sync_capacities(importer: Importer, person: Person, wanted: list[Any]) -> bool:
    """Give a person exactly these capacities; whether that changed anything."""
    held = {row.capacity for row in person.capacities}
    if held == set(wanted):
        return False
    person.capacities = [row for row in person.capacities if row.capacity in wanted] + [
        PersonCapacity(town_id=importer.town.id, capacity=capacity) for capacity in sorted(set(wanted) - held)
    ]
    return True


def sync_weekly(importer: Importer, owner: dict[str, int], wanted: list[tuple[int, int, int]]) -> bool:
    """Give a person or team exactly these weekly times; whether that changed anything."""
    fields = ("weekday", "start_minute", "end_minute")
    return sync(importer, WeeklyTime, owner, [dict(zip(fields, window, strict=True)) for window in wanted])


def sync_wishes(importer: Importer, person: Person, wanted: list[tuple[int, Any, int]]) -> bool:
    """Give a person exactly these wishes; whether that changed anything."""
    fields = ("weekday", "part", "liking")
    return sync(importer, Wish, {"person_id": person.id}, [dict(zip(fields, wish, strict=True)) for wish in wanted])


def sync(importer: Importer, model: type[Any], owner: dict[str, int], wanted: list[dict[str, Any]]) -> bool:
    """Give an owner exactly these rows of a table; whether that changed anything."""
    rows = importer.owned(model, owner)
    gone = [row for row in rows if not any(has(row, values) for values in wanted)]
    new = [values for values in wanted if not any(has(row, values) for row in rows)]
    for row in gone:
        importer.session.delete(row)
        rows.remove(row)
    if gone:
        importer.session.flush()
    for values in new:
        row = model(town_id=importer.town.id, **owner, **values)
        importer.session.add(row)
        rows.append(row)
    return bool(gone or new)


def has(row: Any, values: dict[str, Any]) -> bool:
    """Whether a row has these values."""
    return all(getattr(row, name) == value for name, value in values.items())


def import_held(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A qualification that a person holds."""
    values = resolved(importer, row, kind)
    if values.get("valid_from") and values.get("valid_until") and values["valid_until"] < values["valid_from"]:
        raise RowError("valid_until", m_("a day not before the first one"))
    key = {
        "person_id": values.pop("person_id"),
        "qualification_id": values.pop("qualification_id"),
        "valid_from": values.pop("valid_from", None),
    }
    upsert(importer, row, HeldQualification, key, {"level": 1, **values})


def import_team(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A team with its members, none of whom is in another team."""
    values = resolved(importer, row, kind)
    members, weekly = values.pop("members", None), values.pop("weekly", None)
    people = None if members is None else [importer.known(Person, code, "members") for code in members]
    teams = importer.index(TeamMember, "person_id")
    code = values.pop("code")
    existing = importer.index(Team, "code").get((code,))
    for person in people or ():
        other = teams.get((person.id,))
        if other is not None and (existing is None or other.team_id != existing.id):
            raise RowError("members", m_("members of no other team; {name} is in one", name=person.name))

    def also(team: Team) -> bool:
        changed = people is not None and sync_members(importer, team, people)
        return (weekly is not None and sync_weekly(importer, {"team_id": team.id}, weekly)) or changed

    upsert(importer, row, Team, {"code": code}, values, also)


def sync_members(importer: Importer, team: Team, people: list[Person]) -> bool:
    """Give a team exactly these members; whether that changed anything."""
    wanted, held = {person.id for person in people}, {row.person_id for row in team.memberships}
    team.memberships = [row for row in team.memberships if row.person_id in wanted]
    for person_id in sorted(wanted - held):
        member = TeamMember(town_id=importer.town.id, person_id=person_id)
        team.memberships.append(member)
        importer.index(TeamMember, "person_id")[(person_id,)] = member
    importer.session.flush()
    return wanted != held


def import_absence(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """Whole days on which a person or a team is away."""
    values = resolved(importer, row, kind)
    if ("person_id" in values) == ("team_id" in values):
        raise RowError("person", m_("either a person or a team"))
    if values["last_day"] < values["first_day"]:
        raise RowError("last_day", m_("a day not before the first one"))
    zone = importer.town.timezone
    key = {
        "person_id": values.get("person_id"),
        "team_id": values.get("team_id"),
        "starts_at": local_instant(values["first_day"], 0, zone),
        "ends_at": local_instant(values["last_day"] + timedelta(days=1), 0, zone),
    }
    upsert(importer, row, Absence, key, {"reason": values.get("reason", "")})


def demand_values(importer: Importer, row: SheetRow, kind: SheetKind) -> dict[str, Any]:
    """The values that an activity and a series share; enforcement is confidential and for adults by default."""
    values = resolved(importer, row, kind)
    if values["kind"] is ActivityKind.ENFORCEMENT:
        values = {"confidential": True, "adults_only": True, **values}
    if values["kind"] is ActivityKind.EMERGENCY:
        values = {"adults_only": True, **values}
    for code in values.get("departments", ()):
        importer.known(Organisation, code, "departments")
    if values["end"] <= values["start"]:
        raise RowError("end", m_("an end after the start; write 次日1:00 for the next day"))
    return values


def import_activity(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A dated activity."""
    values = demand_values(importer, row, kind)
    day, start, end = values.pop("day"), values.pop("start"), values.pop("end")
    values["starts_at"] = local_instant(day, start, importer.town.timezone)
    values["ends_at"] = local_instant(day, end, importer.town.timezone)
    upsert(importer, row, Activity, {"code": values.pop("code")}, values)


def import_series(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A recurring activity; its dated ones are made once its roles are there."""
    values = demand_values(importer, row, kind)
    values["start_minute"], values["end_minute"] = values.pop("start"), values.pop("end")
    place_id = values.pop("market_place_id", None)
    if values["recurrence"] is Recurrence.MARKET:
        market = importer.index(Market, "place_id").get((place_id,))
        if market is None:
            raise RowError("market_place", m_("a place whose market days are known"))
        values["market_id"] = market.id
    elif not values.get("weekdays"):
        raise RowError("weekdays", m_("weekdays such as 周二、周四"))
    upsert(importer, row, Series, {"code": values.pop("code")}, values)


def import_role(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """A role of an activity or of a series, known by its name there."""
    values = resolved(importer, row, kind)
    if values["wanted"] < values["minimum"]:
        raise RowError("wanted", m_("at least the minimum"))
    values["accepts"] = [capacity.value for capacity in values["accepts"]]
    code, name = values.pop("activity"), values.pop("name")
    series = importer.index(Series, "code").get((code,))
    if series is not None:
        upsert(importer, row, SeriesRole, {"series_id": series.id, "name": name}, values)
    else:
        activity = importer.known(Activity, code, "activity")
        upsert(importer, row, Role, {"activity_id": activity.id, "name": name}, values)


def import_attendance(importer: Importer, row: SheetRow, kind: SheetKind) -> None:
    """Somebody on the attendance list of a training session."""
    values = resolved(importer, row, kind)
    activity = importer.known(Activity, values["activity"], "activity")
    if activity.grants_id is None:
        raise RowError("activity", m_("a training session that grants a qualification"))
    upsert(importer, row, Attendance, {"activity_id": activity.id, "person_id": values["person_id"]}, {})


IMPORTS: dict[str, Callable[[Importer, SheetRow, SheetKind], None]] = {
    "place": import_coded(Place),
    "market": import_market,
    "special_day": import_special_day,
    "travel": import_travel,
    "organisation": import_coded(Organisation),
    "qualification": import_coded(Qualification),
    "person": import_person,
    "held_qualification": import_held,
    "team": import_team,
    "absence": import_absence,
    "activity": import_activity,
    "series": import_series,
    "role": import_role,
    "attendance": import_attendance,
}
