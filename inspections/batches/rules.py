"""Who sees and does what with batches: maker, inspection body, network operator; others see nothing."""

from collections.abc import Mapping

from inspections.batches.records import Batch, MaterialLot
from qa_service.identity.model import Actor, Role, Rule, rule

READERS = (
    Role.MAKER,
    Role.INSPECTOR,
    Role.REVIEWER,
    Role.ISSUER,
    Role.AUDITOR,
    Role.ADMIN,
)


def is_part(actor: Actor, subject: object) -> bool:
    """The workshop, the inspection body of the batch, and the organisation that runs the network."""
    if isinstance(subject, Batch):
        parts = (subject.workshop_id, subject.inspection_body_id)
        return actor.runs_network or actor.organisation_id in parts
    if isinstance(subject, MaterialLot):
        return actor.organisation_id == subject.organisation_id
    return True


def is_maker(actor: Actor, subject: object) -> bool:
    """Only the workshop itself."""
    return not isinstance(subject, Batch) or actor.organisation_id == subject.workshop_id


def is_inspection_body(actor: Actor, subject: object) -> bool:
    """Only the inspection body of the batch."""
    return not isinstance(subject, Batch) or actor.organisation_id == subject.inspection_body_id


RULES: Mapping[str, Rule] = {
    "batch.read": rule(*READERS, sees=is_part),
    "batch.open": rule(Role.MAKER),
    "batch.change": rule(Role.MAKER, sees=is_part, may=is_maker),
    "batch.move": rule(Role.MAKER, Role.REVIEWER, sees=is_part),
    "material_lot.read": rule(Role.MAKER, sees=is_part),
    "material_lot.add": rule(Role.MAKER, sees=is_part),
}
