"""Who may do what to designs and their revisions."""

from collections.abc import Mapping

from checklists.designs.records import Design
from qa_service.identity.model import Actor, Role, Rule, rule


def owns(actor: Actor, subject: object) -> bool:
    """Whether the design belongs to the actor's organisation; to others, a draft is not there."""
    return not isinstance(subject, Design) or subject.owner_id == actor.organisation_id


RULES: Mapping[str, Rule] = {
    "design.read": rule(),
    "design.add": rule(Role.DESIGN_OWNER),
    "design.see_drafts": rule(sees=owns),
    "revision.read": rule(),
    "revision.edit": rule(Role.DESIGN_OWNER, sees=owns),
    "revision.submit": rule(Role.DESIGN_OWNER, sees=owns),
    "revision.release": rule(Role.DESIGN_OWNER, sees=owns),
    "revision.withdraw": rule(Role.DESIGN_OWNER, sees=owns),
}
