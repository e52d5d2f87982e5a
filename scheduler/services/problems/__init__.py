"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Booking, Translation, Written, translate

__all__ = ["Booking", "Translation", "Written", "translate"]
