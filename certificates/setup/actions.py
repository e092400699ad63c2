"""Set an installation up, once."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.codes.names import is_host
from certificates.keyring import actions as keyring
from certificates.keyring.model import KeyRole
from certificates.publishing import actions as publishing
from qa_service import installation
from qa_service.audit import actions as audit
from qa_service.database import advisory_lock
from qa_service.errors import Conflict, Invalid
from qa_service.identity import actions as identity
from qa_service.identity import records as identity_records
from qa_service.identity.model import OrganisationKind, Role
from qa_service.settings import Settings

ROOT_KEYS = 3
SETUP_LOCK = 7_100_005
LONGEST_HOST = 60
_PREFIX = re.compile(r"\d{6,12}")


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation of the first start."""

    id: UUID
    code: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a person decides at first start. The host is printed on labels for ever."""

    network_name: str
    label_host: str
    gtin_prefix: str
    operator: NewOrganisation
    inspection_body: NewOrganisation | None
    admin_id: UUID
    admin_login: str
    admin_name: str
    admin_password: str
    is_demo: bool = False


def establish(session: Session, settings: Settings, *, start: FirstStart, now: datetime) -> None:
    """Write it all in one transaction. Raises Conflict when somebody is here already."""
    advisory_lock(session, SETUP_LOCK)
    require_empty(session)
    host = start.label_host.strip().upper()
    if len(host) > LONGEST_HOST or not is_host(host):
        raise Invalid("installation.host", host=start.label_host[:80])
    if not _PREFIX.fullmatch(start.gtin_prefix):
        raise Invalid("installation.gtin_prefix", prefix=start.gtin_prefix[:20])
    if not start.network_name.strip():
        raise Invalid("installation.name_missing")
    about = installation.About(start.network_name.strip(), host, start.gtin_prefix, start.is_demo)
    installation.write(session, about)
    _add(session, start.operator, OrganisationKind.NETWORK_OPERATOR, now)
    operator_keys(session, settings, organisation_id=start.operator.id, now=now)
    if start.inspection_body is not None:
        _add(session, start.inspection_body, OrganisationKind.INSPECTION_BODY, now)
        inspection_key(session, settings, organisation_id=start.inspection_body.id, now=now)
    admin = identity_records.Person(
        id=start.admin_id,
        organisation_id=start.operator.id,
        login=start.admin_login,
        name=start.admin_name,
        created_at=now,
    )
    identity.add_person(session, actor=None, person=admin, roles=[Role.ADMIN], now=now)
    identity.set_password(session, person=admin, password=start.admin_password)
    audit.record(
        session, None, "installation.set_up", subject=start.operator.id, at=now,
        label_host=host, gtin_prefix=start.gtin_prefix, is_demo=start.is_demo,
    )  # fmt: skip
    publishing.publish(session, settings, now=now)


def require_empty(session: Session) -> None:
    """Raises Conflict when somebody is here already."""
    if not identity_records.is_empty(session) or installation.read(session).name:
        raise Conflict("installation.already_set_up")


def operator_keys(
    session: Session, settings: Settings, *, organisation_id: UUID, now: datetime
) -> None:
    """The keys of the organisation that runs the network."""
    roles = [KeyRole.ROOT] * ROOT_KEYS
    roles += [KeyRole.TRUST_LIST, KeyRole.FRESHNESS, KeyRole.LABEL, KeyRole.LOG]
    for role in roles:
        keyring.make(
            session, settings, actor=None, role=role, organisation_id=organisation_id, now=now
        )


def inspection_key(
    session: Session, settings: Settings, *, organisation_id: UUID, now: datetime
) -> None:
    """The key with which an inspection body signs the first half of its certificates."""
    keyring.make(
        session,
        settings,
        actor=None,
        role=KeyRole.INSPECTION,
        organisation_id=organisation_id,
        now=now,
    )


def _add(session: Session, new: NewOrganisation, kind: OrganisationKind, now: datetime) -> None:
    row = identity_records.Organisation(
        id=new.id, code=new.code, name=new.name, place=new.place, kind=kind.value, created_at=now
    )
    identity.add_organisation(session, actor=None, organisation=row, now=now)
