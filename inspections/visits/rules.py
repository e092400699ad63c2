"""Visits belong to the inspection body; the maker reads verdicts through the batch, never the visit."""

from collections.abc import Mapping

from inspections.visits.records import Visit
from qa_service.identity.model import Actor, Role, Rule, rule

READERS = (Role.INSPECTOR, Role.REVIEWER, Role.ISSUER, Role.AUDITOR, Role.ADMIN)


def is_part(actor: Actor, subject: object) -> bool:
    """The inspection body, and the organisation that runs the network."""
    if not isinstance(subject, Visit):
        return True
    return actor.runs_network or actor.organisation_id == subject.organisation_id


def is_own(actor: Actor, subject: object) -> bool:
    """Only the inspector whose visit it is."""
    return not isinstance(subject, Visit) or actor.person_id == subject.inspector_id


def is_colleague(actor: Actor, subject: object) -> bool:
    """Somebody of the inspection body who is not the inspector."""
    if not isinstance(subject, Visit):
        return True
    is_home = actor.organisation_id == subject.organisation_id
    return is_home and actor.person_id != subject.inspector_id


RULES: Mapping[str, Rule] = {
    "visit.read": rule(*READERS, sees=is_part),
    "visit.begin": rule(Role.INSPECTOR),
    "visit.answer": rule(Role.INSPECTOR, sees=is_part, may=is_own),
    "visit.review": rule(Role.REVIEWER, sees=is_part, may=is_colleague),
    "measurement.read": rule(*READERS, sees=is_part),
}
