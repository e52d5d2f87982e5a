"""Weekly times and wishes as forms carry them: a row for each weekday, written by one macro, read here."""

from __future__ import annotations

from flask import request

from api.pages.forms import MINUTES_A_DAY, positions, sent
from scheduler.language import m_
from scheduler.models import Part
from scheduler.services.register.times import Window

LIKINGS = {"gladly": 1, "rather_not": -1}


def sent_weekly() -> list[Window]:
    """The weekly times of a form, as many spans a weekday as it has; none at all means at any time. Raises Invalid."""
    form, found = sent(), []
    for weekday in range(7):
        for number in positions(f"from.{weekday}.", ""):
            first, last = f"from.{weekday}.{number}", f"until.{weekday}.{number}"
            start, end = form.minute(first), form.minute(last)
            if start is None and end is None:
                continue
            end = end or MINUTES_A_DAY
            if start is None or end <= start:
                form.wrong.setdefault(last, m_("After its beginning."))
            else:
                found.append((weekday, start, end))
    form.done()
    return found


def sent_wishes() -> list[tuple[int, Part, int]]:
    """The wishes of a form: weekday, part of the day, 1 for gladly and -1 for rather not."""
    fields = {(day, part): request.form.get(f"wish.{day}.{part.value}", "") for day in range(7) for part in Part}
    return [(day, part, LIKINGS[sent]) for (day, part), sent in fields.items() if sent in LIKINGS]
