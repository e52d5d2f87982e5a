"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Booking, Translation, translate

__all__ = ["Booking", "Translation", "translate"]
