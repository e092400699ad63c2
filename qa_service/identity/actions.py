"""Sign in and out, organisations, people, roles, leavers and password resets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from qa_service.audit import actions as audit_actions
from qa_service.audit.model import Json
from qa_service.errors import Conflict, Invalid, TooMany, Unauthenticated
from qa_service.identity import passwords, records
from qa_service.identity.model import Actor, OrganisationKind, Role
from qa_service.identity.permission import require
from qa_service.ids import random_serial, uuid7

TRIES = 10
TRIES_WINDOW = timedelta(minutes=1)
RESET_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opened:
    """A fresh sign-in: the token goes into the cookie, the csrf text into the page."""

    token: str
    csrf: str
    actor: Actor


def sign_in(session: Session, *, login: str, password: str, now: datetime) -> Opened:
    """Open a server-side session. The same answer for an unknown login and a wrong password."""
    person = records.person_by_login(session, login.strip().lower())
    stored = person.password_hash if person and person.closed_at is None else None
    if not passwords.matches(password, stored) or person is None:
        raise Unauthenticated("sign_in.wrong", login=login[:60])
    records.forget_tries(session, f"login:{person.login}")
    token, csrf = passwords.new_token(), passwords.new_token()
    records.add(
        session,
        records.SignIn(
            token_digest=passwords.token_digest(token),
            person_id=person.id,
            csrf=csrf,
            started_at=now,
            used_at=now,
        ),
    )
    actor = records.actor(session, person)
    audit_actions.record(session, actor, "session.opened", subject=person.id, at=now)
    return Opened(token=token, csrf=csrf, actor=actor)


def limit_tries(session: Session, *, login: str, address: str, now: datetime) -> None:
    """Refuse when too many tries failed in the last minute, by login or by address."""
    for about in (f"login:{login.strip().lower()[:60]}", f"address:{address}"):
        if records.tries_since(session, about, now - TRIES_WINDOW) >= TRIES:
            raise TooMany("sign_in.too_many", wait_s=int(TRIES_WINDOW.total_seconds()))


def count_try(session: Session, *, login: str, address: str, now: datetime) -> None:
    """Remember a failed try (in a transaction of its own, because the request rolls back)."""
    for about in (f"login:{login.strip().lower()[:60]}", f"address:{address}"):
        records.add(session, records.LoginTry(id=uuid7(), about=about, at=now))


def whoever(
    session: Session, token: str, *, now: datetime, idle: timedelta, longest: timedelta
) -> tuple[Actor, records.SignIn] | None:
    """The actor behind a token, or None when it does not hold (any more)."""
    row = records.sign_in(session, passwords.token_digest(token))
    if row is None or now - row.used_at > idle or now - row.started_at > longest:
        return None
    person = records.person(session, row.person_id)
    if person.closed_at is not None:
        return None
    return records.actor(session, person), row


def note_use(session: Session, token: str, *, now: datetime) -> None:
    """A sign-in that is used does not run out."""
    row = records.sign_in(session, passwords.token_digest(token))
    if row is not None:
        row.used_at = now
        session.add(row)


def sign_out(session: Session, *, actor: Actor, token: str, now: datetime) -> None:
    """End one session."""
    row = records.sign_in(session, passwords.token_digest(token))
    if row is not None:
        session.delete(row)
    audit_actions.record(session, actor, "session.closed", subject=actor.person_id, at=now)


def confirm(session: Session, *, actor: Actor, password: str) -> None:
    """Ask for the password again before a signature (21 CFR 11.200); raises Unauthenticated."""
    person = records.person(session, actor.person_id)
    if not passwords.matches(password, person.password_hash):
        raise Unauthenticated("signature.wrong_password")


def add_organisation(
    session: Session,
    *,
    actor: Actor | None,
    organisation: records.Organisation,
    now: datetime,
) -> records.Organisation:
    """Add an organisation; a workshop gets a maker number for its labels. Same id again: the same."""
    if actor is not None:
        require(actor, "organisation.add", organisation)
    known = session.get(records.Organisation, organisation.id)
    if known is not None:
        if (known.code, known.kind) != (organisation.code, organisation.kind):
            raise Conflict("organisation.other_content", id=str(organisation.id))
        return known
    if organisation.kind not in set(OrganisationKind):
        raise Invalid("organisation.unknown_kind", kind=organisation.kind)
    if records.organisation_by_code(session, organisation.code):
        raise Conflict("organisation.code_taken", code_taken=organisation.code)
    if organisation.parent_id is not None:
        records.organisation(session, organisation.parent_id)
    records.add(session, organisation)
    audit_actions.record(
        session,
        actor,
        "organisation.added",
        subject=organisation.id,
        at=now,
        kind=organisation.kind,
    )
    return organisation


def add_person(
    session: Session,
    *,
    actor: Actor | None,
    person: records.Person,
    roles: Iterable[Role],
    now: datetime,
) -> records.Person:
    """Add a person with roles; they set their password with a reset code."""
    home = records.organisation(session, person.organisation_id)
    if actor is not None:
        require(actor, "person.add", home)
    known = session.get(records.Person, person.id)
    if known is not None:
        if (known.login, known.organisation_id) != (person.login, person.organisation_id):
            raise Conflict("person.other_content", id=str(person.id))
        return known
    person.login = person.login.strip().lower()
    if not person.login or not person.name.strip():
        raise Invalid("person.name_missing", login=person.login)
    if records.person_by_login(session, person.login):
        raise Conflict("person.login_taken", login=person.login)
    records.add(session, person)
    _grant(session, person.id, set(roles), now)
    audit_actions.record(
        session,
        actor,
        "person.added",
        subject=person.id,
        at=now,
        organisation_of=str(person.organisation_id),
        roles=_names(roles),
    )
    return person


def set_roles(
    session: Session, *, actor: Actor, person_id: UUID, roles: Iterable[Role], now: datetime
) -> records.Person:
    """Grant and end roles so that exactly these hold."""
    person = _managed(session, actor, "person.change", person_id)
    wanted, held = set(roles), records.roles(session, person_id)
    for grant in records.grants(session, person_id):
        if grant.role not in wanted:
            grant.ended_at = now
            records.add(session, grant)
    _grant(session, person_id, wanted - held, now)
    audit_actions.record(
        session,
        actor,
        "person.roles_set",
        subject=person_id,
        at=now,
        before=_names(held),
        after=_names(wanted),
    )
    return person


def close_person(
    session: Session, *, actor: Actor, person_id: UUID, reason: str, now: datetime
) -> records.Person:
    """A leaver: every sign-in ends at once, roles end, what they signed stays."""
    person = _managed(session, actor, "person.change", person_id)
    if not reason.strip():
        raise Invalid("person.reason_missing")
    if person.closed_at is None:
        person.closed_at = now
        records.add(session, person)
        records.end_sign_ins(session, person_id)
        audit_actions.record(
            session, actor, "person.closed", subject=person_id, at=now, reason=reason.strip()
        )
    return person


def new_reset_code(
    session: Session, *, actor: Actor | None, person_id: UUID, now: datetime
) -> tuple[str, datetime]:
    """A one-time code (24 hours) that lets the person set a password; shown once."""
    if actor is not None:
        _managed(session, actor, "person.change", person_id)
    code = "-".join(random_serial(4) for _ in range(4))
    expires = now + RESET_LIFETIME
    records.add(
        session,
        records.ResetCode(
            code_digest=passwords.token_digest(code), person_id=person_id, expires_at=expires
        ),
    )
    audit_actions.record(session, actor, "password.reset_code_made", subject=person_id, at=now)
    return code, expires


def use_reset_code(session: Session, *, code: str, password: str, now: datetime) -> records.Person:
    """Set the password with a one-time code; old sign-ins end."""
    row = records.reset_code(session, passwords.token_digest(code.strip().upper()))
    if row is None or row.used_at is not None or row.expires_at < now:
        raise Invalid("password.reset_code_wrong")
    person = records.person(session, row.person_id)
    if person.closed_at is not None:
        raise Invalid("password.reset_code_wrong")
    row.used_at = now
    set_password(session, person=person, password=password)
    records.add(session, row)
    audit_actions.record(session, None, "password.set", subject=person.id, at=now)
    return person


def change_password(
    session: Session, *, actor: Actor, current: str, password: str, now: datetime
) -> None:
    """Change the own password; asks for the old one."""
    confirm(session, actor=actor, password=current)
    set_password(session, person=records.person(session, actor.person_id), password=password)
    audit_actions.record(session, actor, "password.set", subject=actor.person_id, at=now)


def set_password(session: Session, *, person: records.Person, password: str) -> None:
    """Store a new hash and end the sign-ins made with the old one."""
    if not passwords.is_acceptable(password):
        raise Invalid("password.length", shortest=passwords.SHORTEST, longest=passwords.LONGEST)
    person.password_hash = passwords.hashed(password)
    records.add(session, person)
    records.end_sign_ins(session, person.id)


def _managed(session: Session, actor: Actor, action: str, person_id: UUID) -> records.Person:
    person = records.person(session, person_id)
    require(actor, action, records.organisation(session, person.organisation_id))
    return person


def _grant(session: Session, person_id: UUID, roles: set[Role], now: datetime) -> None:
    for role in sorted(roles):
        records.add(
            session,
            records.RoleGrant(id=uuid7(), person_id=person_id, role=role.value, granted_at=now),
        )


def _names(roles: Iterable[Role]) -> list[Json]:
    return [role.value for role in sorted(roles)]
