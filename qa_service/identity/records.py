"""Tables of organisations, people, role grants, sign-ins and reset codes, and their queries.

Names live only here and can be blanked without breaking a chain: everything else holds ids.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound
from qa_service.identity.model import Actor, OrganisationKind, Role


class Organisation(SQLModel, table=True):
    """A workshop, inspection body, agency, design owner or the network operator."""

    __tablename__: ClassVar[str] = "organisation"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str
    kind: str
    place: str = ""
    parent_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    maker_number: int | None = Field(default=None, unique=True)
    gln: str | None = None
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Person(SQLModel, table=True):
    """Somebody who can sign in, until they leave."""

    __tablename__: ClassVar[str] = "person"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    login: str = Field(unique=True)
    name: str
    language: str = "en"
    password_hash: str | None = None
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class RoleGrant(SQLModel, table=True):
    """A role from one moment to another; added to, ended, never removed."""

    __tablename__: ClassVar[str] = "role_grant"

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: str
    granted_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class SignIn(SQLModel, table=True):
    """A server-side session; only the digest of its token is stored."""

    __tablename__: ClassVar[str] = "sign_in"

    token_digest: str = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    csrf: str
    started_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ResetCode(SQLModel, table=True):
    """A one-time code to set a password, handed over in person by an administrator."""

    __tablename__: ClassVar[str] = "reset_code"

    code_digest: str = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class LoginTry(SQLModel, table=True):
    """A failed sign-in, counted per login and per address to slow guessing down."""

    __tablename__: ClassVar[str] = "login_try"
    __table_args__ = (UniqueConstraint("id"),)

    id: UUID = Field(primary_key=True)
    about: str = Field(index=True)
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def organisation(session: Session, organisation_id: UUID) -> Organisation:
    """One organisation; raises NotFound."""
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound("organisation.not_found", id=str(organisation_id))
    return found


def organisation_by_code(session: Session, code: str) -> Organisation | None:
    """One organisation by its short code."""
    return session.exec(select(Organisation).where(Organisation.code == code)).first()


def organisations(session: Session) -> Sequence[Organisation]:
    """All, by code."""
    return session.exec(select(Organisation).order_by(col(Organisation.code))).all()


def ancestry(session: Session, organisation_id: UUID) -> frozenset[UUID]:
    """The organisation and its parents, for the four-eyes comparison (decision 17)."""
    found: set[UUID] = set()
    current: UUID | None = organisation_id
    while current is not None and current not in found:
        found.add(current)
        current = organisation(session, current).parent_id
    return frozenset(found)


def person(session: Session, person_id: UUID) -> Person:
    """One person; raises NotFound."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound("person.not_found", id=str(person_id))
    return found


def person_by_login(session: Session, login: str) -> Person | None:
    """One person by login name."""
    return session.exec(select(Person).where(Person.login == login)).first()


def people(session: Session, organisation_id: UUID | None = None) -> Sequence[Person]:
    """All people, or those of one organisation."""
    query = select(Person).order_by(col(Person.login))
    if organisation_id is not None:
        query = query.where(Person.organisation_id == organisation_id)
    return session.exec(query).all()


def grants(session: Session, person_id: UUID) -> Sequence[RoleGrant]:
    """The roles that hold now."""
    query = select(RoleGrant).where(
        RoleGrant.person_id == person_id, col(RoleGrant.ended_at).is_(None)
    )
    return session.exec(query.order_by(col(RoleGrant.role))).all()


def roles(session: Session, person_id: UUID) -> frozenset[Role]:
    """The roles that hold now, as values."""
    return frozenset(Role(grant.role) for grant in grants(session, person_id))


def actor(session: Session, row: Person, *, confirmed_at: datetime | None = None) -> Actor:
    """The person as somebody who acts."""
    home = organisation(session, row.organisation_id)
    return Actor(
        person_id=row.id,
        organisation_id=row.organisation_id,
        organisation_kind=OrganisationKind(home.kind),
        roles=roles(session, row.id),
        language=row.language,
        confirmed_at=confirmed_at,
    )


def sign_in(session: Session, digest: str) -> SignIn | None:
    """A server-side session."""
    return session.get(SignIn, digest)


def end_sign_ins(session: Session, person_id: UUID) -> int:
    """Close every session of a person; returns how many."""
    rows = session.exec(select(SignIn).where(SignIn.person_id == person_id)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def reset_code(session: Session, digest: str) -> ResetCode | None:
    """A one-time code."""
    return session.get(ResetCode, digest)


def tries_since(session: Session, about: str, since: datetime) -> int:
    """How often signing in failed since then."""
    query = select(LoginTry).where(LoginTry.about == about, col(LoginTry.at) >= since)
    return len(session.exec(query).all())


def forget_tries(session: Session, about: str) -> None:
    """Start counting anew after a good sign-in."""
    for row in session.exec(select(LoginTry).where(LoginTry.about == about)).all():
        session.delete(row)


def is_empty(session: Session) -> bool:
    """Whether nobody is here yet: the first start."""
    return session.exec(select(Person).limit(1)).first() is None
