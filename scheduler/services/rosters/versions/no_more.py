"""Why an assignment that was made once can be no more."""

from __future__ import annotations

from scheduler.language import Message, m_
from scheduler.models import ActivityState, Assignment
from scheduler.services.problems import Translation


def why_no_more(translation: Translation, row: Assignment) -> Message | None:
    """Why an assignment can be no more as the register stands now; None where it can, as far as no rule
    forbids it, or where it was already.
    """
    pair = translation.rows.pair(row.role_id, row.person_id, row.team_id)
    if row.role_id not in translation.rows.role_numbers:
        called_off = row.role.activity.state is not ActivityState.PLANNED
        return m_("the activity was called off") if called_off else m_("the activity was moved to another period")
    if pair is None:
        return None if translation.begun(row) else m_("serves no longer")
    return m_("declined it") if pair in translation.problem.declined_pairs else None
