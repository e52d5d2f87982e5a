"""Terms as flat arrays: compared whole, on problems small enough to write them down."""

from __future__ import annotations

import numpy as np

from solver.candidates import Team
from solver.problem import Day, Pin
from solver.search.flattening import (
    activity_roles,
    clashes,
    crews,
    demand,
    flattened,
    leads,
    needs,
    neighbours,
    of_kind,
    overtime,
    pair_prices,
    pins,
    sums,
    venues,
    weekends,
    weeks,
    whose,
    windows,
)
from solver.spans import DAY, Span
from solver.tables import Tables
from solver.terms import (
    ActivityPrice,
    Clash,
    Demand,
    Exclusive,
    FreeDay,
    Leads,
    Need,
    OverPrice,
    Overtime,
    PairPrice,
    Room,
    SlotPrice,
    Sum,
    Weekends,
)
from tests.solver.desk import flags, grid, ints
from tests.solver.problems import activity, person, problem, role

PEOPLE = [person("a"), person("b", unavailable=(Span(DAY, 2 * DAY),)), person("c")]
SPANS = [activity(0, 60), activity(DAY, DAY + 90), activity(3 * DAY, 3 * DAY + 30)]
ROLES = [role(0, 1, 2), role(0, 0, 1), role(2, 2, 3)]
FACTS = problem(PEOPLE, SPANS, ROLES, teams=[Team("t", (0, 1))], pins=(Pin(2, 0), Pin(0, 1), Pin(2, 1)))
T = 3
ELIGIBLE = (ints(0, 1, T), ints(2), ints(0))
UNLIMITED = 1 << 30


def plain(arrays: dict[str, object]) -> dict[str, object]:
    """Arrays as lists."""
    return {name: np.asarray(value).tolist() for name, value in arrays.items()}


def test_terms_are_picked_by_their_kind_in_their_order() -> None:
    room, price, other = Room(ints(1)), SlotPrice(ints(2)), Room(ints(3))
    assert of_kind([room, price, other], Room) == [room, other]
    assert of_kind([room, price, other], Clash) == []


def test_without_a_demand_roles_take_what_they_want_and_need_nobody() -> None:
    assert plain(demand(FACTS, [])) == {
        "role_activity": [0, 0, 2],
        "minimum": [0, 0, 0],
        "wanted": [2, 1, 3],
        "takes": [2, 1, 3],
        "slot_price": [0, 0, 0],
        "over_price": [0, 0, 0],
        "slot_start": [0, 2, 3, 6],
        "slot_role": [0, 0, 1, 2, 2, 2],
        "activity_price": [0, 0, 0],
    }


def test_a_demand_says_what_roles_need_and_take_and_prices_add_up() -> None:
    terms = [
        Demand(ints(1, 0, 2), ints(1, 0, 2), ints(3, 0, 2)),
        SlotPrice(ints(1, 2, 3)),
        SlotPrice(ints(10, 10, 10)),
        OverPrice(ints(0, 1, 2)),
        OverPrice(ints(7, 7, 7)),
        ActivityPrice(ints(5, 6, 7)),
        ActivityPrice(ints(0, 0, 1)),
    ]
    assert plain(demand(FACTS, terms)) == {
        "role_activity": [0, 0, 2],
        "minimum": [1, 0, 2],
        "wanted": [1, 0, 2],
        "takes": [3, 0, 2],
        "slot_price": [11, 12, 13],
        "over_price": [7, 8, 9],
        "slot_start": [0, 3, 3, 5],
        "slot_role": [0, 0, 0, 2, 2],
        "activity_price": [5, 6, 8],
    }


def test_the_roles_of_an_activity_come_with_the_scarcest_first() -> None:
    assert plain(activity_roles(FACTS, ELIGIBLE)) == {"role_start": [0, 2, 2, 3], "roles": [1, 0, 2]}


def test_whoever_is_eligible_has_the_sum_of_the_prices() -> None:
    terms = [PairPrice(lambda role, who: 10 * role + who), PairPrice(lambda role, who: 100 * who + role)]
    assert plain(whose(ELIGIBLE)) == {"eligible_start": [0, 3, 4, 5], "eligible": [0, 1, T, 2, 0]}
    assert plain(pair_prices(terms, ELIGIBLE)) == {"pair_price": [0, 1 + 100, 3 + 300, 12 + 201, 20 + 2]}
    assert plain(pair_prices([], ELIGIBLE)) == {"pair_price": [0] * 5}


def test_pins_are_counted_by_activity_and_one_who_is_not_eligible_makes_it_stuck() -> None:
    assert plain(pins(FACTS, ELIGIBLE)) == {
        "pin_start": [0, 1, 1, 3],
        "pins": [1, 0, 1],
        "stuck": [False, False, True],
        "pinned_to": [1, 0, 2],
    }


def test_neighbours_are_of_the_same_or_the_next_day() -> None:
    assert plain(neighbours(Tables(FACTS))) == {"near_start": [0, 2, 4, 5], "near": [0, 1, 0, 1, 2]}


def test_clashes_are_those_of_any_term() -> None:
    nobody = grid(*[(0, 0, 0)] * 4).astype(bool)
    terms = [
        Clash(grid((1, 0, 0), (0, 0, 0), (0, 0, 0)).astype(bool), nobody),
        Clash(grid((0, 1, 0), (1, 0, 0), (0, 0, 0)).astype(bool), nobody),
    ]
    assert plain(clashes(FACTS, terms)) == {
        "clash": [[True, True, False], [True, False, False], [False, False, False]],
        "clash_bits": [[3], [1], [0]],
        "committed_row": [-1] * 4,
        "committed": [],
    }


def test_only_candidates_with_duties_outside_that_clash_have_a_row_of_them() -> None:
    size = grid((0, 0, 0), (0, 0, 0), (0, 0, 0)).astype(bool)
    terms = [
        Clash(size, grid((0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 1)).astype(bool)),
        Clash(size, grid((0, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 1)).astype(bool)),
    ]
    found = clashes(FACTS, terms)
    assert found["committed_row"].tolist() == [-1, 0, -1, 1]
    assert found["committed"].tolist() == [[True, True, False], [False, False, True]]


def test_a_team_has_a_crew_where_it_is_eligible_and_no_row_elsewhere() -> None:
    assert plain(crews(Tables(FACTS), ELIGIBLE)) == {"crew_row": [[0, -1, -1]], "crew_start": [0, 2], "crew": [0, 1]}
    everywhere = (ints(0, T), ints(T), ints(1, 2, T))
    facts = problem(PEOPLE, SPANS, [role(1), role(1), role(2)], teams=FACTS.teams)
    assert plain(crews(Tables(facts), everywhere)) == {
        "crew_row": [[-1, 0, 1]],
        "crew_start": [0, 1, 3],
        "crew": [0, 0, 1],
    }


def test_sums_are_columns() -> None:
    one = Sum(
        ints(1, 2, 3), ints(0, 0, 1), grid((0, 0)), ints(4, 5, 6, 7), ints(0, 0, 0, 1), ints(8, 8, 8, 8), crews=False
    )
    other = Sum(ints(9, 9, 9), ints(0, 0, 0), grid((0,)), ints(1, 1, 1, 1), ints(2, 2, 2, 2), ints(3, 3, 3, 3))
    assert plain(sums(FACTS, [one, other])) == {
        "amount": [[1, 9], [2, 9], [3, 9]],
        "period": [[0, 0], [0, 0], [1, 0]],
        "most": [[4, 1], [5, 1], [6, 1], [7, 1]],
        "weight": [[0, 2], [0, 2], [0, 2], [1, 2]],
        "base": [[8, 3], [8, 3], [8, 3], [8, 3]],
        "crews": [False, True],
    }


def test_each_day_has_the_windows_that_hold_it() -> None:
    nothing = grid(*[(0,) * 21] * 4).astype(bool)
    first = FreeDay((range(2), range(1, 3)), flags(1, 0, 0, 0), nothing)
    other = FreeDay((range(1, 2),), flags(0, 1, 0, 0), nothing)
    assert plain(windows(FACTS, [first, other])) == {
        "window_start": [0, 1, 4, 5, *[5] * 18],
        "window_first": [0, 0, 1, 1, 1],
        "window_length": [2, 2, 2, 1, 2],
        "window_bound": [
            [True, False, False, False],
            [True, False, False, False],
            [True, False, False, False],
            [False, True, False, False],
            [True, False, False, False],
        ],
    }


def test_overtime_is_a_row_of_limits_with_its_months_and_whom_it_binds() -> None:
    none = grid(*[(0,) * 21] * 4)
    term = Overtime(480, 2400, 7, 60, ints(0, 0, 1), flags(1, 0, 1, 0), none)
    assert plain(overtime(FACTS, [term])) == {
        "overtime": [[480, 2400, 7, 60]],
        "overtime_month": [[0, 0, 1]],
        "overtime_bound": [[True, False, True, False]],
    }


def test_needs_are_sorted_by_their_activity() -> None:
    terms = [
        Need(2, flags(1, 0, 0), 1, "local"),
        Need(0, flags(0, 1, 0), 2, "women"),
        Need(2, flags(0, 0, 1), 3, "men"),
    ]
    assert plain(needs(FACTS, terms)) == {
        "need_start": [0, 1, 1, 3],
        "need_minimum": [2, 1, 3],
        "need_people": [0, 1, 2],
        "need_because": [-1, -1, -1],
        "need_most": [UNLIMITED] * 3,
        "groups": [[False, True, False], [True, False, False], [False, False, True]],
    }


def test_weekends_are_a_row_for_each_term() -> None:
    first, second = ints(*range(21)), ints(*[-1] * 21)
    taken = np.zeros((4, 21), dtype=bool)
    terms = [Weekends(first, ints(1, 2, 3, 4), taken), Weekends(second, ints(5, 6, 7, 8), taken)]
    assert plain(weekends(FACTS, terms)) == {
        "weekend": [list(range(21)), [-1] * 21],
        "weekends_most": [[1, 2, 3, 4], [5, 6, 7, 8]],
    }


def test_people_whom_several_needs_count_or_are_asked_because_of_are_kept_once() -> None:
    one, other = flags(1, 0, 0), flags(0, 1, 0)
    terms = [
        Need(1, one, 1, "together", because=other),
        Need(1, other, 1, "together", because=one),
        Need(0, one, 0, "quota", most=2),
        Need(2, flags(1, 0, 0), 1, "women"),
    ]
    assert plain(needs(FACTS, terms)) == {
        "need_start": [0, 1, 3, 4],
        "need_minimum": [0, 1, 1, 1],
        "need_people": [0, 0, 1, 2],
        "need_because": [-1, 1, 0, -1],
        "need_most": [2, UNLIMITED, UNLIMITED, UNLIMITED],
        "groups": [[True, False, False], [False, True, False], [True, False, False]],
    }


def test_leads_are_sorted_by_their_role_and_name_the_roles_that_come_before() -> None:
    terms = [Leads(2, flags(1, 0, 0, 0), (1, 0)), Leads(1, flags(0, 1, 0, 0), (0,)), Leads(2, flags(0, 0, 1, 0), (1,))]
    assert plain(leads(FACTS, terms)) == {
        "lead_start": [0, 0, 1, 3],
        "lead_bound": [[False, True, False, False], [True, False, False, False], [False, False, True, False]],
        "lead_before_start": [0, 1, 3, 4],
        "lead_before": [0, 1, 0, 1],
        "linked": [True] * 3,
    }
    none = plain(leads(FACTS, []))
    assert (none["lead_bound"], none["lead_before"], none["linked"]) == ([], [], [False] * 3)


def test_the_least_room_counts_and_the_excluded_of_any_term() -> None:
    terms = [
        Room(ints(5, UNLIMITED, 2)),
        Room(ints(6, 4, 1)),
        Exclusive(grid((0, 1, 0), (1, 0, 0), (0, 0, 0)).astype(bool)),
        Exclusive(grid((0, 0, 1), (0, 0, 0), (1, 0, 0)).astype(bool)),
    ]
    assert plain(venues(FACTS, terms)) == {
        "room": [5, 4, 1],
        "exclusive_start": [0, 2, 3, 4],
        "exclusive": [1, 2, 0, 0],
    }
    assert plain(venues(FACTS, [])) == {"room": [UNLIMITED] * 3, "exclusive_start": [0] * 4, "exclusive": []}


def test_days_make_up_started_weeks() -> None:
    lengths = (0, 1, 7, 8, 21)
    found = [weeks(problem([], [], [], days=(Day(rest=False, month=1),) * length)) for length in lengths]
    assert found == [0, 1, 1, 2, 3]


def test_all_facts_of_a_problem_of_nothing_are_empty_with_their_dimensions() -> None:
    empty = flattened(Tables(problem([], [], [])), [], ())
    shapes = {name: np.shape(value) for name, value in empty._asdict().items()}
    starts_of = (
        "slot_start",
        "role_start",
        "eligible_start",
        "pin_start",
        "near_start",
        "crew_start",
        "need_start",
        "lead_start",
        "lead_before_start",
    )
    assert {name for name in shapes if shapes[name] == (1,)} == {*starts_of, "exclusive_start"}
    assert {name: shape for name, shape in shapes.items() if len(shape) == 2} == {
        "clash": (0, 0),
        "clash_bits": (0, 0),
        "committed": (0, 0),
        "crew_row": (0, 0),
        "amount": (0, 0),
        "period": (0, 0),
        "most": (0, 0),
        "weight": (0, 0),
        "base": (0, 0),
        "window_bound": (0, 0),
        "weekend": (0, 21),
        "weekends_most": (0, 0),
        "overtime": (0, 4),
        "overtime_month": (0, 3),
        "overtime_bound": (0, 0),
        "groups": (0, 0),
        "lead_bound": (0, 0),
    }


def test_compiled_functions_are_compiled_once_the_kinds_of_arrays_never_change() -> None:
    none = grid(*[(0,) * 21] * 4)
    terms = [
        Demand(ints(1, 0, 2), ints(2, 1, 3), ints(2, 1, 3)),
        SlotPrice(ints(1, 2, 3)),
        PairPrice(lambda role, who: role + who),
        Sum(ints(1, 2, 3), ints(0, 0, 1), none[:, :2], ints(4, 5, 6, 7), ints(0, 0, 0, 1), ints(8, 8, 8, 8)),
        FreeDay((range(2),), flags(1, 0, 0, 0), none.astype(bool)),
        Weekends(ints(*range(21)), ints(1, 2, 3, 4), none.astype(bool)),
        OverPrice(ints(1, 2, 3)),
        Overtime(480, 2400, 7, 60, ints(0, 0, 1), flags(1, 0, 1, 0), none),
        Need(2, flags(1, 0, 0), 1, "local", because=flags(0, 1, 0), most=1),
        Leads(1, flags(1, 0, 0, 0), (0,)),
        Room(ints(5, 6, 2)),
        Exclusive(grid((0, 1, 0), (1, 0, 0), (0, 0, 0)).astype(bool)),
    ]
    full, empty = flattened(Tables(FACTS), terms, ELIGIBLE), flattened(Tables(problem([], [], [])), [], ())
    kinds = [[(np.asarray(value).dtype, np.ndim(value)) for value in facts] for facts in (full, empty)]
    assert kinds[0] == kinds[1]
    assert {str(kind) for kind, _ in kinds[0]} == {"int64", "bool", "uint8"}
