"""Rosters: drafts, solver runs, what is open, changes, publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
from api.resource import PAGINATION, Resource, pagination
from api.schemas.explanations import (
    CureSchema,
    DifferenceQuery,
    DifferenceSchema,
    OpenSlotSchema,
    PersonCostSchema,
    WhyNotQuery,
    WhyNotSchema,
    WhySchema,
)
from api.schemas.fields import PageQuery
from api.schemas.publishing import PublicationSchema
from api.schemas.rosters import (
    ActivityBoardSchema,
    BoardQuery,
    BoardSchema,
    ChangeSchema,
    PeriodSchema,
    RosterSchema,
    RunRequestSchema,
    RunSchema,
    ShownQuery,
    StaffedRoleSchema,
    SummarySchema,
)
from api.schemas.what_if import WhatIfRequestSchema, WhatIfSchema
from scheduler.domain.roster_changes import PersonChange
from scheduler.models import Roster, Run
from scheduler.services.listing import Page
from scheduler.services.rosters import drafts, runs, what_ifs
from scheduler.services.rosters.boards import activity_board as activity_boards
from scheduler.services.rosters.boards import board as boards
from scheduler.services.rosters.by_hand import curing
from scheduler.services.rosters.explained import costs, open_slots, staffing
from scheduler.services.rosters.explained import why as reasons
from scheduler.services.rosters.versions import preview, publishing

blueprint = Resource("rosters", "rosters", "Rosters")

ROSTER = "/<number:roster_id>"


@blueprint.get("")
@blueprint.response(200, RosterSchema(many=True))
def list_rosters() -> Sequence[Roster]:
    """All versions, the newest first."""
    return drafts.list_rosters(session(), actor())


@blueprint.post("")
@blueprint.arguments(PeriodSchema)
@blueprint.versioned(RosterSchema, 201)
def create_draft(body: dict[str, date]) -> Roster:
    """A draft for a period: a copy of the published version where there is one."""
    return drafts.create_draft(session(), actor(), body["first_day"], body["last_day"], now=now())


@blueprint.get(ROSTER)
@blueprint.versioned(RosterSchema)
def get_roster(roster_id: int) -> Roster:
    """One version."""
    return drafts.get_roster(session(), actor(), roster_id)


@blueprint.delete(ROSTER)
@blueprint.editing
@blueprint.response(204)
def discard_draft(roster_id: int) -> None:
    """Throw a draft away."""
    roster = matching(drafts.get_roster(session(), actor(), roster_id))
    drafts.discard_draft(session(), actor(), roster.id, now=now())


@blueprint.post(f"{ROSTER}/runs")
@blueprint.arguments(RunRequestSchema)
@blueprint.once
@blueprint.response(202, RunSchema)
def request_run(body: dict[str, Any], roster_id: int) -> Run:
    """Solve a draft in the background; of two modes at once, each in a draft of its own."""
    return runs.request_run(session(), actor(), roster_id, now=now(), **body)


@blueprint.post(f"{ROSTER}/what-ifs")
@blueprint.arguments(WhatIfRequestSchema)
@blueprint.once
@blueprint.response(202, RunSchema)
def request_what_if(body: dict[str, Any], roster_id: int) -> Run:
    """Solve a copy of a roster under another policy, without some people or with other demand, in the background;
    nothing else changes.
    """
    return what_ifs.request_what_if(session(), actor(), roster_id, now=now(), **body)


@blueprint.get(f"{ROSTER}/what-if")
@blueprint.response(200, WhatIfSchema)
def what_if(roster_id: int) -> what_ifs.WhatIf:
    """What such a copy tells."""
    return what_ifs.what_if(session(), actor(), roster_id)


@blueprint.delete(f"{ROSTER}/what-if")
@blueprint.editing
@blueprint.versioned(None, 204)
def keep_what_if(roster_id: int) -> Belonging[None]:
    """Make such a copy an ordinary draft, judged as things are."""
    roster = matching(drafts.get_roster(session(), actor(), roster_id))
    return Belonging(what_ifs.keep(session(), actor(), roster.id, now=now()), None)


@blueprint.get(f"{ROSTER}/summary")
@blueprint.response(200, SummarySchema)
def summary(roster_id: int) -> runs.Summary:
    """How full a roster is."""
    return runs.summary(session(), actor(), roster_id)


@blueprint.get(f"{ROSTER}/board")
@blueprint.arguments(BoardQuery, location="query")
@blueprint.response(200, BoardSchema, headers=PAGINATION)
def board(query: dict[str, Any], roster_id: int) -> tuple[boards.Board[boards.Line], dict[str, str]]:
    """Who does what on which day, of one group: a page of its lines."""
    found = boards.board(session(), actor(), roster_id, **query)
    return found, pagination(found.lines)


@blueprint.get(f"{ROSTER}/activity-board")
@blueprint.arguments(ShownQuery, location="query")
@blueprint.response(200, ActivityBoardSchema, headers=PAGINATION)
def activity_board(
    query: dict[str, Any], roster_id: int
) -> tuple[boards.Board[activity_boards.ActivityLine], dict[str, str]]:
    """Which activity takes place on which day, and who is on it: a page of its lines."""
    found = activity_boards.activity_board(session(), actor(), roster_id, **query)
    return found, pagination(found.lines)


@blueprint.get(f"{ROSTER}/open-slots")
@blueprint.response(200, OpenSlotSchema(many=True))
def list_open_slots(roster_id: int) -> list[open_slots.OpenSlot]:
    """What is left open and why."""
    return open_slots.open_slots(session(), actor(), roster_id)


@blueprint.get(f"{ROSTER}/activities/<number:activity_id>")
@blueprint.response(200, StaffedRoleSchema(many=True))
def staffed_roles(roster_id: int, activity_id: int) -> list[staffing.StaffedRole]:
    """Who is on an activity, role by role."""
    return staffing.staffing(session(), actor(), roster_id, activity_id)[1]


@blueprint.get(f"{ROSTER}/roles/<number:role_id>/why-not")
@blueprint.arguments(WhyNotQuery, location="query")
@blueprint.response(200, WhyNotSchema)
def why_not(query: dict[str, int], roster_id: int, role_id: int) -> staffing.WhyNot:
    """Why a person or a team does not hold a role."""
    return staffing.why_not(session(), actor(), roster_id, role_id, **query)


@blueprint.get(f"{ROSTER}/roles/<number:role_id>/why")
@blueprint.response(200, WhySchema)
def why(roster_id: int, role_id: int) -> reasons.Why:
    """Why a role is held and left open as it is, and what would fill it."""
    return reasons.why(session(), actor(), roster_id, role_id)


@blueprint.post(f"{ROSTER}/roles/<number:role_id>/cures")
@blueprint.arguments(CureSchema)
@blueprint.response(200, WhySchema)
def fill(body: dict[str, str], roster_id: int, role_id: int) -> reasons.Why:
    """Do what fills an open slot, if it still would; the role is told as it is then."""
    curing.fill(session(), actor(), roster_id, role_id, body["key"], now=now())
    return reasons.why(session(), actor(), roster_id, role_id)


@blueprint.get(f"{ROSTER}/person-costs")
@blueprint.paged(PersonCostSchema, PageQuery)
def list_person_costs(query: dict[str, Any], roster_id: int) -> Page[costs.PersonCost]:
    """What the roster costs by person and team, the most first."""
    return costs.person_costs(session(), actor(), roster_id, **query)


@blueprint.get(f"{ROSTER}/difference")
@blueprint.arguments(DifferenceQuery, location="query")
@blueprint.response(200, DifferenceSchema)
def difference(query: dict[str, int], roster_id: int) -> costs.Difference:
    """What differs from another version of the period, and what that is worth."""
    return costs.needed_difference(session(), actor(), roster_id, **query)


@blueprint.get(f"{ROSTER}/changes")
@blueprint.response(200, ChangeSchema(many=True))
def changes(roster_id: int) -> list[PersonChange]:
    """What publishing changes, by person."""
    return publishing.changes(session(), actor(), roster_id, now=now())


@blueprint.get(f"{ROSTER}/publication")
@blueprint.alt_response(409, "CONFLICT")
@blueprint.response(200, PublicationSchema)
def preview_publication(roster_id: int) -> preview.Publication:
    """What publishing a draft would do: whom it tells what, who cannot be reached, and what forbids it."""
    return preview.publication(session(), actor(), roster_id, now=now())


@blueprint.post(f"{ROSTER}/publication")
@blueprint.once
@blueprint.versioned(RosterSchema)
def publish(roster_id: int) -> Roster:
    """Publish a draft."""
    return publishing.publish(session(), actor(), roster_id, now=now())
