"""The report of an import: what is counted, what is listed, and how it is stored."""

from __future__ import annotations

import json
from collections import Counter

from scheduler.language import m_
from scheduler.spreadsheets.matching import Match
from scheduler.spreadsheets.report import MOST_LISTED, Fault, Question, Report


def fault(row: int = 2, column: str = "编号") -> Fault:
    return Fault("人员", row, column, "x", m_("at most {most} characters", most=40))


def test_rows_are_counted_by_sheet_and_outcome() -> None:
    report = Report()
    for sheet, outcome in (("人员", "new"), ("地点", "changed"), ("人员", "new"), ("人员", "unchanged")):
        report.count(sheet, outcome)
    assert report.counts == {"人员": Counter(new=2, unchanged=1), "地点": Counter(changed=1)}


def test_faults_beyond_those_listed_are_counted_by_sheet_and_column() -> None:
    report = Report()
    for row in range(MOST_LISTED + 3):
        report.fault(fault(row, "编号" if row % 2 else "姓名"))
    assert report.faults == [fault(row, "编号" if row % 2 else "姓名") for row in range(MOST_LISTED)]
    assert report.beyond == {("人员", "姓名"): 2, ("人员", "编号"): 1}
    assert report.fault_count == MOST_LISTED + 3


QUESTION = Question("人员!2", "人员", 2, "张三", (("7", "张三 P1"),))


def test_a_report_is_stored_with_its_sentences_in_no_language_yet() -> None:
    matches = [Match("名单", "", "", "person", None), Match("名单", "person", "备注", None, None)]
    report = Report(warnings=[fault(1)], notes=[fault(5)], matches=matches, questions=[QUESTION], dated=Counter(made=4))
    report.fault(fault())
    report.count("人员", "new")
    report.beyond["人员", "姓名"] = 2
    message = {"text": "at most {most} characters", "parameters": {"most": 40}}
    listed = {
        "sheet": "人员",
        "column": "编号",
        "value": "x",
        "message": message,
        "about": "",
        "mendable": True,
        "everywhere": False,
    }
    expected = {
        "counts": {"人员": {"new": 1}},
        "dated": {"made": 4},
        "fault_count": 3,
        "faults": [{**listed, "row": 2}],
        "beyond": [["人员", "姓名", 2]],
        "warnings": [{**listed, "row": 1}],
        "notes": [{**listed, "row": 5}],
        "matches": [
            {"sheet": "名单", "kind": "", "header": "", "proposed": "person", "chosen": None, "open": True},
            {"sheet": "名单", "kind": "person", "header": "备注", "proposed": None, "chosen": None, "open": False},
        ],
        "bad_rows": 1,
        "questions": [{"key": "人员!2", "sheet": "人员", "row": 2, "name": "张三", "candidates": [["7", "张三 P1"]]}],
    }
    assert json.loads(json.dumps(report.as_json())) == report.as_json() == expected
    assert report.bad_json() == {"人员!2": [{**listed, "row": 2}]}


def test_a_fault_of_a_header_makes_no_row_bad() -> None:
    report = Report()
    report.fault(Fault("人员", 1, "编号", "", m_("each column only once"), mendable=False))
    assert (report.fault_count, report.bad) == (1, {})


def test_a_header_is_asked_about_once_for_all_sheets_of_a_kind() -> None:
    report = Report()
    for match in (Match("一", "person", "电话", "phone", None), Match("二", "person", "电话", "phone", None)):
        report.match(match)
    for sheet in ("一", "二"):
        report.match(Match(sheet, "", "", "person", None))
    assert [(match.sheet, match.header) for match in report.matches] == [("一", "电话"), ("一", ""), ("二", "")]
