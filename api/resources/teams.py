"""Vanguard teams: leader, members, quorum, times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import matching
from api.resource import Resource
from api.schemas.teams import NewTeamSchema, TeamPatchSchema, TeamSchema
from api.schemas.times import AbsenceSchema, NewAbsenceSchema, TimesSchema, WeeklySchema
from scheduler.models import Absence, Team
from scheduler.services.register import teams, times
from scheduler.services.register.times import Times

blueprint = Resource("teams", "teams", "Vanguard teams")

TEAM = "/<number:team_id>"


@blueprint.get("")
@blueprint.response(200, TeamSchema(many=True))
def list_teams() -> Sequence[Team]:
    """All teams with their members."""
    return teams.list_teams(session(), actor())


@blueprint.post("")
@blueprint.arguments(NewTeamSchema)
@blueprint.versioned(TeamSchema, 201)
def add_team(body: dict[str, Any]) -> Team:
    """Register a team."""
    return teams.add_team(session(), actor(), body, now=now())


@blueprint.get(TEAM)
@blueprint.versioned(TeamSchema)
def get_team(team_id: int) -> Team:
    """One team."""
    return teams.get_team(session(), actor(), team_id)


@blueprint.patch(TEAM)
@blueprint.arguments(TeamPatchSchema)
@blueprint.editing
@blueprint.versioned(TeamSchema)
def edit_team(body: dict[str, Any], team_id: int) -> Team:
    """Change some values of a team, its leader or its members."""
    team = matching(teams.get_team(session(), actor(), team_id))
    return teams.edit_team(session(), actor(), team.id, body, now=now())


@blueprint.get(f"{TEAM}/times")
@blueprint.versioned(TimesSchema)
def get_times(team_id: int) -> Times:
    """When a team can serve each week, and its absences."""
    return times.times_of(session(), actor(), Team, team_id)


@blueprint.put(f"{TEAM}/times")
@blueprint.arguments(WeeklySchema)
@blueprint.editing
@blueprint.versioned(TimesSchema)
def set_times(body: dict[str, Any], team_id: int) -> Times:
    """Replace a team's weekly times."""
    team = matching(teams.get_team(session(), actor(), team_id))
    weekly = [(row["weekday"], row["start_minute"], row["end_minute"]) for row in body["weekly"]]
    teams.set_times(session(), actor(), team.id, weekly, now=now())
    return times.times_of(session(), actor(), Team, team_id)


@blueprint.post(f"{TEAM}/absences")
@blueprint.arguments(NewAbsenceSchema)
@blueprint.response(201, AbsenceSchema)
def add_absence(body: dict[str, Any], team_id: int) -> Absence:
    """Write down a time in which a team cannot serve."""
    return teams.add_absence(session(), actor(), team_id, **body, now=now())
