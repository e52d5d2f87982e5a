"""The sample town, made by a seeded script: a workbook that goes through the same import as everybody's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from scheduler.domain.holidays import Known, announced, unannounced
from scheduler.sample import places
from scheduler.sample.activities import agenda
from scheduler.sample.people import Row, cast
from scheduler.spreadsheets.sheets.town import DAY_KINDS
from scheduler.spreadsheets.writing import workbook_bytes as written

SEED = 20261123
TOWN_NAME = "六祖镇（示例）"


def sample_workbook(monday: date, *, seed: int = SEED) -> bytes:
    """The workbook of four weeks from a Monday; the same bytes for the same Monday and seed."""
    random = Random(seed)
    everybody = cast(random, monday)
    plan = agenda(random, monday, everybody)
    rows = {
        "place": places.places(),
        "market": places.markets(),
        "special_day": special_days(monday),
        "organisation": places.organisations(),
        "qualification": places.qualifications(),
        "person": everybody.people,
        "held_qualification": everybody.held,
        "team": everybody.teams,
        "absence": everybody.absences,
        "activity": plan.activities,
        "series": plan.series,
        "role": plan.roles,
        "attendance": plan.attendance,
    }
    return written(rows, today=monday, created=datetime(monday.year, monday.month, monday.day, tzinfo=UTC))


def special_days(monday: date) -> list[Row]:
    """Holidays and working weekends of the months around, those of a year that is not announced yet as such."""
    first, last = monday - timedelta(days=60), monday + timedelta(days=120)
    known: Known = {}
    for year in range(first.year, last.year + 1):
        known |= announced(year) or unannounced(year)
    return [
        {"day": day, "kind": DAY_KINDS.write(kind), "name": name}
        for day, (kind, name) in sorted(known.items())
        if first <= day <= last
    ]
