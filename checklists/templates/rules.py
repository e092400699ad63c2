"""Who may do what to checklists."""

from collections.abc import Mapping

from checklists.templates.records import ChecklistRow
from qa_service.identity.model import Actor, Role, Rule, rule


def owns(actor: Actor, subject: object) -> bool:
    """Whether the checklist belongs to the actor's organisation; to others, a draft is not there."""
    return not isinstance(subject, ChecklistRow) or subject.owner_id == actor.organisation_id


RULES: Mapping[str, Rule] = {
    "checklist.read": rule(),
    "checklist.see_drafts": rule(sees=owns),
    "checklist.add": rule(Role.DESIGN_OWNER),
    "checklist.release": rule(Role.DESIGN_OWNER, sees=owns),
    "checklist.retire": rule(Role.DESIGN_OWNER, sees=owns),
}
