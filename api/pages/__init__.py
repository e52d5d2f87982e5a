"""The pages: the coordinators' console, and each person's own page."""

from api.pages import (
    account,
    activities,
    calendars,
    console,
    days,
    downloads,
    imports,
    mine,
    places,
    register,
    rosters,
    series,
    staffing,
    teams,
)

PAGES = (
    account.blueprint,
    console.blueprint,
    rosters.blueprint,
    staffing.blueprint,
    register.blueprint,
    teams.blueprint,
    activities.blueprint,
    series.blueprint,
    places.blueprint,
    days.blueprint,
    imports.blueprint,
    downloads.blueprint,
    calendars.blueprint,
    mine.blueprint,
)
