"""The solver: facts of a scheduling problem in, a judged roster out. It knows no database, no date and no language."""

from solver.engine import solve
from solver.explanations.explain import contradictions, open_slots, why_not
from solver.judge import ModelMismatch, findings, hard_findings
from solver.policy import PolicyError, known_rules, read_policy, town_policy
from solver.problem import Problem, Roster
from solver.solution import Progress, Solution, Status
from solver.what_if import Change, what_if

__all__ = [
    "Change",
    "ModelMismatch",
    "PolicyError",
    "Problem",
    "Progress",
    "Roster",
    "Solution",
    "Status",
    "contradictions",
    "findings",
    "hard_findings",
    "open_slots",
    "read_policy",
    "solve",
    "town_policy",
    "what_if",
    "why_not",
]

known_rules()  # Rules are imported with the engine, not in the first solve.
