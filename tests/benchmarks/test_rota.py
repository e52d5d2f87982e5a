"""The outside format of rotas, read and written; what is legal and what it costs as its publication tells it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.rota import RotaError, lines, read_rota, roster_of
from solver import Problem, findings
from solver.candidates import DutiesOf, Limits, Request
from solver.spans import DAY, Span

INSTANCE = """# A comment
SECTION_HORIZON
# days
14

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift | separated
E,480,
N,600,E|L
L,420,E

SECTION_STAFF
# ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutive, MinConsecutive, MinDaysOff, MaxWeekends
A,E=14|N=2|L=14,3000,960,3,2,2,1
B,E=14|N=0|L=14,4000,0,5,1,1,2

SECTION_DAYS_OFF
# EmployeeID, DayIndexes
A,4,9

SECTION_SHIFT_ON_REQUESTS
# EmployeeID, Day, ShiftID, Weight
A,0,E,2
B,3,L,3

SECTION_SHIFT_OFF_REQUESTS
B,0,E,5

SECTION_COVER
# Day, ShiftID, Requirement, Weight for under, Weight for over
0,E,1,100,1
1,E,2,100,1
1,N,1,90,2
"""


def read(folder: Path, text: str = INSTANCE) -> Problem:
    """An instance, through a file."""
    path = folder / "instance.txt"
    path.write_text(text, encoding="utf-8")
    return read_rota(path)


def told(problem: Problem, a: str, b: str) -> tuple[dict[str, int], dict[str, int]]:
    """How often each hard rule is broken, and what each soft one costs; a letter a day for each of the staff."""
    text = "".join(f"{who},{','.join(row.ljust(14, '-'))}\n" for who, row in (("A", a), ("B", b)))
    roster = roster_of(problem, text)
    assert lines(problem, roster) == text
    found = findings(problem, roster)
    broken = Counter(type(finding.rule).__name__ for finding in found if finding.rule.hard)
    costs = Counter[str]()
    for finding in found:
        costs[type(finding.rule).__name__] += finding.cost
    return dict(broken), {name: cost for name, cost in costs.items() if cost}


def test_each_shift_of_each_day_is_a_duty_that_everybody_may_have(tmp_path: Path) -> None:
    problem = read(tmp_path)
    assert [(one.kind, one.span) for one in problem.activities[3:5]] == [
        ("E", Span(DAY, DAY + 480)),
        ("N", Span(DAY, DAY + 600)),
    ]
    assert [(role.minimum, role.wanted, role.takes, role.priority) for role in problem.roles[:5]] == [
        (0, 1, 2, 3),
        (0, 0, 2, 1),
        (0, 0, 2, 1),
        (0, 2, 2, 3),
        (0, 1, 2, 2),
    ]
    assert [day.rest for day in problem.days] == [False] * 5 + [True] * 2 + [False] * 5 + [True] * 2
    first, second = problem.people
    assert first.limits == Limits(
        minutes=3000,
        least_minutes=960,
        kinds=(DutiesOf("E", 14), DutiesOf("N", 2), DutiesOf("L", 14)),
        weekends=1,
        days_in_a_row=3,
        least_days_in_a_row=2,
        least_days_off=2,
    )
    assert first.unavailable == (Span(4 * DAY, 5 * DAY), Span(9 * DAY, 10 * DAY))
    assert second.requests == (Request(11, 1, 3), Request(0, -1, 5))


def test_a_roster_costs_what_the_format_says(tmp_path: Path) -> None:
    problem = read(tmp_path)
    assert told(problem, "EE", "") == ({}, {"Coverage": 100 + 90, "Requests": 3})
    assert told(problem, "-NN", "E--L") == ({}, {"Coverage": 200, "Requests": 2 + 5})
    assert told(problem, "EE", "EE") == ({}, {"Coverage": 90, "Overstaffed": 1, "Requests": 3 + 5})
    assert told(problem, "-NN", "-N") == (
        {"DutiesOfAKind": 1},
        {"Coverage": 100 + 200, "Overstaffed": 2, "Requests": 2 + 3},
    )


def test_what_the_format_forbids_is_forbidden(tmp_path: Path) -> None:
    problem = read(tmp_path)
    assert told(problem, "E-EE", "")[0] == {"DaysOffInARow": 1}
    assert told(problem, "EE--EE", "")[0] == {"Available": 1}
    assert told(problem, "EEEE", "")[0] == {"ConsecutiveDays": 1}
    assert told(problem, "EE--L", "")[0] == {"Available": 1, "EnoughDaysInARow": 1}
    assert told(problem, "E------------E", "") == ({}, {"Coverage": 290, "Requests": 3})
    assert told(problem, "E", "")[0] == {"EnoughHours": 1}
    assert told(problem, "NE", "NE")[0] == {"Successions": 2, "DutiesOfAKind": 1}
    assert told(problem, "NL", "LE")[0] == {"Successions": 2}
    assert told(problem, "NN---NN", "")[0] == {"DutiesOfAKind": 1}
    assert told(problem, "EE---EE----EEE", "")[0] == {"WeekendsWorked": 1, "HoursInAll": 1}
    assert told(problem, "EE", "-----EE-----E-")[0] == {}


@pytest.mark.parametrize(
    ("line", "other", "message"),
    [
        ("E,480,", "E,1441,", "shift E: a length of up to 1440 minutes is needed, and a name without >"),
        ("E,480,", "E,0,", "shift E: a length of up to 1440 minutes is needed, and a name without >"),
        ("N,600,E|L", "N>M,600,", "shift N>M: a length of up to 1440 minutes is needed, and a name without >"),
        ("1,E,2,100,1", "0,E,2,100,1", "the cover names a day and shift twice"),
        (
            "1,E,2,100,1",
            "1,E,2,100,2\n2,E,1,100,3",
            "weights of the cover: 5 pairs, of which 4 can be told apart",
        ),
    ],
)
def test_what_the_houses_rules_cannot_say_is_refused(line: str, other: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RotaError) as raised:
        read(tmp_path, INSTANCE.replace(line, other))
    assert str(raised.value) == message
