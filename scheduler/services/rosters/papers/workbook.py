"""A roster as the workbook that coordinators know: a board for each group, the slots with the names in their cells,
which can be changed there and imported again, a sheet for each team. Totals are formulas over the sheet of slots.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter.utility import xl_rowcol_to_cell

from scheduler.domain.dates import WEEKDAYS, day_name, period
from scheduler.domain.permissions import Actor
from scheduler.language import Message, m_
from scheduler.models import DutyState, Roster, Team, Town
from scheduler.services.rosters.boards.board import Board, Chip, Group, Line, boards
from scheduler.services.rosters.drafts import get_roster
from scheduler.services.rosters.papers.labels import Labels, labels_of
from scheduler.services.rosters.papers.slots import Coming, RoleSlots, role_slots
from scheduler.services.rosters.papers.team_sheet import EMPTY, HEADS, TeamDuty, team_duties
from scheduler.services.rosters.papers.told import role_name, told
from scheduler.services.rosters.papers.words import GROUPS, STATES, is_off, note_of
from scheduler.spreadsheets.printed import A3_BOARD, A4_LIST, FIRST_ROW, HEAD_ROW, Printed, range_of
from scheduler.spreadsheets.writing import new_workbook

SLOTS, CREWS = m_("Slots"), m_("Crews of teams")
HOURS, WHO, ROLE_NUMBER = m_("Hours"), m_("Who"), m_("Role number (leave as it is)")
SLOT_HEADS = (m_("Date"), m_("Weekday"), m_("Time"), m_("Activity"), m_("Role"), m_("Place"), HOURS, WHO, ROLE_NUMBER)
SLOT_WIDTHS = (11, 6, 12, 24, 13, 24, 6, 22, 11)
CREW_HEADS = (m_("Date"), m_("Time"), m_("Activity"), m_("Team"), HOURS, WHO)
CREW_WIDTHS = (11, 12, 24, 24, 6, 22)
TEAM_WIDTHS = (14, 12, 26, 24, 40, 6)
TOTAL, DUTIES = m_("In all"), m_("Number of duties")
WITH_TEAM, DECLINED = m_("(with the team)"), m_("(declined)")
NOTHING = m_("No activity lies in this period.")
HOW_TO_CHANGE = m_(
    "To change who comes, write another name in the column “{who}” here, save the file, and import it into a draft.",
    who=WHO,
)


@dataclass(frozen=True)
class Booked:
    """A row of a list over which totals are taken: its cells, who comes, and for how many hours."""

    cells: tuple[Any, ...]
    who: str
    hours: float


@dataclass(frozen=True)
class Listing:
    """A list of such rows: its sheet, and the columns of who and of hours."""

    sheet: Any
    who: int
    hours: int
    rows: Sequence[Booked]

    def sums(self, name: str) -> tuple[str, str]:
        """How often, and how many hours, somebody who stands in the cell `name` is in it, as parts of formulas."""
        held = f"({range_of(self.sheet, self.who, len(self.rows))}={name})"
        return f"SUMPRODUCT(--{held})", f"SUMPRODUCT({held}*{range_of(self.sheet, self.hours, len(self.rows))})"


def roster_workbook(session: Session, actor: Actor, roster_id: int, locale: str, *, now: datetime) -> bytes:
    """The workbook of a roster. Raises NotFound, Forbidden."""
    roster = get_roster(session, actor, roster_id)
    names = labels_of(session, roster.town_id)
    found, roles = boards(session, actor, roster.id), role_slots(session, roster)
    slots = [row for role in roles for row in slot_rows(role, names, locale)]
    coming = Coming.to(session, roster, roles)
    crews = crew_rows(roles, names, coming)
    teams = select(Team).where(Team.town_id == roster.town_id, Team.active).order_by(Team.id)
    buffer = io.BytesIO()
    with new_workbook(buffer, now.replace(tzinfo=None)) as book:
        out = RosterBook(Printed(book.book), title_of(session, roster, locale), town_zone(session, roster), locale)
        sheets = {group: out.book.sheet(GROUPS[group].render(locale)) for group, one in found.items() if one.lines.rows}
        lists = [out.slots(slots), *([out.crews(crews)] if crews else [])]
        for group, sheet in sheets.items():
            out.board(sheet, group, found[group])
            out.totals(sheet, found[group].lines.rows, names, lists)
        for team in session.scalars(teams):
            out.team(team.name, team_duties(roles, team, coming))
    return buffer.getvalue()


def town_zone(session: Session, roster: Roster) -> str:
    """The time zone of a roster's town."""
    return session.get_one(Town, roster.town_id).timezone


def title_of(session: Session, roster: Roster, locale: str) -> str:
    """What stands over every sheet."""
    said = (
        m_("Roster of {town}", town=session.get_one(Town, roster.town_id).name),
        period(roster.first_day, roster.last_day),
        m_("version {number}", number=roster.version),
        STATES[roster.state],
    )
    return " · ".join(one.render(locale) for one in said)


def slot_rows(role: RoleSlots, names: Labels, locale: str) -> Iterable[Booked]:
    """A row for each slot of a role: for those who hold it, and one without a name for each that is open."""
    activity = role.activity
    held = [names.of_teams[row.team_id] if row.team_id else names.of_people[row.person_id or 0] for row in role.held]
    for who in [*held, *[""] * role.open]:
        day = activity.starts_at.date()
        weekday = WEEKDAYS[day.weekday()].render(locale)
        cells = (
            day,
            weekday,
            activity.time,
            activity.title,
            role.name,
            activity.place,
            activity.hours,
            who,
            role.role.id,
        )
        yield Booked(cells, who, activity.hours)


def crew_rows(roles: Iterable[RoleSlots], names: Labels, coming: Coming) -> list[Booked]:
    """A row for each member whom a whole team books."""
    found = []
    for role in roles:
        activity = role.activity
        for row in role.held:
            for member in coming.ids(row) if row.team_id is not None else ():
                team, who = names.of_teams[row.team_id or 0], names.of_people[member]
                cells = (activity.starts_at.date(), activity.time, activity.title, team, activity.hours, who)
                found.append(Booked(cells, who, activity.hours))
    return found


@dataclass(frozen=True)
class RosterBook:
    """The sheets of a roster's workbook, in a language."""

    book: Printed
    title: str
    zone: str
    locale: str

    def said(self, messages: Iterable[Message]) -> list[str]:
        """Messages in the language of the workbook."""
        return [message.render(self.locale) for message in messages]

    def slots(self, rows: Sequence[Booked]) -> Listing:
        """The sheet of slots, with how to change who comes."""
        listing = Listing(
            self.book.sheet(SLOTS.render(self.locale)), SLOT_HEADS.index(WHO), SLOT_HEADS.index(HOURS), rows
        )
        self.listed(listing, f"{self.title}　{HOW_TO_CHANGE.render(self.locale)}", SLOT_HEADS, SLOT_WIDTHS)
        return listing

    def crews(self, rows: Sequence[Booked]) -> Listing:
        """The sheet of those whom whole teams book."""
        listing = Listing(
            self.book.sheet(CREWS.render(self.locale)), CREW_HEADS.index(WHO), CREW_HEADS.index(HOURS), rows
        )
        self.listed(listing, self.title, CREW_HEADS, CREW_WIDTHS)
        return listing

    def listed(self, listing: Listing, title: str, heads: Sequence[Message], widths: Sequence[float]) -> None:
        """A list; the names are set apart."""
        self.book.lay_out(listing.sheet, A4_LIST, title, self.said(heads), widths)
        for number, row in enumerate(listing.rows, start=FIRST_ROW):
            for column, cell in enumerate(row.cells):
                self.book.write(listing.sheet, number, column, cell, self.book.named if column == listing.who else None)
        if listing.rows:
            listing.sheet.autofilter(HEAD_ROW, 0, FIRST_ROW + len(listing.rows) - 1, len(heads) - 1)
        else:
            self.book.write(listing.sheet, FIRST_ROW, 0, NOTHING.render(self.locale))

    def board(self, sheet: Any, group: Group, found: Board[Line]) -> None:
        """The lines of a group by day, holidays and weekends shaded."""
        days = [f"{day_name(day.day).render(self.locale)}\n{note_of(day, self.locale)}".strip() for day in found.days]
        heads = [*self.said((GROUPS[group], DUTIES, HOURS)), *days]
        self.book.lay_out(sheet, A3_BOARD, self.title, heads, [16, 6, 7, *[17] * len(days)])
        off = [is_off(day) for day in found.days]
        for column, text in enumerate(days, start=3):
            if off[column - 3]:
                sheet.write_string(HEAD_ROW, column, text, self.book.off_head)
        for number, line in enumerate(found.lines.rows, start=FIRST_ROW):
            for column, day in enumerate(found.days, start=3):
                text = "\n".join(self.duty(chip) for chip in line.cells.get(day.day, ()))
                self.book.write(sheet, number, column, text, self.book.off if off[column - 3] else None)

    def duty(self, chip: Chip) -> str:
        """One duty in a cell."""
        activity = told(chip.activity, self.zone)
        text = f"{activity.time} {activity.title}·{role_name(chip.assignment.role, chip.activity)}"
        said = [message for true, message in ((chip.with_team, WITH_TEAM), (declined_chip(chip), DECLINED)) if true]
        return " ".join([text, *self.said(said)])

    def totals(self, sheet: Any, lines: Sequence[Line], names: Labels, lists: Sequence[Listing]) -> None:
        """How often each comes and for how many hours, as formulas over the lists; and of all at the end."""
        lists = [listing for listing in lists if listing.rows]
        held: dict[str, list[float]] = defaultdict(list)
        for row in (row for listing in lists for row in listing.rows):
            held[row.who].append(row.hours)
        sums = [0.0, 0.0]
        for number, line in enumerate(lines, start=FIRST_ROW):
            who = names.of_teams[line.team_id] if line.team_id else names.of_people[line.person_id or 0]
            self.book.write(sheet, number, 0, who)
            hours = held[who]
            parts = [listing.sums(xl_rowcol_to_cell(number, 0, col_abs=True)) for listing in lists]
            for place, value in enumerate((len(hours), sum(hours))):
                formula = "+".join(part[place] for part in parts)
                sheet.write_formula(number, place + 1, f"={formula}", self.book.cell, value)
                sums[place] += value
        last = FIRST_ROW + len(lines)
        self.book.write(sheet, last, 0, TOTAL.render(self.locale), self.book.total)
        for column, value in enumerate(sums, start=1):
            ends = xl_rowcol_to_cell(FIRST_ROW, column), xl_rowcol_to_cell(last - 1, column)
            sheet.write_formula(last, column, f"=SUM({':'.join(ends)})", self.book.total, value)

    def team(self, name: str, duties: Sequence[TeamDuty]) -> None:
        """The sheet of a team."""
        sheet = self.book.sheet(name)
        self.book.lay_out(sheet, A4_LIST, f"{self.title} · {name}", self.said((*HEADS, HOURS)), TEAM_WIDTHS)
        for number, duty in enumerate(duties, start=FIRST_ROW):
            activity = duty.activity
            day, who = day_name(activity.starts_at.date()).render(self.locale), duty.who.render(self.locale)
            cells = (day, activity.time, f"{activity.title}·{duty.role}", activity.place, who, activity.hours)
            for column, cell in enumerate(cells):
                self.book.write(sheet, number, column, cell)
        if not duties:
            sheet.write_string(FIRST_ROW, 0, EMPTY.render(self.locale))
            return
        last = FIRST_ROW + len(duties)
        self.book.write(sheet, last, 0, TOTAL.render(self.locale), self.book.total)
        total = sum(duty.activity.hours for duty in duties)
        sheet.write_formula(last, 5, f"=SUM(F{FIRST_ROW + 1}:F{last})", self.book.total, total)


def declined_chip(chip: Chip) -> bool:
    """Whether a duty was declined."""
    return chip.state is DutyState.DECLINED
