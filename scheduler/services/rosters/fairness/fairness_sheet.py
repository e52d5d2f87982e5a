"""Fairness as a table to open in a spreadsheet: a row for each person and team."""

from __future__ import annotations

from datetime import date, datetime

from scheduler.language import Message, m_
from scheduler.services.rosters.fairness.fairness import FairLine, Fairness, Measure
from scheduler.spreadsheets.tables import table_csv, table_xlsx
from solver.candidates import RANKED, Capacity

GROUPS: dict[Capacity, Message] = {
    Capacity.SOCIAL_WORKER: m_("Social workers"),
    Capacity.GRID_MEMBER: m_("Grid members"),
    Capacity.OFFICER: m_("Partner officers"),
    Capacity.VOLUNTEER: m_("Volunteers"),
    Capacity.PARTY_MEMBER: m_("Serving Party members"),
    Capacity.TEAM: m_("Teams"),
}
MEASURES: dict[Measure, Message] = {
    Measure.HOURS: m_("Hours"),
    Measure.REST_DAYS: m_("Duties on days of rest"),
    Measure.UNPLEASANT: m_("Unpleasant duties"),
}


def in_unit(measure: Measure, amount: float) -> float:
    """An amount as people read it: hours and not minutes, to a hundredth."""
    return round(amount / 60 if measure is Measure.HOURS else amount, 2)


def headers(found: Fairness) -> list[Message]:
    """What the columns are called."""
    names = [m_("Group"), m_("Name")]
    for measure in Measure:
        name = MEASURES[measure]
        if found.roster is not None:
            names += [m_("{measure}: ledger before", measure=name), m_("{measure}: this roster", measure=name)]
        names.append(m_("{measure}: in all", measure=name))
        names += [m_("{measure}: fair share", measure=name), m_("{measure}: beyond the share", measure=name)]
    return names + [
        m_("{measure} {month}", measure=MEASURES[measure], month=f"{month:%Y-%m}")
        for measure in Measure
        for month in found.months
    ]


def cells(found: Fairness, line: FairLine, locale: str) -> list[object]:
    """A line as cells; what the policy does not share has no share."""
    row: list[object] = [GROUPS[line.group].render(locale), line.name]
    for measure in Measure:
        if found.roster is not None:
            row += [in_unit(measure, measure.of(load)) for load in (line.before, line.own)]
        row.append(in_unit(measure, line.total(measure)))
        weighed = (measure, line.group) not in found.unweighed
        figures = (line.shares[measure], line.beyond(measure))
        row += [in_unit(measure, figure) if weighed else None for figure in figures]
    return row + [month_figure(line, measure, month) for measure in Measure for month in found.months]


def month_figure(line: FairLine, measure: Measure, month: date) -> float:
    """What a line carries in a month."""
    return in_unit(measure, measure.of(line.months[month])) if month in line.months else 0


def rows(found: Fairness, locale: str) -> list[list[object]]:
    """The lines of all groups, who has the most hours beyond the share first."""
    return [cells(found, line, locale) for group in RANKED for line in found.of_group(group, Measure.HOURS)]


def fairness_xlsx(found: Fairness, locale: str, *, now: datetime) -> bytes:
    """Fairness as a workbook."""
    names = [header.render(locale) for header in headers(found)]
    return table_xlsx(m_("Fairness").render(locale), names, rows(found, locale), created=now.replace(tzinfo=None))


def fairness_csv(found: Fairness, locale: str) -> bytes:
    """Fairness as a .csv."""
    return table_csv([header.render(locale) for header in headers(found)], rows(found, locale))
