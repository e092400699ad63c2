"""The people of the tests: workshop, inspection body, design owner, agency, operator, and another of each."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID, uuid5

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib.hashers.argon2 import Argon2Hasher

from qa_service.app import create_app
from qa_service.identity import records
from qa_service.identity.model import Actor, OrganisationKind, Role
from qa_service.ids import uuid7
from qa_service.installation import About, write
from qa_service.web import House
from tests import kept

PASSWORD = "a long enough password"


def hashed_cheaply(password: str) -> str:
    """Every sign-in and every signature of a test asks for a password."""
    return Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


HASHED = hashed_cheaply(PASSWORD)
NAMESPACE = UUID("0192f0c0-0000-7000-8000-000000000000")

ORGANISATIONS: dict[str, OrganisationKind] = {
    "W1": OrganisationKind.WORKSHOP,
    "W2": OrganisationKind.WORKSHOP,
    "LAB": OrganisationKind.INSPECTION_BODY,
    "LAB2": OrganisationKind.INSPECTION_BODY,
    "DES": OrganisationKind.DESIGN_OWNER,
    "DES2": OrganisationKind.DESIGN_OWNER,
    "AID": OrganisationKind.AGENCY,
    "AID2": OrganisationKind.AGENCY,
    "OPS": OrganisationKind.NETWORK_OPERATOR,
}
PEOPLE: dict[str, tuple[str, Role]] = {
    "w1-lead": ("W1", Role.MAKER),
    "w2-lead": ("W2", Role.MAKER),
    "lab-inspector-1": ("LAB", Role.INSPECTOR),
    "lab-inspector-2": ("LAB", Role.INSPECTOR),
    "lab-reviewer": ("LAB", Role.REVIEWER),
    "lab-issuer": ("LAB", Role.ISSUER),
    "lab2-inspector": ("LAB2", Role.INSPECTOR),
    "lab2-reviewer": ("LAB2", Role.REVIEWER),
    "lab2-issuer": ("LAB2", Role.ISSUER),
    "des-owner": ("DES", Role.DESIGN_OWNER),
    "des-second": ("DES", Role.DESIGN_OWNER),
    "des2-owner": ("DES2", Role.DESIGN_OWNER),
    "aid-store": ("AID", Role.RECEIVER),
    "aid2-store": ("AID2", Role.RECEIVER),
    "aid-auditor": ("AID", Role.AUDITOR),
    "ops-release": ("OPS", Role.ISSUER),
    "ops-admin": ("OPS", Role.ADMIN),
    "w1-admin": ("W1", Role.ADMIN),
}


_FREE: defaultdict[tuple[int, int], list[FastAPI]] = defaultdict(list)
_LENT: list[FastAPI] = []


def give_back(house: House) -> None:
    """The apps of a house that is closed are free for others."""
    for each in [app for app in _LENT if app.state.house.database is house.database]:
        _LENT.remove(each)
        _FREE[_limits(each.state.house)].append(each)


def _limits(house: House) -> tuple[int, int]:
    return house.settings.max_json_bytes, house.settings.max_photo_bytes


@dataclass(frozen=True)
class Network:
    """A house with people in it."""

    house: House
    beginning: Hashable = None  # the history of its database before the test did anything
    begins_with: str = "people"

    @property
    def has_no_history(self) -> bool:
        """Whether nothing was done yet, so that a kept state may be brought back."""
        return self.beginning is not None and kept.history(self.house) == self.beginning

    def organisation_id(self, code: str) -> UUID:
        """Id of an organisation by its code."""
        return uuid5(NAMESPACE, code)

    def person_id(self, login: str) -> UUID:
        """Id of a person by login."""
        return uuid5(NAMESPACE, login)

    def actor(self, login: str) -> Actor:
        """The person as somebody who acts."""
        with self.house.database.read() as session:
            return records.actor(session, records.person(session, self.person_id(login)))

    @cached_property
    def app(self) -> FastAPI:
        """The service, its routes built: two threads that build them at once disturb each other's warnings.

        Building takes half a second, so an app goes on to the next network when the house is closed.
        """
        free = _FREE[_limits(self.house)]
        built = free.pop() if free else create_app(self.house)
        built.state.house = self.house
        assert TestClient(built).get("/api/nothing-here").status_code == 404
        _LENT.append(built)
        return built

    def client(self, login: str | None = None) -> TestClient:
        """A browser, signed in as somebody or as nobody; sends the csrf header by itself."""
        client = TestClient(self.app, raise_server_exceptions=False)
        if login is not None:
            answer = client.post("/api/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            client.headers["x-qa-csrf"] = answer.json()["csrf"]
        return client


def make_network(house: House) -> Network:
    """Fill an empty house with the organisations and people above."""
    network = Network(house)
    now = house.clock()
    with house.database.write() as session:
        write(session, About("Test network", "ID.EXAMPLE.ORG", "9520417", is_demo=False))
        for number, (code, kind) in enumerate(ORGANISATIONS.items()):
            row = records.Organisation(
                id=network.organisation_id(code), code=code, name=f"Organisation {code}",
                kind=kind.value, created_at=now,
                maker_number=101 + number if kind is OrganisationKind.WORKSHOP else None,
            )  # fmt: skip
            records.add(session, row)
        for login, (code, role) in PEOPLE.items():
            person = records.Person(
                id=network.person_id(login), organisation_id=network.organisation_id(code),
                login=login, name=f"Person {login}", password_hash=HASHED, created_at=now,
            )  # fmt: skip
            records.add(session, person)
            grant = records.RoleGrant(
                id=uuid7(), person_id=person.id, role=role.value, granted_at=now
            )
            records.add(session, grant)
    return replace(network, beginning=kept.history(house))
