"""The JSON API: one blueprint a resource."""

from api.resources import downloads, feeds, rosters, runs, sessions, uploads

RESOURCES = (
    sessions.blueprint,
    uploads.blueprint,
    rosters.blueprint,
    runs.blueprint,
    feeds.blueprint,
    downloads.blueprint,
)
