"""Rows about the work: series, activities, roles, attendance lists."""

from __future__ import annotations

from functools import partial
from typing import Any

from scheduler.domain.clock import local_instant
from scheduler.domain.recurrence import LONGEST_SERIES_DAYS
from scheduler.language import m_
from scheduler.models import (
    Activity,
    ActivityState,
    Attendance,
    Market,
    Organisation,
    Qualification,
    Recurrence,
    Role,
    Series,
    SeriesRole,
    Team,
)
from scheduler.spreadsheets.importer import Importer, RowError, Values
from scheduler.spreadsheets.imports.rows import ImportRows, each
from scheduler.spreadsheets.rows import SheetRow
from solver.candidates import Capacity

QUOTA_REFERENCES: dict[str, type[Any]] = {
    "organisation_id": Organisation,
    "team_id": Team,
    "qualification_id": Qualification,
}


def check_demand(importer: Importer, values: Values) -> None:
    """Raise RowError where a series or an activity cannot be as it is given; departments are then named by their
    numbers, and what quotas mean by its id.
    """
    if "departments" in values:
        found = [importer.known(Organisation, code, "departments") for code in values["departments"]]
        values["departments"] = [organisation.code for organisation in found]
    if "quotas" in values:
        values["quotas"] = [
            {**quota, **{field: id_of(importer, field, quota[field]) for field in QUOTA_REFERENCES}}
            for quota in values["quotas"]
        ]
    if values["end"] <= values["start"]:
        raise RowError("end", m_("an end after the start; write 次日1:00 for the next day"))


def id_of(importer: Importer, field: str, code: str | None) -> int | None:
    """The id of what a quota names by the office's number."""
    return None if code is None else importer.known(QUOTA_REFERENCES[field], code, "quotas").id


def check_granting(importer: Importer, model: type[Activity | Series], values: Values) -> None:
    """Raise RowError for work that would grant nothing any more, as long as people are on its list; have it checked at
    last whether its roles still train people.
    """
    owner = importer.found(model, {"code": values["code"]})
    if owner is None or owner.grants_id is None or values.get("grants_id", owner.grants_id) is not None:
        return
    sessions = [owner] if model is Activity else importer.owned(Activity, {"series_id": owner.id})
    if any(importer.owned(Attendance, {"activity_id": session.id}) for session in sessions):
        raise RowError("grants", m_("a qualification, as long as people are on the attendance list"))
    importer.check_at_last(partial(check_nobody_is_trained, importer, owner))


def check_nobody_is_trained(importer: Importer, owner: Activity | Series) -> None:
    """Raise RowError where a role of work that grants nothing trains those who hold it."""
    model, column = (Role, "activity_id") if isinstance(owner, Activity) else (SeriesRole, "series_id")
    if any(role.trains for role in importer.owned(model, {column: owner.id})):
        raise RowError("grants", m_("a qualification, as long as roles train people for it"))


def with_defaults(importer: Importer, model: type[Activity | Series], values: Values) -> Values:
    """The values, for new work with what is so for its kind."""
    new = importer.found(model, {"code": values["code"]}) is None
    return {**values["kind"].usual, **values} if new else values


def import_series(importer: Importer, row: SheetRow, values: Values) -> None:
    """A recurring activity; its dated ones are made once its roles are there."""
    check_demand(importer, values)
    if not 0 <= (values["last_day"] - values["first_day"]).days < LONGEST_SERIES_DAYS:
        message = m_("a day not before the first one, {days} days in all at most", days=LONGEST_SERIES_DAYS)
        raise RowError("last_day", message)
    if importer.found(Activity, {"code": values["code"]}) is not None:
        raise RowError("code", m_("a number that no activity has"))
    values["start_minute"], values["end_minute"] = values.pop("start"), values.pop("end")
    place_id = values.pop("market_place_id", None)
    if values["recurrence"] is Recurrence.MARKET:
        market = importer.found(Market, {"place_id": place_id})
        if market is None:
            raise RowError("market_place", m_("a place whose market days are known"))
        values["market_id"] = market.id
    elif not values.get("weekdays"):
        raise RowError("weekdays", m_("weekdays such as 周二、周四"))
    check_granting(importer, Series, values)
    values = with_defaults(importer, Series, values)
    importer.upsert(row, "code", Series, {"code": values.pop("code")}, values)


def import_activity(importer: Importer, row: SheetRow, values: Values) -> None:
    """A dated activity; one of a series also says for which of its days it stands."""
    check_demand(importer, values)
    if importer.found(Series, {"code": values["code"]}) is not None:
        raise RowError("code", m_("a number that no series has"))
    if ("series_id" in values) != ("series_day" in values):
        raise RowError("series_day", m_("both the number of the series and the day of it, or neither"))
    if "series_day" in values:
        values["day_of_series"] = values.pop("series_day")
        check_only_one(importer, values)
    day, start, end = values.pop("day"), values.pop("start"), values.pop("end")
    if "day_of_series" in values:
        values["day"] = values.pop("day_of_series")
    values["starts_at"] = local_instant(day, start, importer.town.timezone)
    values["ends_at"] = local_instant(day, end, importer.town.timezone)
    check_granting(importer, Activity, values)
    values = with_defaults(importer, Activity, values)
    importer.upsert(row, "code", Activity, {"code": values.pop("code")}, values)


def check_only_one(importer: Importer, values: Values) -> None:
    """Raise RowError where another activity stands for the same day of the series."""
    other = importer.found(Activity, {"series_id": values["series_id"], "day": values["day_of_series"]})
    if other is not None and other.code != values["code"]:
        raise RowError("series_day", m_("a day for which {code} does not stand already", code=other.code))


def import_role(importer: Importer, row: SheetRow, values: Values) -> None:
    """A role of an activity or of a series, known by its name there."""
    if values["wanted"] < values["minimum"]:
        raise RowError("wanted", m_("at least the minimum"))
    accepts = list(dict.fromkeys(values["accepts"]))
    if Capacity.TEAM in accepts and len(accepts) > 1:
        raise RowError("accepts", m_("standings of people, or 先锋队 alone"))
    values["accepts"] = [capacity.value for capacity in accepts]
    code, name = values.pop("activity"), values.pop("name")
    series = importer.found(Series, {"code": code})
    owner = importer.known(Activity, code, "activity") if series is None else series
    if values.get("trains") and owner.grants_id is None:
        raise RowError("trains", m_("no, where the activity grants no qualification"))
    if series is not None:
        importer.upsert(row, "name", SeriesRole, {"series_id": series.id, "name": name}, values)
        importer.session.expire(series, ["roles"])
        return
    activity = importer.known(Activity, code, "activity")
    importer.upsert(row, "name", Role, {"activity_id": activity.id, "name": name}, values)
    importer.session.expire(activity, ["roles"])
    check_not_called_off(importer, row, activity)


def check_not_called_off(importer: Importer, row: SheetRow, activity: Activity) -> None:
    """Raise RowError for a new or changed role of an activity that is called off, unless this file says that it is."""
    here = importer.says(activity, "state")
    if activity.state is ActivityState.CANCELLED and not here and importer.outcomes[row.key][1] != "unchanged":
        raise RowError("activity", m_("an activity that is not called off"))


def import_attendance(importer: Importer, row: SheetRow, values: Values) -> None:
    """Somebody on the attendance list of a training session."""
    activity = importer.known(Activity, values["activity"], "activity")
    if activity.grants_id is None:
        raise RowError("activity", m_("a training session that grants a qualification"))
    importer.upsert(row, "person", Attendance, {"activity_id": activity.id, "person_id": values["person_id"]}, {})


WORK: dict[str, ImportRows] = {
    "series": each(import_series),
    "activity": each(import_activity),
    "role": each(import_role),
    "attendance": each(import_attendance),
}
