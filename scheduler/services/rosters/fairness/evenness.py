"""How far a roster is from fair shares: one figure for each thing that is shared."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scheduler.models import Roster
from scheduler.services.problems.people import ledger_before
from scheduler.services.problems.trying import Tried
from scheduler.services.rosters.fairness.fairness import Fairness, Measure, carried, shared
from scheduler.services.rosters.versions.news import Pairs


def beyond_shares(session: Session, roster: Roster, own: Pairs, tried: Tried) -> dict[str, tuple[float, str]]:
    """What people and teams carry beyond the fair shares of their groups if these are a roster's assignments, summed
    up, with its unit, by the rule that shares it, as it is tried. What the policy does not weigh is left out.
    """
    found = shared(session, roster.town_id, carried(ledger_before(session, roster)), own, own, roster, tried)
    return {measure.rule.__name__: told(measure, beyond(found, measure)) for measure in Measure}


def beyond(found: Fairness, measure: Measure) -> float:
    """The sum of what is carried beyond the shares."""
    weighed = (line for line in found.lines if (measure, line.group) not in found.unweighed)
    return sum(max(line.beyond(measure), 0) for line in weighed)


def told(measure: Measure, amount: float) -> tuple[float, str]:
    """As people say it: whole minutes, duties to a tenth."""
    return (round(amount), "min") if measure is Measure.HOURS else (round(amount, 1), "duties")
