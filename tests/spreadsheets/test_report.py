"""The report of an import: what is counted, what is listed, and how it is stored."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from scheduler.language import m_
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


@pytest.mark.parametrize(
    ("report", "clean"),
    [
        (Report(), True),
        (Report(warnings=[fault()]), True),
        (Report(faults=[fault()]), False),
        (Report(questions=[QUESTION]), False),
    ],
)
def test_a_report_is_clean_without_faults_and_questions(report: Report, clean: bool) -> None:
    assert report.clean is clean


def test_a_report_is_stored_with_its_sentences_in_no_language_yet() -> None:
    report = Report(faults=[fault()], warnings=[fault(1)], questions=[QUESTION], dated=Counter(made=4))
    report.count("人员", "new")
    report.beyond["人员", "姓名"] = 2
    message = {"text": "at most {most} characters", "parameters": {"most": 40}}
    listed = {"sheet": "人员", "column": "编号", "value": "x", "message": message}
    expected = {
        "counts": {"人员": {"new": 1}},
        "dated": {"made": 4},
        "fault_count": 3,
        "faults": [{**listed, "row": 2}],
        "beyond": [["人员", "姓名", 2]],
        "warnings": [{**listed, "row": 1}],
        "questions": [{"key": "人员!2", "sheet": "人员", "row": 2, "name": "张三", "candidates": [["7", "张三 P1"]]}],
    }
    assert json.loads(json.dumps(report.as_json())) == report.as_json() == expected
