"""A lot on its way: released design and checklist, numbered units, a visit, its answers, its signatures."""

import hashlib
import io
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response
from PIL import Image

from inspections.release import reading as release
from inspections.release.model import Case
from qa_service.ids import uuid7
from tests import kept
from tests.checklists.makers import Json, characteristic, design, done, pull, revision
from tests.network import PASSWORD, Network

GTIN = "09520417000017"
INSPECTOR, REVIEWER = "lab-inspector-1", "lab-reviewer"
LENGTH_OF_ID = len(str(UUID(int=0)))
PROCESS: Json = {
    "machines": ["printer-1"],
    "operators": ["A"],
    "process_values": {"bed_temp": "85"},
}


def thickness(**changes: Any) -> Json:
    """A thickness read off a gauge."""
    made: Json = {
        "kind": "thickness", "method": "gauge_reading", "nominal": 4.0, "lsl": 3.85, "usl": 4.15,
        "refs": None,
    }  # fmt: skip
    return characteristic("thickness", **(made | changes))


def items(size_class: str = "B") -> list[Json]:
    """Every kind of item but the measured photo, one of them only after an undecided reading."""
    return [
        {"code": "L01", "type": "attribute", "names": {"en": "Right spool?"}, "class": "B",
         "once_per": "lot"},
        {"code": "A01", "type": "attribute", "names": {"en": "No crack?"}, "class": "A"},
        {"code": "N01", "type": "number", "names": {"en": "Measure it."}, "class": size_class,
         "characteristics": ["thickness"]},
        {"code": "N02", "type": "attribute", "names": {"en": "Try the gap gauge."}, "class": size_class,
         "characteristics": ["thickness"],
         "when": {"item": "N01", "characteristics": ["thickness"], "outcome": ["undecided"]}},
        {"code": "P01", "type": "number", "names": {"en": "Pull with 300 N."}, "class": "A",
         "characteristics": ["pull"]},
        {"code": "E01", "type": "photo_evidence", "names": {"en": "Photograph it."}, "class": "C",
         "photos_min": 1},
    ]  # fmt: skip


def picture(color: int = 0, *, form: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture of one colour; another number gives other bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, (color % 256, color // 256 % 256, 90)).save(out, form)
    return out.getvalue()


def digest(content: bytes) -> str:
    """SHA-256 as hex."""
    return hashlib.sha256(content).hexdigest()


L = TypeVar("L", bound="Lot")
Way = TypeVar("Way", bound=Callable[..., Any])


def stage(way: Way) -> Way:
    """A state in which many tests begin: the way to it is gone once."""

    @wraps(way)
    def reached(self: "Lot", **changes: Any) -> "Lot":
        key = (way.__qualname__, repr(changes))
        return self.reached(key, lambda: way(self, **changes))

    return cast(Way, reached)


@dataclass
class Lot:
    """One lot and everybody who works on it, through the API alone."""

    network: Network
    units_made: int = 3
    serials: Sequence[str] | None = None
    sampling_b: Json = field(default_factory=lambda: {"scheme": "full"})
    sampling_c: Json = field(default_factory=lambda: {"scheme": "fixed", "n": 1})
    size_class: str = "B"
    id: UUID = field(default_factory=uuid7)
    visit_id: UUID = field(default_factory=uuid7)
    tools: dict[str, str] = field(default_factory=dict)
    clients: dict[str, TestClient] = field(default_factory=dict)
    revision_id: str = ""
    checklist_id: str = ""
    _color: int = 0
    _is_under_way: bool = False

    def reached(self: L, where: Hashable, way: Callable[[], object]) -> L:
        """Go this way, or take up the state at its end when a lot like this one was there before."""
        key = (type(self), where, self.recipe())
        is_new, is_whole_way = self.network.has_no_history, not self._is_under_way
        if is_new and (found := kept.find(key)) is not None:
            self._take_up(found.bring_back(self.network.house))
            return self
        self._is_under_way = True
        way()
        if is_whole_way:
            self._is_under_way = False
            if is_new:
                kept.keep(key, self.network.house, self._remembered())
        return self

    def recipe(self) -> str:
        """What makes the same state out of the same way."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("network", "id", "visit_id", "clients"):
            del told[name]
        return repr((told, self.network.begins_with, self.network.house.clock()))

    def _remembered(self) -> dict[str, Any]:
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        del told["network"]
        signed_in = {
            login: (dict(client.cookies), client.headers["x-qa-csrf"])
            for login, client in told["clients"].items()
        }
        return told | {"clients": signed_in}

    def _take_up(self, remembered: dict[str, Any]) -> None:
        for login, (cookies, csrf) in remembered.pop("clients").items():
            client = self.clients.setdefault(login, self.network.client())
            client.cookies.update(cookies)
            client.headers["x-qa-csrf"] = csrf
        for name, value in remembered.items():
            setattr(self, name, value)

    def by(self, login: str) -> TestClient:
        """Somebody's browser, signed in once."""
        if login not in self.clients:
            self.clients[login] = self.network.client(login)
        return self.clients[login]

    def post(self, login: str, path: str, body: Json | None = None) -> Response:
        """Ask as somebody."""
        answer: Response = self.by(login).post(f"/api/{path}", json=body or {})
        return answer

    def get(self, login: str, path: str) -> Any:
        """Read as somebody; it must be there."""
        return done(self.by(login).get(f"/api/{path}"))

    @stage
    def designed(self, **changes: Any) -> "Lot":
        """A released design with a number, and its released checklist."""
        plate = design(gtin=GTIN)
        body = revision(
            characteristics=[thickness(**{"class": self.size_class}), pull()], **changes
        )
        done(self.post("des-owner", "designs", plate))
        done(self.post("des-owner", f"designs/{plate['id']}/revisions", body))
        done(self.post("des-owner", f"revisions/{body['id']}/submit"))
        done(self.post("des-second", f"revisions/{body['id']}/release"))
        self.revision_id = str(body["id"])
        asked: Json = {
            "id": str(uuid7()), "revision_id": self.revision_id, "code": "CL-1", "version": 1,
            "items": items(self.size_class),
            "sampling": {"A": {"scheme": "full"}, "B": self.sampling_b,
                         "C": self.sampling_c},
        }  # fmt: skip
        done(self.post("des-owner", "checklists", asked))
        done(self.post("des-owner", f"checklists/{asked['id']}/release"))
        self.checklist_id = str(asked["id"])
        return self

    def material(self, code: str = "PETG") -> str:
        """A spool that arrived."""
        body: Json = {"id": str(uuid7()), "material": code, "kind": f"filament {code}",
                      "received_on": "2026-11-01"}  # fmt: skip
        return str(done(self.post("w1-lead", "material-lots", body))["id"])

    def body(self, **changes: Any) -> Json:
        """What the workshop sends to open this lot."""
        made: Json = {
            "id": str(self.id), "revision_id": self.revision_id,
            "quantity_made": self.units_made,
            "inspection_body_id": str(self.network.organisation_id("LAB")), **PROCESS,
        }  # fmt: skip
        return made | changes

    @stage
    def opened(self, **changes: Any) -> "Lot":
        """Open, of good material."""
        if not self.revision_id:
            self.designed()
        changes.setdefault("material_lot_ids", [self.material()])
        done(self.post("w1-lead", "batches", self.body(**changes)))
        return self

    @stage
    def numbered(self) -> "Lot":
        """Every piece has its number."""
        self.opened()
        body: Json = {"id": str(uuid7())}
        body |= {"serials": list(self.serials)} if self.serials else {"count": self.units_made}
        done(self.post("w1-lead", f"batches/{self.id}/units", body))
        return self

    def move(self, to: str, login: str = "w1-lead", **changes: Any) -> Response:
        """Try a step."""
        body: Json = {"id": str(uuid7()), "to": to} | changes
        return self.post(login, f"batches/{self.id}/transitions", body)

    @stage
    def handed_over(self) -> "Lot":
        """Waits for its inspection."""
        self.numbered()
        done(self.move("in_production"))
        done(self.move("awaiting_inspection"))
        return self

    def begin(self, login: str = INSPECTOR, **changes: Any) -> Response:
        """Try to draw."""
        body: Json = {"id": str(self.visit_id), "batch_id": str(self.id),
                      "checklist_id": self.checklist_id}  # fmt: skip
        return self.post(login, "visits", body | changes)

    @stage
    def begun(self) -> "Lot":
        """The sample is drawn."""
        self.handed_over()
        done(self.begin())
        return self

    @property
    def visit(self) -> Json:
        """The visit as the inspector reads it."""
        seen: Json = self.get(INSPECTOR, f"visits/{self.visit_id}")
        return seen

    @property
    def state(self) -> str:
        """Where the lot stands."""
        return str(self.get("w1-lead", f"batches/{self.id}")["state"])

    @property
    def units(self) -> dict[str, str]:
        """Drawn units: number to id."""
        return {each["serial"]: each["id"] for each in self.visit["units"]}

    def photo(self, login: str = INSPECTOR) -> str:
        """Keep a picture that nobody sent before."""
        self._color += 1
        content = picture(self._color)
        done(self.by(login).put(f"/api/photos/{digest(content)}", content=content))
        return digest(content)

    def answer(
        self, unit: str | None, item: str, payload: Json | None = None, **more: Any
    ) -> Response:
        """Try an answer; without a payload a good one."""
        body: Json = {
            "id": str(uuid7()), "unit_id": self._unit_id(unit),
            "item_code": item, "payload": GOOD[item] if payload is None else payload,
        }  # fmt: skip
        if item == "E01" and "photo_sha256s" not in more:
            more["photo_sha256s"] = [self.photo()]
        if item in READ_OFF and "instrument_id" not in more:
            more["instrument_id"] = self.tool(READ_OFF[item])
        return self.post(INSPECTOR, f"visits/{self.visit_id}/answers", body | more)

    def _unit_id(self, unit: str | None) -> str | None:
        """By its number; an id is not looked up, as that reads the whole visit."""
        if unit is None or len(unit) == LENGTH_OF_ID:
            return unit
        return self.units.get(unit, unit)

    def answer_rest(self) -> "Lot":
        """Answer what is open with good answers."""
        for _ in range(3):
            for each in self.visit["open"]:
                done(self.answer(each["unit_id"], each["item_code"]))
        return self

    def sign(self, password: str = PASSWORD) -> Response:
        """Try to sign."""
        body: Json = {"id": str(uuid7()), "password": password}
        return self.post(INSPECTOR, f"visits/{self.visit_id}/sign", body)

    def review(self, decision: str = "approve", login: str = REVIEWER, note: str = "") -> Response:
        """Try to review."""
        body: Json = {"id": str(uuid7()), "decision": decision, "note": note,
                      "password": PASSWORD}  # fmt: skip
        return self.post(login, f"visits/{self.visit_id}/review", body)

    def approved(self) -> "Lot":
        """Answer what is open, sign, approve."""
        self.answer_rest()
        done(self.sign())
        done(self.review())
        return self

    def instrument(self, *, u95: float = 0.03, due_on: str = "2027-01-01", unit: str = "mm") -> str:
        """A gauge of the inspection body."""
        body: Json = {"id": str(uuid7()), "serial": "CAL-1", "type": "calliper", "unit": unit,
                      "resolution": 0.01, "u95": u95, "due_on": due_on}  # fmt: skip
        return str(done(self.post(INSPECTOR, "instruments", body))["id"])

    def tool(self, unit: str) -> str:
        """A tool that reads this unit so finely that it moves no limit worth a word, registered once."""
        if unit not in self.tools:
            body: Json = {"id": str(uuid7()), "serial": f"FINE-{unit}", "type": "fine", "unit": unit,
                          "resolution": 0.001, "u95": 0.001, "due_on": "2099-01-01"}  # fmt: skip
            self.tools[unit] = str(done(self.post(INSPECTOR, "instruments", body))["id"])
        return self.tools[unit]

    def case(self) -> Case:
        """What the issuer gets."""
        with self.network.house.database.read() as session:
            return release.case(session, self.id, today=self.network.house.clock().date())


READ_OFF = {"N01": "mm", "P01": "N"}
"""Items that ask for a reading, and its unit."""
GOOD: dict[str, Json] = {
    "L01": {"outcome": "pass"},
    "A01": {"outcome": "pass"},
    "N01": {"value": "4,02"},
    "N02": {"outcome": "pass"},
    "P01": {"value": 312},
    "E01": {},
}
