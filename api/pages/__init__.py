"""The pages: the coordinators' console, and each person's own page."""

from api.pages import account, calendars, console, downloads, imports, mine, register, rosters, staffing

PAGES = (
    account.blueprint,
    console.blueprint,
    rosters.blueprint,
    staffing.blueprint,
    register.blueprint,
    imports.blueprint,
    downloads.blueprint,
    calendars.blueprint,
    mine.blueprint,
)
