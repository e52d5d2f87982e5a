"""A roster's workbook that somebody changed by hand, brought into a draft: the names in its sheet of slots are who is
to hold them. First it is said what would change and what the rules say; then it is done as one change by hand, which is
judged and undone as a whole, and what is new is pinned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from scheduler.domain.dates import day_name
from scheduler.domain.permissions import Actor
from scheduler.errors import Conflict, Invalid
from scheduler.language import LOCALES, Message, m_
from scheduler.models import Assignment
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand.changing import accept, change
from scheduler.services.rosters.by_hand.edits import Hold, Holder, Step, how
from scheduler.services.rosters.by_hand.verdicts import NOTHING_SAID
from scheduler.services.rosters.papers.labels import Labels, labels_of
from scheduler.services.rosters.papers.slots import RoleSlots, role_slots
from scheduler.services.rosters.papers.workbook import ROLE_NUMBER, WHO
from scheduler.spreadsheets.cells import plain
from scheduler.spreadsheets.reading import Sheet, read_book
from scheduler.spreadsheets.report import Fault

HEADS_WITHIN = 5
"""The header of the sheet of slots stands in one of its first rows."""


@dataclass(frozen=True)
class RoleChange:
    """Who joins and who leaves a role."""

    activity: str
    day: Message
    role: str
    joins: Sequence[str]
    leaves: Sequence[str]


@dataclass(frozen=True)
class BroughtIn:
    """What a workbook would change in a draft, or did: `faults` are cells that could not be read, and are left as they
    are; `broken` what hard rules say of the draft then and did not before; `costs` what it costs more by soft rule.
    """

    changes: Sequence[RoleChange]
    faults: Sequence[Fault]
    broken: Sequence[Message]
    costs: Mapping[str, int]

    @property
    def digest(self) -> str:
        """What stands for these changes: who is to do them names what was looked at."""
        return sha256(repr(self.changes).encode()).hexdigest()[:16]


def check_workbook(
    session: Session, actor: Actor, roster_id: int, filename: str, content: bytes, *, now: datetime
) -> BroughtIn:
    """What bringing a workbook in would do; nothing of it is done. Raises as `bring_workbook` does."""
    savepoint = session.begin_nested()
    try:
        return bring_workbook(session, actor, roster_id, filename, content, now=now)
    finally:
        savepoint.rollback()


def bring_workbook(
    session: Session,
    actor: Actor,
    roster_id: int,
    filename: str,
    content: bytes,
    *,
    seen: str | None = None,
    now: datetime,
) -> BroughtIn:
    """Have the roles that a workbook names be held by those whom it names, newcomers pinned.

    Raises NotFound; Conflict where the roster cannot change, or where the changes are others than those `seen`, the
    digest of what a check said; Invalid where the file is none or has no sheet of slots.
    """
    roster = drafts.editable(session, actor, roster_id)
    roles = {role.role.id: role for role in role_slots(session, roster)}
    names = labels_of(session, roster.town_id)
    wanted, faults = read_slots(slots_sheet(filename, content), roles, names)
    moves = [moved for moved in (move(roles[number], ids) for number, ids in wanted.items()) if moved]
    changes = [role_change(roles[steps[0].role_id], steps, names) for steps in moves]
    steps = [step for of_role in moves for step in of_role]
    verdict = change(session, actor, roster, steps, accept, now=now).verdict if steps else NOTHING_SAID
    found = BroughtIn(changes, faults, (*verdict.forbidden, *verdict.lacking), verdict.costs)
    if seen is not None and seen != found.digest:
        raise Conflict(m_("The draft has changed since this file was checked. Check it again and look at it."))
    return found


def slots_sheet(filename: str, content: bytes) -> tuple[Sheet, int, int, int]:
    """The sheet of slots of a workbook, in which row its header is, and the columns of who and of the role.

    Raises Invalid.
    """
    heads = [{plain(head.render(locale)) for locale in LOCALES} for head in (WHO, ROLE_NUMBER)]
    for sheet in read_book(filename, content).sheets:
        for number, row in enumerate(sheet.rows[:HEADS_WITHIN]):
            texts = [plain(cell) for cell in row]
            places = [next((at for at, text in enumerate(texts) if text in named), None) for named in heads]
            if places[0] is not None and places[1] is not None:
                return sheet, number, places[0], places[1]
    raise Invalid(
        m_("The file has no sheet of slots. Export the workbook of this roster, change names in it, and import that."),
        {"file": m_("A sheet with the columns “{who}” and “{role}”.", who=WHO, role=ROLE_NUMBER)},
    )


def read_slots(
    found: tuple[Sheet, int, int, int], roles: Mapping[int, RoleSlots], names: Labels
) -> tuple[dict[int, set[int]], list[Fault]]:
    """Who is to hold each role that the sheet names, and what could not be read: a role of which a cell could not be
    read stays as it is.
    """
    sheet, head, who_column, role_column = found
    wanted: dict[int, set[int]] = defaultdict(set)
    faults, unread = [], set()
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        cells = [plain(cell) for cell in (*row, *[""] * (max(who_column, role_column) + 1 - len(row)))]
        who, digits = plain_lines(row, who_column), cells[role_column]
        role = roles.get(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 11 else None
        if role is None:
            if digits or (who and role_column < len(row)):
                message = m_("a role of this roster")
                faults.append(Fault(sheet.name, number, plain(sheet.rows[head][role_column]), digits, message))
            continue
        wanted[role.role.id] |= set()
        for name in names.read(who, team=role.whole_teams):
            meant = names.meant(name, team=role.whole_teams)
            if len(meant) == 1:
                wanted[role.role.id] |= meant
            else:
                faults.append(
                    Fault(sheet.name, number, plain(sheet.rows[head][who_column]), name, unknown(role, meant))
                )
                unread.add(role.role.id)
    return {number: ids for number, ids in wanted.items() if number not in unread}, faults


def plain_lines(row: Sequence[object], column: int) -> str:
    """The text of a cell, several lines kept apart."""
    text = row[column] if column < len(row) else ""
    return "\n".join(map(plain, str(text).split("\n"))) if isinstance(text, str) else plain(text)


def unknown(role: RoleSlots, meant: Collection[int]) -> Message:
    """What would be right in place of a name that means nobody, or several."""
    if meant:
        return m_("several have this name: add the number in brackets")
    return m_("the name of a team") if role.whole_teams else m_("the name of a person")


def move(role: RoleSlots, wanted: Collection[int]) -> list[Step]:
    """How a role comes to be held by these: who leaves it first, then who joins it, pinned. Nothing where it is so."""
    rows = {holder(row): row for row in role.held}
    leaves = [Holder.of(row).step(role.role.id, how(row), Hold.NOT) for who, row in rows.items() if who not in wanted]
    joins = sorted(set(wanted) - rows.keys())
    newcomers = [Holder(None, who) if role.whole_teams else Holder(who, None) for who in joins]
    return [*leaves, *(who.step(role.role.id, Hold.NOT, Hold.PINNED) for who in newcomers)]


def role_change(role: RoleSlots, steps: Iterable[Step], names: Labels) -> RoleChange:
    """What steps do to a role, in names."""
    moved: dict[bool, list[str]] = {True: [], False: []}
    for step in steps:
        called = names.of_teams[step.team_id] if step.team_id else names.of_people[step.person_id or 0]
        moved[step.now is Hold.NOT].append(called)
    activity = role.activity
    return RoleChange(activity.title, day_name(activity.starts_at.date()), role.name, moved[False], moved[True])


def holder(row: Assignment) -> int:
    """The id of the person or team of an assignment."""
    return row.team_id or row.person_id or 0
