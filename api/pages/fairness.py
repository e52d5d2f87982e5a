"""Fairness in the console: what everybody carries against their share, by a roster or over months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, render_template, request

from api.auth import actor, coordinator_page, now
from api.database import session
from api.locale import today
from api.pages.forms import Form, choice, page_number
from api.pages.plots import bars, plot
from scheduler.errors import Invalid
from scheduler.language import Message
from scheduler.services.listing import page_of
from scheduler.services.rosters.fairness.fairness import Fairness, Measure, months_fairness, roster_fairness
from scheduler.services.rosters.fairness.fairness_sheet import GROUPS, MEASURES, in_unit
from solver.candidates import RANKED, Capacity

blueprint = Blueprint("fairness", __name__)

LINES_A_PAGE = 40
DAYS_BACK = 150
"""A range begins with the month of so many days ago unless another is asked for."""


@blueprint.get("/rosters/<number:roster_id>/fairness")
@coordinator_page
def show_roster(roster_id: int) -> str:
    """What a roster makes people carry on top of the ledger."""
    return shown(roster_fairness(session(), actor(), roster_id, now=now()))


@blueprint.get("/fairness")
@coordinator_page
def show_months() -> str:
    """What people carried over months; what is wrong with the months that are asked for stands at their fields."""
    form = Form(request.args)
    first, last = form.month("first"), form.month("last")
    try:
        form.done()
        return shown(months_fairness(session(), actor(), *months(first, last)), months(first, last))
    except Invalid as error:
        return shown(months_fairness(session(), actor(), *months()), months(first, last), error.fields)


def months(first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """The first month and the last: those that are asked for, or the last half year."""
    last = last or today().replace(day=1)
    return first or min(last, today() - timedelta(days=DAYS_BACK)).replace(day=1), last


def shown(found: Fairness, asked: tuple[date, date] | None = None, wrong: Mapping[str, Message] | None = None) -> str:
    """The page of one group and one measure."""
    group, measure = choice("group", Capacity) or Capacity.SOCIAL_WORKER, choice("measure", Measure) or Measure.HOURS
    lines = found.of_group(group, measure)
    page = page_of(lines, page_number(), LINES_A_PAGE)
    return render_template(
        "rosters/fairness.html",
        roster=found.roster,
        found=found,
        group=group,
        measure=measure,
        groups=[(each, GROUPS[each]) for each in RANKED],
        measures=[(each, MEASURES[each]) for each in Measure],
        weighed=(measure, group) not in found.unweighed,
        page=page,
        lines=lines,
        plot=plot(page.rows, measure) if page.rows else None,
        bars=[bars(line, lines, measure, found.months) for line in page.rows],
        in_unit=lambda amount: in_unit(measure, amount),
        asked={"first": f"{asked[0]:%Y-%m}", "last": f"{asked[1]:%Y-%m}"} if asked else {},
        wrong=wrong or {},
    )
