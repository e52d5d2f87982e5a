"""Vanguard teams: leader, members, quorum, times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.etags import Belonging, matching
from api.resource import Resource
from api.schemas.teams import NewTeamSchema, TeamPatchSchema, TeamSchema
from api.schemas.times import AbsenceSchema, NewAbsenceSchema, TimesSchema, WeeklySchema
from scheduler.models import Absence, Team
from scheduler.services.register import teams, times
from scheduler.services.register.times import Times, Window

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
    return times.times_of(session(), actor(), teams.get_team(session(), actor(), team_id))


@blueprint.put(f"{TEAM}/times")
@blueprint.arguments(WeeklySchema)
@blueprint.editing
@blueprint.versioned(TimesSchema)
def set_times(body: dict[str, list[Window]], team_id: int) -> Times:
    """Replace a team's weekly times."""
    team = matching(teams.get_team(session(), actor(), team_id))
    return times.set_weekly(session(), actor(), team, body["weekly"], now=now())


@blueprint.post(f"{TEAM}/absences")
@blueprint.arguments(NewAbsenceSchema)
@blueprint.editing
@blueprint.versioned(AbsenceSchema, 201)
def add_absence(body: dict[str, Any], team_id: int) -> Belonging[Absence]:
    """Write down a time in which a team cannot serve."""
    team = matching(teams.get_team(session(), actor(), team_id))
    return Belonging(team, times.add_absence(session(), actor(), team, **body, now=now()))


@blueprint.delete(f"{TEAM}/absences/<number:absence_id>")
@blueprint.editing
@blueprint.versioned(None, 204)
def remove_absence(team_id: int, absence_id: int) -> Belonging[None]:
    """Strike an absence of a team."""
    team = matching(teams.get_team(session(), actor(), team_id))
    times.remove_absence(session(), actor(), team, absence_id, now=now())
    return Belonging(team, None)
