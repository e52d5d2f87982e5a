"""The only translator between the tables and the solver."""

from scheduler.services.problems.translation import Booking, Past, Translation, Written, translate
from scheduler.services.problems.tried import policy_tried, translate_as_tried

__all__ = ["Booking", "Past", "Translation", "Written", "policy_tried", "translate", "translate_as_tried"]
