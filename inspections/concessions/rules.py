"""Who asks for a concession, and who decides: the design owner that was asked, and nobody else."""

from collections.abc import Mapping

from inspections.batches import rules as batch_rules
from inspections.concessions.model import Matter
from qa_service.identity.model import Actor, Role, Rule, rule


def was_asked(actor: Actor, subject: object) -> bool:
    """A lot of the own design exists for its owner once somebody asked about it."""
    if not isinstance(subject, Matter):
        return True
    return subject.is_asked and subject.owner_id == actor.organisation_id


RULES: Mapping[str, Rule] = {
    "concession.ask": rule(Role.MAKER, Role.REVIEWER, sees=batch_rules.is_part),
    "concession.decide": rule(Role.DESIGN_OWNER, sees=was_asked),
}
