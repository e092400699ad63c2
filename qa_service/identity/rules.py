"""Who may do what to sign-ins, people and organisations."""

from collections.abc import Mapping

from qa_service.identity.model import PUBLIC, Actor, Role, Rule, rule
from qa_service.identity.records import Organisation


def _manages(actor: Actor, subject: object) -> bool:
    if not isinstance(subject, Organisation):
        return True
    return actor.runs_network or subject.id == actor.organisation_id


def _runs_network(actor: Actor, _subject: object) -> bool:
    return actor.runs_network


RULES: Mapping[str, Rule] = {
    "session.read": PUBLIC,
    "session.open": PUBLIC,
    "session.close": rule(),
    "organisation.read": rule(),
    "organisation.add": Rule(roles=frozenset({Role.ADMIN}), may=_runs_network),
    "person.read": rule(Role.ADMIN, Role.AUDITOR),
    "person.add": rule(Role.ADMIN, sees=_manages),
    "person.change": rule(Role.ADMIN, sees=_manages),
}
