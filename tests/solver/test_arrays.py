"""Lists laid flat."""

from __future__ import annotations

from solver.arrays import columns, either, flat, stacked, starts, total
from tests.solver.desk import flags, grid, ints


def test_each_list_begins_where_the_one_before_ends() -> None:
    assert starts([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert starts([]).tolist() == [0]
    assert [part.tolist() for part in flat([[4, 5], [], [6]])] == [[0, 2, 2, 3], [4, 5, 6]]
    assert [part.tolist() for part in flat([])] == [[0], []]


def test_arrays_of_one_length_are_rows_columns_and_a_sum_even_where_there_are_none() -> None:
    each = [ints(1, 2, 3), ints(40, 50, 60)]
    assert stacked(each, 3).tolist() == [[1, 2, 3], [40, 50, 60]]
    assert columns(each, 3).tolist() == [[1, 40], [2, 50], [3, 60]]
    assert columns(each, 3).flags.c_contiguous
    assert total(each, 3).tolist() == [41, 52, 63]
    assert (stacked([], 3).shape, columns([], 3).shape, total([], 3).tolist()) == ((0, 3), (3, 0), [0, 0, 0])


def test_either_is_true_where_one_of_them_is() -> None:
    one, other = grid((1, 0), (0, 0)).astype(bool), grid((0, 0), (1, 0)).astype(bool)
    assert either([one, other], 2).tolist() == [flags(1, 0).tolist(), flags(1, 0).tolist()]
    assert either([], 2).tolist() == [[False, False]] * 2
