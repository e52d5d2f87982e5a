"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Booking, Translation, translate
from scheduler.services.problems.tried import policy_tried, translate_as_tried

__all__ = ["Booking", "Translation", "policy_tried", "translate", "translate_as_tried"]
