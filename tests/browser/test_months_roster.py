"""A month's roster in ten minutes: from a town's own workbook to the wall board, by mouse and by keyboard alone."""

from __future__ import annotations

from datetime import date

from tests.browser import stations
from tests.browser.conftest import DESKTOP, Watched
from tests.browser.hands import NO_MOUSE, Hands, Keys, Mouse
from tests.browser.stations import Walk
from tests.service import Service

STATIONS = (
    stations.come_in,
    stations.bring_in,
    stations.look_over,
    stations.plan,
    stations.look_over_again,
    stations.generate,
    stations.change_by_hand,
    stations.fill_what_is_open,
    stations.see_what_is_fair,
    stations.try_another_policy,
    stations.publish,
    stations.take_out,
)
MOST_CLICKS = 60


def walk(hands: Hands, service: Service, monday: date) -> None:
    """Go through all stations."""
    service.sign_in()  # to see when what is done in the background is there
    for station in STATIONS:
        station(Walk(hands, service, monday))


def test_a_months_roster_takes_at_most_sixty_clicks(service: Service, watched: Watched, monday: date) -> None:
    mouse = Mouse(watched.open(DESKTOP))
    walk(mouse, service, monday)
    assert mouse.clicks <= MOST_CLICKS


def test_a_months_roster_is_published_by_keyboard_alone(service: Service, watched: Watched, monday: date) -> None:
    keys = Keys(watched.open(DESKTOP))
    keys.page.add_init_script(NO_MOUSE)
    walk(keys, service, monday)
