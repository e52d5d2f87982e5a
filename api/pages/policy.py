"""The policy page: every rule as a sentence with its parameters as fields, what is law marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api.auth import actor, coordinator_page, now
from api.csrf import protected
from api.database import session
from api.locale import say, t
from api.pages.forms import Form, sent
from api.pages.refusals import demand_unchanged, shown_again
from scheduler.domain.dates import period
from scheduler.language import m_
from scheduler.models import Roster
from scheduler.services import towns
from scheduler.services.policy import history, in_force
from scheduler.services.policy.described import GROUPS, Described, Parameter, list_rules
from scheduler.services.policy.words import MODES
from scheduler.services.rosters import what_ifs
from solver.rules.base import Measure
from solver.tiers import Mode

blueprint = Blueprint("policy", __name__, url_prefix="/policy")

FASTER = m_(
    "Somebody else changed the policy or the settings of the town meanwhile; nothing is restored yet. "
    "Restore the earlier policy all the same? "
    "It replaces all rules that are in force now, and that can be restored in the same way."
)


@dataclass(frozen=True)
class Field:
    """A parameter as a form shows it: under which name, and what stands in it."""

    name: str
    parameter: Parameter
    value: object

    @property
    def unit(self) -> int:
        """How many of its units are one of those in which it is told."""
        return 60 if self.parameter.measure is Measure.HOURS else 1


@dataclass(frozen=True)
class Line:
    """A rule as the page shows it: whether it is in force, its sentence in pieces with fields between, what stands
    beside it.
    """

    rule: Described
    on: bool
    pieces: tuple[str | Field, ...]
    beside: tuple[Field, ...]


@blueprint.get("")
@coordinator_page
def show() -> str:
    """All rules, group by group, with which rosters a change can be tried, and who changed what."""
    policy = in_force.in_force(session(), actor())
    stored = {str(entry["rule"]): entry for entry in policy.entries}
    lines = [line(rule, stored.get(rule.rule)) for rule in list_rules(actor())]
    return render_template(
        "policy/show.html",
        town=towns.active_town(session()),
        policy=policy,
        groups=[(GROUPS[group], list(found)) for group, found in groupby(lines, lambda one: one.rule.group)],
        modes=[(mode.value, say(words)) for mode, words in MODES.items()],
        history=history.history(session(), actor()),
        rosters=[(row.id, roster_name(row)) for row in what_ifs.comparable(session(), actor())],
    )


def roster_name(roster: Roster) -> str:
    """A roster by its period and version."""
    return f"{say(period(roster.first_day, roster.last_day))} {t('version {number}', number=roster.version)}"


def line(rule: Described, stored: Mapping[str, object] | None) -> Line:
    """A rule with what is stored of it; where it is off, with what it would begin with."""
    values = stored or in_force.beginning(rule.rule)
    fields = {one.name: Field(f"{rule.rule}.{one.name}", one, told(one, values[one.name])) for one in rule.parameters}
    asked = {name: field for name, field in fields.items() if field.parameter.least != field.parameter.most}
    said = () if rule.sentence is None else tuple(pieces(say(rule.sentence), asked))
    within = {piece.parameter.name for piece in said if isinstance(piece, Field)}
    return Line(rule, stored is not None or rule.stays, said, tuple(f for n, f in asked.items() if n not in within))


def pieces(sentence: str, fields: Mapping[str, Field]) -> Iterator[str | Field]:
    """A sentence in pieces: words, and fields where it has parameters in braces."""
    for number, piece in enumerate(re.split(r"\{(\w+)\}", sentence)):
        if number % 2:
            yield fields[piece]
        elif piece:
            yield piece


def told(parameter: Parameter, value: object) -> object:
    """A value as it stands in its field."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    number = int(str(value))
    if parameter.measure is Measure.HOURS:
        return f"{number / 60:g}"
    return f"{number // 60:02d}:{number % 60:02d}" if parameter.measure is Measure.CLOCK else number


@blueprint.post("")
@coordinator_page
@shown_again("policy.show")
@protected
def save() -> Response:
    """Put what was filled in in force, or have it tried on a roster."""
    demand_unchanged(towns.active_town(session()))
    mode, rules = filled_in()
    if request.form.get("do") == "try":
        form = sent()
        roster_id = form.needed_reference("roster")
        form.done()
        run = what_ifs.request_what_if(session(), actor(), roster_id, mode=mode, rules=rules, now=now())
        return redirect(url_for("beside.show", roster_id=run.roster_id, other_id=roster_id))
    in_force.set_policy(session(), actor(), mode=mode, rules=rules, now=now())
    flash(t("Saved. The next generation follows it; rosters that are there stay as they are."))
    return redirect(url_for("policy.show"))


@blueprint.post("/default")
@coordinator_page
@shown_again("policy.show")
@protected
def reset() -> Response:
    """Go back to the policy that a town starts with."""
    in_force.reset(session(), actor(), now=now())
    flash(t("The policy is the one that a town starts with."))
    return redirect(url_for("policy.show"))


@blueprint.post("/history/<number:change_id>/restore")
@coordinator_page
@shown_again("policy.show")
@protected
def restore(change_id: int) -> Response:
    """Put an earlier policy in force again."""
    demand_unchanged(towns.active_town(session()), FASTER)
    history.restore(session(), actor(), change_id, now=now())
    flash(
        t("The earlier policy is in force again. What was in force before stands below, and is restored the same way.")
    )
    return redirect(url_for("policy.show"))


def filled_in() -> tuple[Mode, list[dict[str, Any]]]:
    """The policy of the form that was sent. Raises Invalid naming the fields that cannot be read."""
    form, on = sent(), set(request.form.getlist("on"))
    mode = form.needed_choice("mode", Mode)
    rules = [
        {"rule": rule.rule, **dict(values(form, rule))} for rule in list_rules(actor()) if rule.stays or rule.rule in on
    ]
    form.done()
    return mode, rules


def values(form: Form, rule: Described) -> Iterator[tuple[str, Any]]:
    """What was filled in of a rule's parameters; of those that nobody may change, the only value."""
    for one in rule.parameters:
        yield one.name, one.least if one.least == one.most and one.least is not None else value(form, rule, one)


def value(form: Form, rule: Described, one: Parameter) -> Any:
    """What was filled in of one parameter. What is out of range the rule itself says, by its law."""
    name = f"{rule.rule}.{one.name}"
    match one.measure:
        case Measure.WORDS:
            return form.text(name, most=500).split()
        case Measure.FLAG:
            return int(form.checked(name))
        case Measure.CLOCK:
            return form.needed_minute(name)
        case Measure.HOURS:
            return round(60 * form.needed_decimal(name, least=0, most=168))
        case _:
            return form.needed_number(name, least=0, most=10_000_000)
