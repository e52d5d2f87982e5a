"""The policy that a draft was made to try. What is asked of such a draft, and what is done to it by hand, is judged by
that policy, as the run that made it was; what is published is judged by the town's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import Roster, RosterState, Run
from scheduler.services.problems.translation import Translation, translate


def policy_tried(session: Session, roster: Roster) -> list[dict[str, Any]] | None:
    """The policy that a draft was last generated under to see what it would change; None where the town's counts."""
    if roster.state is not RosterState.DRAFT:
        return None
    run = session.scalars(select(Run).where(Run.roster_id == roster.id).order_by(Run.id.desc()).limit(1)).first()
    if run is None or run.what_if is None:
        return None
    policy: list[dict[str, Any]] = run.what_if["policy"]
    return policy


def translate_as_tried(session: Session, roster: Roster) -> Translation:
    """The problem of a roster as `translate` has it, under the policy that a draft was made to try."""
    return translate(session, roster, policy=policy_tried(session, roster))
