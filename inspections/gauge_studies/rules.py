"""Studies belong to an inspection body: its inspectors and reviewers make them."""

from collections.abc import Mapping

from inspections.gauge_studies.records import GaugeStudy
from qa_service.identity.model import Actor, Role, Rule, rule


def is_own(actor: Actor, subject: object) -> bool:
    """The inspection body itself."""
    return not isinstance(subject, GaugeStudy) or actor.organisation_id == subject.organisation_id


def is_seen(actor: Actor, subject: object) -> bool:
    """The inspection body, and the organisation that runs the network."""
    return actor.runs_network or is_own(actor, subject)


RULES: Mapping[str, Rule] = {
    "gauge_study.read": rule(
        Role.INSPECTOR, Role.REVIEWER, Role.ISSUER, Role.AUDITOR, Role.ADMIN, sees=is_seen
    ),
    "gauge_study.change": rule(Role.INSPECTOR, Role.REVIEWER, sees=is_seen, may=is_own),
}
