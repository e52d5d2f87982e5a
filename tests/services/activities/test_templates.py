"""What activities are started from."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.domain.clock import local_instant
from scheduler.errors import Forbidden, Invalid, NotFound
from scheduler.models import ActivityKind, MarketCalendar, Organisation, PlaceKind, Qualification
from scheduler.services.activities import activities, templates
from scheduler.services.activities.templates import Template
from scheduler.services.register import markets
from tests.conftest import NOW
from tests.services.small_town import FIRST, SmallTown


def roles(template: Template) -> list[tuple[str, int, int]]:
    """Names, needed and wanted."""
    return [(str(role["name"]), role["minimum"], role["wanted"]) for role in template.values["roles"]]


def test_every_town_has_three(small: SmallTown) -> None:
    found = templates.list_templates(small.session, small.actor)
    assert [(each.key, str(each.name), each.own) for each in found] == [
        ("enforcement", "Joint enforcement action: two officers of each department", False),
        ("service", "Service visit: a social worker and two volunteers", False),
        ("training", "Training session: a trainer and two helpers", False),
    ]
    assert roles(found[0]) == [
        ("Officers: Market supervision", 2, 2),
        ("Officers: Traffic police", 2, 2),
        ("Officers: Town enforcement office", 2, 2),
        ("Team for order", 0, 1),
        ("Guides", 0, 2),
    ]
    assert (found[0].values["confidential"], found[0].values["departments"]) == (True, [])


def test_a_joint_action_names_the_towns_own_departments_certificate_and_market(small: SmallTown) -> None:
    units = {
        code: small.add(Organisation(town_id=small.town.id, code=code, name=name, enforces=enforces))
        for code, name, enforces in (
            ("D1", "镇综合行政执法办公室", True),
            ("D2", "派出所", True),
            ("D3", "交警中队", True),
            ("D4", "市场监管所", False),
        )
    }
    certificate = small.add(Qualification(town_id=small.town.id, code="Z1", name="执法证", enforcement=True))
    market = small.place("集成圩镇", PlaceKind.MARKET)
    markets.set_market(small.session, small.actor, market.id, MarketCalendar.LUNAR, "369", now=NOW)
    found = templates.get_template(small.session, small.actor, "enforcement")
    assert (found.values["place_id"], found.values["departments"]) == (market.id, ["D3", "D1"])
    assert [
        (str(role["name"]), role["organisation_id"], role["qualification_id"]) for role in found.values["roles"][:3]
    ] == [
        ("Officers: Market supervision", None, certificate.id),
        ("Officers: 交警中队", units["D3"].id, certificate.id),
        ("Officers: 镇综合行政执法办公室", units["D1"].id, certificate.id),
    ]


@pytest.mark.parametrize("key", ["enforcement", "service", "training"])
def test_what_a_template_says_is_an_activity_once_it_has_a_number_times_and_a_place(small: SmallTown, key: str) -> None:
    found = templates.get_template(small.session, small.actor, key)
    values: dict[str, Any] = {
        **found.values,
        "code": "A1",
        "title": str(found.values["title"]),
        "place_id": small.village.id,
        "starts_at": local_instant(FIRST, found.start_minute),
        "ends_at": local_instant(FIRST, found.end_minute),
        "roles": [{**role, "name": str(role["name"])} for role in found.values["roles"]],
    }
    made = activities.add_activity(small.session, small.actor, values, now=NOW)
    assert (made.kind, [role.name for role in made.roles]) == (ActivityKind(key), [name for name, *_ in roles(found)])


def test_an_activity_is_kept_as_a_template_and_one_of_that_name_replaced(small: SmallTown) -> None:
    activity = small.activity(hours=(22, 26), women=1)
    found = templates.save_template(small.session, small.actor, activity.id, "夜巡", now=NOW)
    assert (found.name, found.own, found.start_minute, found.end_minute) == ("夜巡", True, 22 * 60, 26 * 60)
    assert {name: found.values[name] for name in ("kind", "title", "place_id", "women")} == {
        "kind": ActivityKind.SERVICE,
        "title": "敬老服务",
        "place_id": small.village.id,
        "women": 1,
    }
    assert roles(found) == [("协助", 0, 3)]
    assert templates.get_template(small.session, small.actor, found.key) == found
    other = small.activity(wanted=5)
    again = templates.save_template(small.session, small.actor, other.id, "夜巡", now=NOW)
    assert (again.key, roles(again)) == (found.key, [("协助", 0, 5)])
    assert templates.list_templates(small.session, small.actor)[3:] == [again]


def test_a_template_is_forgotten(small: SmallTown) -> None:
    found = templates.save_template(small.session, small.actor, small.activity().id, "敬老", now=NOW)
    templates.remove_template(small.session, small.actor, int(found.key), now=NOW)
    assert len(templates.list_templates(small.session, small.actor)) == 3
    with pytest.raises(NotFound, match="no such template"):
        templates.get_template(small.session, small.actor, found.key)


def test_a_template_without_a_name_or_activity_is_refused(small: SmallTown) -> None:
    with pytest.raises(Invalid, match="needs a name"):
        templates.save_template(small.session, small.actor, small.activity().id, "", now=NOW)
    with pytest.raises(NotFound):
        templates.save_template(small.session, small.actor, 99, "x", now=NOW)


def test_a_person_has_no_templates(small: SmallTown) -> None:
    person = small.as_person(small.volunteer())
    with pytest.raises(Forbidden):
        templates.list_templates(small.session, person)
    with pytest.raises(Forbidden):
        templates.save_template(small.session, person, small.activity().id, "x", now=NOW)
