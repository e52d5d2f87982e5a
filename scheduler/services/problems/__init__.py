"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Translation, translate

__all__ = ["Translation", "translate"]
