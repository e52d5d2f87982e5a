"""The policy over the API."""

from __future__ import annotations

from solver.policy import town_policy
from tests.api.client import Installation


def test_a_policy_is_set_whole_and_told_with_all_that_no_town_goes_without(installation: Installation) -> None:
    status, told = installation.told("GET", "/api/town/policy")
    assert (status, told["mode"], told["is_default"], told["rules"]) == (200, "tiers", True, list(town_policy()))
    body = {"mode": "sum", "rules": [{"rule": "Evenings", "cost": 300}]}
    status, told = installation.told("PUT", "/api/town/policy", body)
    assert (status, told["mode"], told["is_default"], told["rules"][0]) == (
        *(200, "sum", False),
        {"rule": "Evenings", "from_minute": 1080, "cost": 300},
    )
    assert "Wishes" not in {rule["rule"] for rule in told["rules"]}
    assert "HoursADay" in {rule["rule"] for rule in told["rules"]}
    assert installation.told("DELETE", "/api/town/policy") == (204, None)
    assert installation.told("GET", "/api/town/policy")[1]["is_default"] is True


def test_what_the_law_forbids_is_refused_at_its_parameter(installation: Installation) -> None:
    body = {"rules": [{"rule": "OvertimeAMonth", "minutes": 3000}]}
    status, told = installation.told("PUT", "/api/town/policy", body)
    assert (status, told["errors"]) == (
        422,
        {"OvertimeAMonth.minutes": "From 0 h to 36 h by law: Labour Law, article 41."},
    )


def test_the_rules_that_there_are_are_told_with_their_bounds(installation: Installation) -> None:
    status, told = installation.told("GET", "/api/town/policy/rules")
    sentence = "Between the last duty of one day and the first of a later day lie at least {minutes} h of rest."
    [rest] = [rule for rule in told if rule["rule"] == "MinimumRest"]
    assert (status, rest) == (
        200,
        {
            "rule": "MinimumRest",
            "title": "Rest between two days",
            "sentence": sentence,
            "hard": True,
            "law": None,
            "stays": False,
            "group": "hours",
            "parameters": [{"name": "minutes", "title": "Hours", "measure": "hours", "least": 0, "most": 10080}],
        },
    )


def test_the_history_is_told(installation: Installation) -> None:
    rules = [rule for rule in town_policy() if rule["rule"] != "Wishes"]
    installation.told("PUT", "/api/town/policy", {"rules": rules})
    [change] = installation.told("GET", "/api/town/policy/history")[1]
    assert (change["actor"], change["sentences"], change["stands"]) == ("coordinator", ["Wishes: switched off"], True)


def test_an_earlier_policy_is_restored_by_its_change_under_the_version_of_the_town(installation: Installation) -> None:
    rules = [rule for rule in town_policy() if rule["rule"] != "Wishes"]
    installation.told("PUT", "/api/town/policy", {"rules": rules})
    installation.told("DELETE", "/api/town/policy")
    _, change = installation.told("GET", "/api/town/policy/history")[1]
    path = f"/api/town/policy/history/{change['id']}/restoration"
    assert installation.told("POST", path, **{"If-Match": '"1"'})[0] == 412
    status, told = installation.told("POST", path)
    assert (status, "Wishes" in {rule["rule"] for rule in told["rules"]}, told["is_default"]) == (200, False, False)
    assert installation.told("POST", path)[0] == 409
    assert installation.told("POST", "/api/town/policy/history/99999/restoration")[0] == 404
