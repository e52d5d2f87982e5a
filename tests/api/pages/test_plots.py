"""Fairness as numbers for SVG elements."""

from __future__ import annotations

from datetime import date

from api.pages.plots import LABELS, WIDTH, Mark, bars, plot
from scheduler.services.rosters.fairness.fairness import FairLine, Measure
from scheduler.services.rosters.fairness.ledger import Load
from solver.candidates import Capacity

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def line(name: str, hours: int, **months: int) -> FairLine:
    loads = {
        month: Load(60 * months[key])
        for key, month in (("november", NOVEMBER), ("december", DECEMBER))
        if key in months
    }
    shares = dict.fromkeys(Measure, 600.0)
    return FairLine(name, 1, None, Capacity.VOLUNTEER, Load(), Load(60 * hours), loads, shares)


def test_marks_lie_between_the_names_and_the_figures_around_the_share() -> None:
    drawn = plot([line("甲", 20), line("乙", 10), line("丙", 0)], Measure.HOURS)
    assert (drawn.share, drawn.ends, drawn.height) == (227, (0, 20), 22 + 3 * 17 + 6)
    assert drawn.marks == [
        Mark("甲", 22, 227, 111, 338, "+10", True),
        Mark("乙", 39, 227, 0, 227, "0", False),
        Mark("丙", 56, 116, 111, 116, "-10", False),
    ]
    assert all(LABELS < mark.dot < WIDTH for mark in drawn.marks)


def test_where_all_carry_the_same_all_marks_are_on_the_share() -> None:
    drawn = plot([line("甲", 10), line("乙", 10)], Measure.HOURS)
    assert {mark.dot for mark in drawn.marks} == {drawn.share}


def test_long_names_are_cut_short() -> None:
    (mark,) = plot([line("龙山塘村党员先锋突击队", 1)], Measure.HOURS).marks
    assert mark.name == "龙山塘村党员先锋…"


def test_months_are_bars_beside_the_mean_of_the_group() -> None:
    one, other = line("甲", 12, november=12), line("乙", 6, november=6, december=6)
    drawn = bars(one, [one, other], Measure.HOURS, [NOVEMBER, DECEMBER])
    assert drawn.bars == [(0, 2, 24), (11, 26, 0)]
    assert (drawn.means, drawn.width) == ([(0, 8), (11, 20)], 22)


def test_months_in_which_nobody_carries_anything_have_flat_bars() -> None:
    one = line("甲", 0)
    assert bars(one, [one], Measure.HOURS, [NOVEMBER]).bars == [(0, 26, 0)]
