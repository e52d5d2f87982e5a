"""GLOP, kept warm from one solve of a growing linear programme to the next, with its answers as arrays.

MathOpt's own results make Python objects of every column and row, which took as long as the solves themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import callback_pb2, model_parameters_pb2, parameters_pb2, result_pb2, solution_pb2
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from solver.arrays import Ints

Floats = NDArray[np.float64]

GLOP = mathopt.SolverType.GLOP.value
PARAMETERS = parameters_pb2.SolveParametersProto()
WANTED = model_parameters_pb2.ModelSolveParametersProto()
WANTED.variable_values_filter.skip_zero_values = True
WANTED.reduced_costs_filter.filter_by_ids = True  # by none: nobody asks for them
NO_CALLBACK = callback_pb2.CallbackRegistrationProto()


@dataclass(frozen=True)
class Optimum:
    """The best value, what the variables that are not 0 are, by their ids, the price of each row, by its id, and how
    many iterations it took, which does not depend on the machine.
    """

    value: float
    ids: Ints
    shares: Floats
    prices: Floats
    iterations: int


class Glop:
    """A model that is solved again after it has grown."""

    def __init__(self, model: mathopt.Model) -> None:
        self.model, self.changes = model, model.add_update_tracker()
        self.interrupter = SolveInterrupter()
        self.solver = self.begun()

    def begun(self) -> solver.Solver:
        """A solver that knows the model as it is."""
        return solver.new(GLOP, self.model.export_model(), parameters_pb2.SolverInitializerProto())

    def solve(self) -> Optimum | None:
        """The optimum; None where it was interrupted, or there is none."""
        update = self.changes.export_update()
        if update is not None:
            if not self.solver.update(update):
                self.solver = self.begun()
            self.changes.advance_checkpoint()
        asked = PARAMETERS, WANTED, None, NO_CALLBACK, None, self.interrupter.pybind_interrupter
        return optimum(self.solver.solve(*asked), self.model.get_num_linear_constraints())


def optimum(result: result_pb2.SolveResultProto, rows: int) -> Optimum | None:
    """An answer of MathOpt as arrays; None where it is no optimum."""
    if not result.solutions:
        return None
    primal, dual = result.solutions[0].primal_solution, result.solutions[0].dual_solution
    if {primal.feasibility_status, dual.feasibility_status} != {solution_pb2.SOLUTION_STATUS_FEASIBLE}:
        return None
    prices = np.zeros(rows)
    prices[list(dual.dual_values.ids)] = list(dual.dual_values.values)
    ids, shares = np.array(primal.variable_values.ids, dtype=np.int64), np.array(primal.variable_values.values)
    return Optimum(primal.objective_value, ids, shares, prices, result.solve_stats.simplex_iterations)
