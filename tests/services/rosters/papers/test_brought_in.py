"""A workbook changed by hand, brought into a draft."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from scheduler.errors import Conflict, Forbidden, Invalid
from scheduler.models import Roster
from scheduler.services.rosters import drafts
from scheduler.services.rosters.by_hand import edits, undoing
from scheduler.services.rosters.papers.brought_in import BroughtIn, bring_workbook, check_workbook
from scheduler.services.rosters.papers.workbook import roster_workbook
from solver.candidates import Capacity
from tests.conftest import NOW
from tests.services.small_town import SmallTown

WHO, ROLE = 7, 8


def exported(small: SmallTown, draft: Roster, locale: str = "zh_Hans") -> list[list[Any]]:
    """The sheet of slots."""
    content = roster_workbook(small.session, small.actor, draft.id, locale, now=NOW)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return next(rows for rows in map(sheet_rows(book), book.sheet_names) if len(rows[1]) == ROLE + 1)


def sheet_rows(book: CalamineWorkbook) -> Any:
    return lambda name: book.get_sheet_by_name(name).to_python()


def saved(rows: list[list[Any]]) -> bytes:
    """Rows as a workbook that a coordinator saves."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet("名额")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def bring(small: SmallTown, draft: Roster, rows: list[list[Any]]) -> BroughtIn:
    return bring_workbook(small.session, small.actor, draft.id, "roster.xlsx", saved(rows), now=NOW)


def moved(found: BroughtIn) -> list[tuple[str, list[str], list[str]]]:
    return [(one.activity, list(one.joins), list(one.leaves)) for one in found.changes]


def held(small: SmallTown, draft: Roster) -> list[tuple[str, bool]]:
    small.session.expire_all()
    rows = [((row.person or row.team), row.pinned) for row in draft.assignments]
    return sorted((holder.name if holder else "", pinned) for holder, pinned in rows)


def faults(found: BroughtIn) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.value, str(fault.message)) for fault in found.faults]


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
def test_a_workbook_as_it_was_exported_changes_nothing(small: SmallTown, locale: str) -> None:
    draft, same = small.draft(), small.worker("张三")
    small.pin(draft, small.activity(), same, small.worker("张三"))
    team = small.team("先锋一队", [small.volunteer()])
    small.pin(draft, small.activity("巡查", day=25, accepts=(Capacity.TEAM,), wanted=1), team)
    before = held(small, draft)
    content = roster_workbook(small.session, small.actor, draft.id, locale, now=NOW)
    found = bring_workbook(small.session, small.actor, draft.id, "roster.xlsx", content, now=NOW)
    assert found == BroughtIn([], [], (), {})
    assert held(small, draft) == before


def test_names_put_into_other_cells_are_pins_and_the_dry_run_says_the_same_and_does_nothing(small: SmallTown) -> None:
    visit, ask = small.activity(wanted=2), small.activity("便民咨询", day=25, wanted=1)
    draft, one = small.draft(), small.worker("甲")
    small.worker("乙")
    kept, gone = small.pin(draft, visit, one, small.worker("丙"))
    kept.pinned = gone.pinned = False
    small.session.flush()
    rows = exported(small, draft)
    rows[3][WHO], rows[4][WHO] = " 乙 ", "丙"
    told = check_workbook(small.session, small.actor, draft.id, "roster.xlsx", saved(rows), now=NOW)
    assert moved(told) == [("敬老服务", ["乙"], ["丙"]), ("便民咨询", ["丙"], [])]
    assert held(small, draft) == [("丙", False), ("甲", False)]
    assert bring(small, draft, rows) == told
    assert held(small, draft) == [("丙", True), ("乙", True), ("甲", False)]
    assert (ask.roles[0].id, told.faults) == (rows[4][ROLE], [])


def test_a_cell_may_hold_several_names_and_an_empty_one_frees_the_slot(small: SmallTown) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(), small.worker("甲"))
    for name in "乙丙":
        small.worker(name)
    rows = exported(small, draft)
    rows[2][WHO] = ""
    assert moved(bring(small, draft, rows)) == [("敬老服务", [], ["甲"])]
    rows[2][WHO] = "乙、丙"
    assert moved(bring(small, draft, rows)) == [("敬老服务", ["乙", "丙"], [])]


def test_rows_that_were_deleted_leave_their_roles_as_they_are(small: SmallTown) -> None:
    draft = small.draft()
    small.pin(draft, small.activity(wanted=1), small.worker("甲"))
    assert bring(small, draft, exported(small, draft)[:2]) == BroughtIn([], [], (), {})
    assert held(small, draft) == [("甲", True)]


def test_what_cannot_be_read_is_said_by_row_and_its_role_stays_as_it_is(small: SmallTown) -> None:
    draft, same = small.draft(), small.worker("张三")
    small.worker("张三")
    small.pin(draft, small.activity(wanted=1), same)
    small.activity("便民咨询", day=25, wanted=1)
    rows = exported(small, draft)
    rows[2][WHO], rows[3][WHO] = "张三", "无此人"
    rows.append([*rows[3][:WHO], "", 999_999])
    found = bring(small, draft, rows)
    assert faults(found) == [
        (3, "张三", "several have this name: add the number in brackets"),
        (4, "无此人", "the name of a person"),
        (5, "999999", "a role of this roster"),
    ]
    assert (found.changes, held(small, draft)) == ([], [("张三", True)])
    rows[2][WHO] = f"张三({same.code})"
    assert [fault.row for fault in bring(small, draft, rows).faults] == [4, 5]


def test_the_rules_say_what_they_would_of_the_draft(small: SmallTown) -> None:
    draft = small.draft()
    small.worker("甲")
    for title in ("上午", "同时"):
        small.activity(title, wanted=1)
    rows = exported(small, draft)
    for row in rows[2:4]:
        row[WHO] = "甲"
    found = bring(small, draft, rows)
    assert len(found.broken) == 1
    assert "甲" in found.broken[0].render("zh_Hans")


def test_only_a_draft_takes_it_and_only_from_a_coordinator_with_the_right_file(small: SmallTown) -> None:
    roster = small.published(small.activity(), small.worker())
    rows = exported(small, roster)
    with pytest.raises(Conflict):
        bring(small, roster, rows)
    draft = small.draft()
    person = small.as_person(small.worker())
    with pytest.raises(Forbidden):
        bring_workbook(small.session, person, draft.id, "roster.xlsx", saved(rows), now=NOW)
    with pytest.raises(Invalid, match="no sheet of slots"):
        bring(small, draft, [["姓名"]])
    with pytest.raises(Invalid):
        bring_workbook(small.session, small.actor, draft.id, "x.pdf", b"%PDF", now=NOW)


def test_a_draft_that_changed_since_the_check_is_not_touched(small: SmallTown) -> None:
    activity, draft, one = small.activity(wanted=1), small.draft(), small.worker("甲")
    rows = exported(small, draft)
    rows[2][WHO] = "甲"
    file = ("roster.xlsx", saved(rows))
    seen = check_workbook(small.session, small.actor, draft.id, *file, now=NOW).digest
    small.pin(draft, activity, one)
    with pytest.raises(Conflict, match="changed since"):
        bring_workbook(small.session, small.actor, draft.id, *file, seen=seen, now=NOW)
    seen = check_workbook(small.session, small.actor, draft.id, *file, now=NOW).digest
    assert bring_workbook(small.session, small.actor, draft.id, *file, seen=seen, now=NOW).changes == []


def test_it_is_one_change_undone_as_a_whole_and_the_draft_costs_what_it_costs_then(small: SmallTown) -> None:
    visit, draft, one = small.activity(wanted=2), small.draft(), small.worker("甲")
    small.activity("便民咨询", day=25, wanted=1)
    for name in "乙丙":
        small.worker(name)
    [row] = small.pin(draft, visit, one)
    drafts.set_pinned(small.session, small.actor, row.id, False, now=NOW)
    before, cost = held(small, draft), draft.cost
    rows = exported(small, draft)
    rows[2][WHO], rows[3][WHO], rows[4][WHO] = "乙", "丙", "甲"
    found = bring(small, draft, rows)
    assert (draft.cost or 0) - (cost or 0) == sum(found.costs.values()) != 0
    stack = undoing.stack(small.session, small.actor, draft.id)
    assert stack.to_undo is not None
    assert len(stack.done) == 3
    assert str(edits.message_of(small.session, stack.to_undo)) == "4 assignments changed in 2 activities: 敬老服务 …"
    assert undoing.undo(small.session, small.actor, draft.id, now=NOW).applied
    assert (held(small, draft), draft.cost) == (before, cost)
    assert undoing.redo(small.session, small.actor, draft.id, now=NOW).applied
    assert held(small, draft) == [("丙", True), ("乙", True), ("甲", True)]


def test_nothing_new_is_no_change_to_undo(small: SmallTown) -> None:
    draft = small.draft()
    small.activity(wanted=1)
    bring(small, draft, exported(small, draft))
    check_workbook(small.session, small.actor, draft.id, "roster.xlsx", saved(exported(small, draft)), now=NOW)
    assert undoing.stack(small.session, small.actor, draft.id).done == ()


@pytest.mark.parametrize(("was", "then"), [("甲乙", ""), ("", "甲乙"), ("甲乙", "丙丁")])
def test_several_who_leave_or_join_are_no_hand_over_and_no_swap(small: SmallTown, was: str, then: str) -> None:
    people = {name: small.worker(name) for name in "甲乙丙丁"}
    activity, draft = small.activity(wanted=2), small.draft()
    small.pin(draft, activity, *(people[name] for name in was))
    rows = exported(small, draft)
    rows[2][WHO], rows[3][WHO] = list(then) or ["", ""]
    bring(small, draft, rows)
    edit = undoing.stack(small.session, small.actor, draft.id).to_undo
    assert edit is not None
    assert edits.message_of(small.session, edit).text == "{count} assignments changed: {activity}"


def test_two_roles_with_other_people_are_no_swap_and_with_each_others_they_are(small: SmallTown) -> None:
    people = {name: small.worker(name) for name in "甲乙丙丁"}
    draft = small.draft()
    small.pin(draft, small.activity(wanted=1), people["甲"])
    small.pin(draft, small.activity("便民咨询", day=25, wanted=1), people["乙"])
    told = []
    for names in ("丙丁", "丁丙"):
        rows = exported(small, draft)
        rows[2][WHO], rows[3][WHO] = names
        bring(small, draft, rows)
        edit = undoing.stack(small.session, small.actor, draft.id).to_undo
        assert edit is not None
        told.append(str(edits.message_of(small.session, edit)))
    assert told == ["4 assignments changed in 2 activities: 敬老服务 …", "丙 and 丁 swap duties"]
