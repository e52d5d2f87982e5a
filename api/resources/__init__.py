"""The JSON API: one blueprint a resource."""

from api.resources import (
    activities,
    assignments,
    audit,
    days,
    downloads,
    duties,
    edits,
    feeds,
    jobs,
    markets,
    notices,
    organisations,
    people,
    places,
    qualifications,
    rosters,
    runs,
    series,
    sessions,
    teams,
    ties,
    town,
    travel,
    uploads,
)

RESOURCES = tuple(
    module.blueprint
    for module in (
        sessions,
        town,
        places,
        travel,
        markets,
        days,
        organisations,
        qualifications,
        people,
        ties,
        teams,
        activities,
        series,
        uploads,
        rosters,
        assignments,
        edits,
        runs,
        jobs,
        duties,
        notices,
        feeds,
        downloads,
        audit,
    )
)
"""In the order in which the documentation tells of them."""
