"""The outside format of round-the-clock rotas: an instance as a problem under the house's own rules, a roster as lines.

An instance of Curtois and Qu (schedulingbenchmarks.org) tells the shifts of a day: each of them on each day is an
activity of ours, of which the shift's name is the kind. It tells how long a shift is, not when: all begin at midnight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from solver.candidates import Capacity, DutiesOf, Limits, Person, Request
from solver.problem import Activity, Day, Option, Place, Problem, Role, Roster
from solver.spans import DAY, Span

Row = list[str]
Cover = Mapping[tuple[int, str], tuple[int, int, int]]
"""Per day and shift, how many are asked for, and what each costs that is missing, and each that is too many."""

VOLUNTEERS = frozenset({Capacity.VOLUNTEER})
PRIORITIES = ("low", "normal", "high", "urgent")
FREE = "-"
ANYBODY = (0, 0, 0)
"""Of a shift that the cover does not name."""


class RotaError(ValueError):
    """An instance says what the house's rules cannot; the message says what."""


def read_rota(path: Path) -> Problem:
    """The problem of an instance. Raises RotaError."""
    said = sections(path)
    days, shifts = range(int(said["SECTION_HORIZON"][0][0])), said["SECTION_SHIFTS"]
    duties = [(day, shift[0]) for day in days for shift in shifts]
    number = {duty: n for n, duty in enumerate(duties)}
    asked = cover(said["SECTION_COVER"])
    prices = sorted({asked.get(duty, ANYBODY)[1:] for duty in duties})
    if len(prices) > len(PRIORITIES):
        raise RotaError(f"weights of the cover: {len(prices)} pairs, of which {len(PRIORITIES)} can be told apart")
    minutes = {shift[0]: int(shift[1]) for shift in shifts}
    return Problem(
        people=tuple(people(said, number)),
        teams=(),
        places=(Place("here", 0),),
        qualifications=(),
        activities=tuple(activity(day, shift, minutes[shift]) for day, shift in duties),
        roles=tuple(
            role(n, asked.get(duty, ANYBODY), prices, len(said["SECTION_STAFF"])) for n, duty in enumerate(duties)
        ),
        days=tuple(Day(rest=day % 7 >= 5, month=0) for day in days),
        travel=((0,),),
        policy=policy(shifts, prices),
    )


def sections(path: Path) -> dict[str, list[Row]]:
    """The rows of each section."""
    found: dict[str, list[Row]] = defaultdict(list)
    name = ""
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("SECTION_"):
            name = line
        elif line and not line.startswith("#"):
            found[name].append([word.strip() for word in line.split(",")])
    return found


def cover(rows: list[Row]) -> Cover:
    """What is asked for. Raises RotaError where that is said twice."""
    found = {(int(row[0]), row[1]): (int(row[2]), int(row[3]), int(row[4])) for row in rows}
    if len(found) < len(rows):
        raise RotaError("the cover names a day and shift twice")
    return found


def people(said: dict[str, list[Row]], number: Mapping[tuple[int, str], int]) -> list[Person]:
    """The staff, with their days off, limits and requests."""
    off = {
        row[0]: tuple(Span(int(day) * DAY, (int(day) + 1) * DAY) for day in row[1:]) for row in said["SECTION_DAYS_OFF"]
    }
    requests: dict[str, list[Request]] = defaultdict(list)
    for section, liking in (("SECTION_SHIFT_ON_REQUESTS", 1), ("SECTION_SHIFT_OFF_REQUESTS", -1)):
        for who, day, shift, weight in said[section]:
            requests[who].append(Request(number[int(day), shift], liking, int(weight)))
    return [
        Person(
            key=row[0],
            capacities=VOLUNTEERS,
            unavailable=off.get(row[0], ()),
            limits=limits(row),
            requests=tuple(requests[row[0]]),
        )
        for row in said["SECTION_STAFF"]
    ]


def limits(row: Row) -> Limits:
    """The limits of one of the staff."""
    kinds = tuple(DutiesOf(kind, int(most)) for kind, most in (word.split("=") for word in row[1].split("|") if word))
    most_minutes, least_minutes, most_in_a_row, least_in_a_row, least_off, weekends = map(int, row[2:8])
    return Limits(
        minutes=most_minutes,
        least_minutes=least_minutes,
        kinds=kinds,
        weekends=weekends,
        days_in_a_row=most_in_a_row,
        least_days_in_a_row=least_in_a_row,
        least_days_off=least_off,
    )


def activity(day: int, shift: str, minutes: int) -> Activity:
    """A shift on a day. Raises RotaError for one that does not fit into a day, or whose name a policy cannot say."""
    if not 0 < minutes <= DAY or ">" in shift:
        raise RotaError(f"shift {shift}: a length of up to {DAY} minutes is needed, and a name without >")
    return Activity(f"{day} {shift}", shift, 0, (Option(Span(day * DAY, day * DAY + minutes)),))


def role(number: int, asked: tuple[int, int, int], prices: list[tuple[int, int]], staff: int) -> Role:
    """The one role of a shift on a day: anybody may have it, at the price of its priority beyond what is asked for."""
    wanted, *price = asked
    priority = 1 + prices.index((price[0], price[1]))
    return Role(str(number), number, VOLUNTEERS, 0, wanted, priority, most=max(wanted, staff))


def policy(shifts: list[Row], prices: list[tuple[int, int]]) -> tuple[dict[str, object], ...]:
    """The instance's rules, as the house's own with its weights."""
    under, over = (dict(zip(PRIORITIES, column, strict=False)) for column in zip(*prices, strict=True))
    never = [f"{row[0]}>{after}" for row in shifts for after in (row[2].split("|") if len(row) > 2 else ()) if after]
    return (
        {"rule": "Available"},
        {"rule": "OneDutyADay"},
        {"rule": "Successions", "never": never},
        {"rule": "HoursInAll"},
        {"rule": "EnoughHours"},
        {"rule": "DutiesOfAKind"},
        {"rule": "WeekendsWorked"},
        {"rule": "ConsecutiveDays"},
        {"rule": "EnoughDaysInARow"},
        {"rule": "DaysOffInARow"},
        {"rule": "Minimum"},
        {"rule": "Coverage", **under},
        {"rule": "Overstaffed", **over},
        {"rule": "Requests", "cost": 1},
        {"mode": "sum"},
    )


def lines(problem: Problem, roster: Roster) -> str:
    """A roster as the format has it: a line for each of the staff, with the shift of each day."""
    rows = [[FREE] * len(problem.days) for _ in problem.people]
    for number, held in enumerate(roster):
        duty = problem.activities[problem.roles[number].activity]
        for person in held:
            rows[person][duty.span.start // DAY] = duty.kind
    return "".join(",".join([one.key, *row]) + "\n" for one, row in zip(problem.people, rows, strict=True))


def roster_of(problem: Problem, text: str) -> Roster:
    """A roster from lines."""
    number = {(a.span.start // DAY, a.kind): n for n, a in enumerate(problem.activities)}
    held: list[list[int]] = [[] for _ in problem.roles]
    keys = [person.key for person in problem.people]
    for line in text.splitlines():
        who, *shifts = line.split(",")
        for day, shift in enumerate(shifts):
            if shift != FREE:
                held[number[day, shift]].append(keys.index(who))
    return tuple(tuple(sorted(row)) for row in held)
