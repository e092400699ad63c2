"""Organisations, people, roles and rules. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OrganisationKind(StrEnum):
    """What an organisation is in the network."""

    WORKSHOP = "workshop"
    INSPECTION_BODY = "inspection_body"
    AGENCY = "agency"
    DESIGN_OWNER = "design_owner"
    NETWORK_OPERATOR = "network_operator"


class Role(StrEnum):
    """What a person may do for their organisation."""

    MAKER = "maker"
    INSPECTOR = "inspector"
    REVIEWER = "reviewer"
    DESIGN_OWNER = "design_owner"
    ISSUER = "issuer"
    RECEIVER = "receiver"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks, for one organisation, with the roles held now."""

    person_id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind
    roles: frozenset[Role]
    language: str = "en"
    confirmed_at: datetime | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def runs_network(self) -> bool:
        """Whether the person belongs to the organisation that runs the service."""
        return self.organisation_kind is OrganisationKind.NETWORK_OPERATOR


class Permission(StrEnum):
    """The three answers; HIDDEN is told as "not there"."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    HIDDEN = "hidden"


Test = Callable[[Actor, object], bool]


def anything(_actor: Actor, _subject: object) -> bool:
    """No further condition."""
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do one action.

    `public` needs no sign-in; otherwise one of `roles` is needed (none named: anybody signed in).
    `sees` decides whether the subject exists for the actor at all, `may` whether it may be done to it.
    """

    roles: frozenset[Role] = field(default_factory=frozenset)
    public: bool = False
    sees: Test = anything
    may: Test = anything


def rule(*roles: Role, sees: Test = anything, may: Test = anything) -> Rule:
    """A rule for people signed in who hold one of the roles."""
    return Rule(roles=frozenset(roles), sees=sees, may=may)


PUBLIC = Rule(public=True)
"""Anybody, without a sign-in."""
