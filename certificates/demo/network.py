"""The demo network: invented organisations, role names instead of people, one password for all."""

from datetime import datetime
from importlib.resources import files
from typing import TypedDict, cast
from uuid import UUID, uuid5

import yaml
from sqlmodel import Session

from certificates.setup import actions as setup
from qa_service import installation
from qa_service.errors import Conflict
from qa_service.identity import actions as identity
from qa_service.identity import records
from qa_service.identity.model import Actor, OrganisationKind, Role
from qa_service.settings import Settings

PASSWORD = "demo for everybody"  # noqa: S105 (told to everybody on purpose)
NETWORK_NAME = "Nairobi demo network"
LABEL_HOST = "QA.EXAMPLE.ORG"
NAMESPACE = UUID("0192f0c0-1111-7000-8000-000000000000")
OPERATOR, INSPECTION = "OPS", "LAB"


class _Organisation(TypedDict, total=False):
    code: str
    kind: str
    name: str
    place: str
    gln: str
    maker_number: int


class _Person(TypedDict):
    id: str
    org: str
    roles: list[str]
    title: str
    languages: list[str]


class _Network(TypedDict):
    gs1: dict[str, str]
    organisations: list[_Organisation]
    people: list[_Person]


def organisation_id(code: str) -> UUID:
    """The same id in every demo, so that a second run finds the same organisations."""
    return uuid5(NAMESPACE, f"organisation/{code}")


def person_id(login: str) -> UUID:
    """The same id in every demo."""
    return uuid5(NAMESPACE, f"person/{login}")


def actor(session: Session, login: str) -> Actor:
    """A person of the demo as somebody who acts."""
    return records.actor(session, records.person(session, person_id(login)))


def content(name: str) -> bytes:
    """A file of the demo content."""
    return files("certificates.demo").joinpath("content").joinpath(name).read_bytes()


def establish(session: Session, settings: Settings, *, now: datetime) -> bool:
    """Lay the network out; False when it is there already.

    Raises Conflict when the folder holds an installation that is not a demo.
    """
    about = installation.read(session)
    if about.is_demo:
        return False
    if about.name or not records.is_empty(session):
        raise Conflict("demo.folder_in_use", folder=str(settings.data_dir))
    network = cast(_Network, yaml.safe_load(content("network.yaml")))
    setup.establish(session, settings, start=_start(network), now=now)
    for each in network["organisations"]:
        if each["code"] not in (OPERATOR, INSPECTION):
            identity.add_organisation(session, actor=None, organisation=_row(each, now), now=now)
    for person in network["people"]:
        _add_person(session, person, now)
    return True


def _start(network: _Network) -> setup.FirstStart:
    by_code = {each["code"]: each for each in network["organisations"]}
    admin = next(each for each in network["people"] if "admin" in each["roles"])
    return setup.FirstStart(
        network_name=NETWORK_NAME,
        label_host=LABEL_HOST,
        gtin_prefix=network["gs1"]["prefix"],
        operator=_new(by_code[OPERATOR]),
        inspection_body=_new(by_code[INSPECTION]),
        admin_id=person_id(admin["id"]),
        admin_login=admin["id"],
        admin_name=admin["title"],
        admin_password=PASSWORD,
        is_demo=True,
    )


def _new(each: _Organisation) -> setup.NewOrganisation:
    return setup.NewOrganisation(
        organisation_id(each["code"]), each["code"], each["name"], each["place"]
    )


def _row(each: _Organisation, now: datetime) -> records.Organisation:
    return records.Organisation(
        id=organisation_id(each["code"]),
        code=each["code"],
        name=each["name"],
        kind=OrganisationKind(each["kind"]).value,
        place=each["place"],
        maker_number=each.get("maker_number"),
        gln=each.get("gln"),
        created_at=now,
    )


def _add_person(session: Session, each: _Person, now: datetime) -> None:
    row = records.Person(
        id=person_id(each["id"]),
        organisation_id=organisation_id(each["org"]),
        login=each["id"],
        name=each["title"],
        language=each["languages"][0],
        created_at=now,
    )
    roles = [Role(role) for role in each["roles"]]
    added = identity.add_person(session, actor=None, person=row, roles=roles, now=now)
    if added.password_hash is None:
        identity.set_password(session, person=added, password=PASSWORD)
