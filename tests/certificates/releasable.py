"""A reviewed lot that may be released, and the people who sign, print and receive it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from httpx2 import Response

from certificates.issuing import records
from certificates.publishing import actions as publishing
from certificates.setup import actions as setup
from certificates.verification.model import Report
from certificates.verification.verify import verify
from qa_service.app import open_installation
from qa_service.clock import Clock
from qa_service.ids import uuid7
from qa_service.settings import Settings
from qa_service.web import House
from tests import kept
from tests.checklists.makers import Json, done
from tests.makers import Lot
from tests.network import PASSWORD, Network, give_back

FIRST, SECOND = "lab-issuer", "ops-release"
REVIEWED = "a reviewed lot"


@dataclass
class Releasable:
    """One reviewed lot with its network; every step through the API alone."""

    network: Network
    lot: Lot
    certificate_id: UUID = field(default_factory=uuid7)

    @property
    def house(self) -> House:
        """The installation."""
        return self.network.house

    def sign_first(
        self, login: str = FIRST, *, certificate_id: UUID | None = None, password: str = PASSWORD
    ) -> Response:
        """The inspection body's signature."""
        body: Json = {"id": str(certificate_id or self.certificate_id), "password": password}
        return self.lot.post(login, f"batches/{self.lot.id}/certificates", body)

    def sign_second(self, login: str = SECOND, *, password: str = PASSWORD) -> Response:
        """The releasing organisation's signature."""
        body: Json = {"id": str(uuid7()), "password": password}
        return self.lot.post(login, f"certificates/{self.certificate_id}/release", body)

    def change(
        self, verb: str, login: str = FIRST, *, reason: str = "Complaint", password: str = PASSWORD
    ) -> Response:
        """Suspend, resume or revoke."""
        body: Json = {"reason": reason, "password": password}
        return self.lot.post(login, f"certificates/{self.certificate_id}/{verb}", body)

    def issued(self) -> "Releasable":
        """Both signatures are given; done once for a lot that nobody touched since it was copied."""
        key = ("issued", self.network.begins_with, self.house.clock())
        is_new = self.network.begins_with == REVIEWED and self.network.has_no_history
        if is_new and (found := kept.find(key)) is not None:
            self.certificate_id = found.bring_back(self.house)["certificate_id"]
            return self
        done(self.sign_first())
        done(self.sign_second())
        if is_new:
            kept.keep(key, self.house, {"certificate_id": self.certificate_id})
        return self

    def row(self) -> records.Certificate:
        """The certificate on record."""
        with self.house.database.read() as session:
            return records.get(session, self.certificate_id)

    def labels(self) -> Sequence[records.Label]:
        """Its labels on record."""
        with self.house.database.read() as session:
            return records.labels(session, self.certificate_id)

    def certificates(self) -> Sequence[records.Certificate]:
        """All certificates of the house."""
        with self.house.database.read() as session:
            return records.visible(session, None)

    def text(self, number: int = 0) -> str:
        """The text of one label."""
        return self.labels()[number].text

    def outsider(self, text: str) -> Report:
        """What somebody says who holds the published files alone."""
        with self.house.database.read() as session:
            knowledge = publishing.knowledge(session)
        return verify(text, knowledge, now=self.house.clock())


def with_keys(network: Network) -> Network:
    """Keys of the operator and of both inspection bodies, and the first published files."""
    house = network.house
    now = house.clock()
    with house.database.write() as session:
        setup.operator_keys(
            session, house.settings, organisation_id=network.organisation_id("OPS"), now=now
        )
        for code in ("LAB", "LAB2"):
            body = network.organisation_id(code)
            setup.inspection_key(session, house.settings, organisation_id=body, now=now)
        publishing.publish(session, house.settings, now=now)
    return network


def reviewed(network: Network, *, units: int = 3) -> Releasable:
    """A lot of which the inspection was signed and approved."""
    lot = Lot(network, units_made=units)
    lot.reached("approved", lambda: lot.begun().approved())
    return Releasable(with_keys(network), lot)


@dataclass(frozen=True)
class Template:
    """A closed house with a reviewed lot, to be copied: building one takes longer than most tests."""

    folder: Path
    lot_id: UUID
    visit_id: UUID

    def opened(self, folder: Path, clock: Clock) -> Releasable:
        """A copy of its own, opened."""
        shutil.copytree(self.folder, folder)
        house = open_installation(Settings(data_dir=folder, workers=0), clock=clock)
        network = Network(house, kept.history(house), REVIEWED)
        return Releasable(network, Lot(network, id=self.lot_id, visit_id=self.visit_id))


def close(house: House) -> None:
    """Give everything back."""
    give_back(house)
    house.limited.stop()
    house.database.close()
