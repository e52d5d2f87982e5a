"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Booking, Past, Translation, Written, translate

__all__ = ["Booking", "Past", "Translation", "Written", "translate"]
