"""A problem without names is the same problem."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from random import Random

from solver.anonymous import anonymised
from solver.engine import solve
from solver.files import problem_text
from solver.policy import read_policy
from solver.problem import Place, Qualification
from solver.rules.composition import CertifiedOfficers
from tests.solver.problems import activity, person, problem, random_problem, role
from tests.solver.test_agreement import ALL
from tests.solver.test_tiers import tiered


def test_the_same_seed_and_effort_give_the_same_roster_without_names() -> None:
    random = Random("names")
    for seed in range(15):
        facts = tiered(random_problem(random, ALL))
        with_names, without = (solve(one, seconds=60, effort=10, seed=seed) for one in (facts, anonymised(facts)))
        assert with_names.roster == without.roster
        assert (with_names.cost, with_names.tiers) == (without.cost, without.tiers)


def test_no_key_of_anybody_or_anything_is_left_and_the_rules_are_about_the_same_qualifications() -> None:
    secret = "甲乙丙"
    facts = problem(
        [person(secret)],
        [activity(0, 60, key=secret)],
        [replace(role(0), key=secret)],
        (CertifiedOfficers(certificates=(secret, "another")),),
        places=(Place(secret, 0),),
        travel=((0,),),
        qualifications=(Qualification("q"), Qualification(secret)),
        departments=(secret,),
        owners=(secret, "another"),
    )
    found = anonymised(facts)
    assert secret not in problem_text(found)
    assert read_policy(found.policy) == (CertifiedOfficers(certificates=("qualification 1", "another")),)
    assert (found.people[0].key, found.roles[0].key, found.departments) == ("person 0", "role 0", ("organisation 0",))
    words = {word for text in re.findall(r'"key": "([^"]*)"', problem_text(found)) for word in text.split()[:1]}
    assert words == {"person", "place", "qualification", "activity", "role"}
    assert json.loads(problem_text(found))["policy"][0] == {"mode": "sum"}
