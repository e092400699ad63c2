"""A released design with its checklist, tools and a measuring sheet: what the roles find when they sign in."""

import hashlib
import json
from importlib.resources import files
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient

from certificates.demo import network
from certificates.demo.evidence import drawn
from checklists.exchange.bundle import design_from_yaml
from qa_service.app import create_app
from qa_service.web import House

CONTENT = files("certificates.demo") / "content"
TOOLS = (
    ("CAL-01", "calliper", "mm", 0.01, 0.03),
    ("PIN-01", "pin_gauge_set", "mm", 0.01, 0.005),
    ("HANG-01", "hanging_scale", "N", 1.0, 3.0),
    ("BAL-01", "balance", "g", 0.01, 0.02),
)


_APPS: dict[int, FastAPI] = {}


def _app(house: House) -> FastAPI:
    """The application of a house; building it takes longer than most of what is asked here."""
    key = id(house.database)
    if key not in _APPS:
        _APPS[key] = create_app(house)  # holds the house, so that its id stays its own
    return _APPS[key]


class Person:
    """Somebody signed in who speaks to the API."""

    def __init__(self, house: House, login: str) -> None:
        self.client = TestClient(_app(house))
        answer = self.client.post(
            "/api/session", json={"login": login, "password": network.PASSWORD}
        )
        assert answer.status_code == 200, answer.text
        self.client.headers["x-qa-csrf"] = answer.json()["csrf"]

    def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send JSON; the answer must be a yes."""
        return self._taken(self.client.post(path, json=body))

    def put(self, path: str, content: bytes) -> dict[str, Any]:
        """Send bytes; the answer must be a yes."""
        return self._taken(self.client.put(path, content=content))

    def get(self, path: str) -> Any:  # any JSON document
        """Read."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    @staticmethod
    def _taken(answer: Any) -> dict[str, Any]:
        assert answer.status_code in (200, 201), f"{answer.request.url}: {answer.text}"
        told: dict[str, Any] = answer.json()
        return told


def release_design(house: House, slug: str, *, leave_out: frozenset[str] = frozenset()) -> str:
    """The design of the demo content, released, with its checklist but some items; returns the revision."""
    owner, second = Person(house, "des-owner"), Person(house, "des-second")
    refs = json.loads((CONTENT / "refs.json").read_text())
    bundle = design_from_yaml((CONTENT / f"{slug}.yaml").read_text(), refs.get(slug, refs))
    design = owner.post("/api/designs", {"id": str(uuid4()), **bundle.design_json()})
    revision = owner.post(
        f"/api/designs/{design['id']}/revisions", {"id": str(uuid4()), **bundle.revision_json()}
    )
    path = f"/api/revisions/{revision['id']}"
    for name, role in ((f"{slug}.dxf", "outline"), (f"{slug}.svg", "drawing")):
        content = (CONTENT / "designs" / name).read_bytes()
        owner.put(f"{path}/files?path={name}&role={role}", content)
    owner.post(f"{path}/submit")
    second.post(f"{path}/release")
    asked = bundle.checklist_json()
    asked["items"] = [
        each
        for each in asked["items"]
        if each["code"] not in leave_out and (each.get("when") or {}).get("item") not in leave_out
    ]
    checklist = owner.post(
        "/api/checklists", {"id": str(uuid4()), "revision_id": revision["id"], **asked}
    )
    second.post(f"/api/checklists/{checklist['id']}/release")
    return str(revision["id"])


def add_tools(house: House) -> None:
    """Instruments in date and one sheet of the inspection body."""
    inspector = Person(house, "lab-inspector-1")
    for serial, kind, unit, resolution, u95 in TOOLS:
        inspector.post("/api/instruments", {
            "id": str(uuid4()), "serial": serial, "type": kind, "unit": unit,
            "resolution": resolution, "u95": u95, "due_on": "2099-01-01",
        })  # fmt: skip
    described = json.loads((CONTENT / "sheets" / "sheet_A5.json").read_text())
    inspector.post("/api/sheets", {
        "id": str(uuid4()), "serial": "SHEET-A5-07", "description": described,
        "measured_bar_mm": {"x": 99.746, "y": 79.796}, "U95_mm": 0.02,
    })  # fmt: skip


READINGS = {"mm": "4.00", "g": "6.9", "N": "700"}
TOO_THIN = "3.65"
BREAK_TEST = "B09"


def issue_lot(house: House, revision_id: str, *, pieces: int = 2) -> list[str]:
    """A lot from material to certificate, through the API; returns the texts of its labels."""
    batch_id = _hand_over(house, revision_id, pieces)
    _inspect(house, batch_id, revision_id)
    return [str(each["text"]) for each in _release(house, batch_id)]


def inspected_lot(house: House, revision_id: str, pieces: int) -> str:
    """A lot that its inspection accepted and nobody signed for yet; returns its id."""
    batch_id = _hand_over(house, revision_id, pieces)
    _inspect(house, batch_id, revision_id)
    return batch_id


WHY = "The plate is 0.2 mm too thin; strength was tested at 3.5 mm and holds."


def issue_excepted_lot(house: House, revision_id: str) -> tuple[str, str]:
    """A lot of which one piece is too thin and excepted; texts of its label and of a neighbour's."""
    batch_id = _hand_over(house, revision_id, 4)
    thin = _inspect(house, batch_id, revision_id, one_too_thin=True)
    except_pieces(house, batch_id)
    texts = {each["maker_serial"]: str(each["text"]) for each in _release(house, batch_id)}
    return texts[thin], next(texts[each] for each in texts if each != thin)


def ask_for_exception(house: House, revision_id: str) -> str:
    """A lot of which one piece is too thin, put aside; the owner of the design was asked."""
    batch_id = _hand_over(house, revision_id, 4)
    _inspect(house, batch_id, revision_id, one_too_thin=True)
    _ask(house, batch_id)
    return batch_id


def except_pieces(house: House, batch_id: str) -> None:
    """The maker puts what failed aside and asks; the owner of the design lets it be used."""
    reports = _ask(house, batch_id)
    Person(house, "des-owner").post(f"/api/concessions/{batch_id}", {
        "id": str(uuid4()), "nonconformance_ids": [each["id"] for each in reports],
        "quantity": len(reports), "text": WHY, "password": network.PASSWORD,
    })  # fmt: skip


def _ask(house: House, batch_id: str) -> list[dict[str, Any]]:
    maker = Person(house, "w1-lead")
    reports: list[dict[str, Any]] = maker.get(f"/api/batches/{batch_id}/nonconformances")
    for each in reports:
        path = f"/api/nonconformances/{each['id']}"
        maker.post(path, {"to": "contained"})
        maker.post(f"{path}/concession-request", {"reason": "May we use it as it is?"})
    return reports


def _release(house: House, batch_id: str) -> list[dict[str, Any]]:
    """Both signatures; returns the labels."""
    certificate_id = str(uuid4())
    signed = {"id": certificate_id, "password": network.PASSWORD}
    Person(house, "lab-issuer").post(f"/api/batches/{batch_id}/certificates", signed)
    operator = Person(house, "ops-release")
    again = {"id": str(uuid4()), "password": network.PASSWORD}
    operator.post(f"/api/certificates/{certificate_id}/release", again)
    found: list[dict[str, Any]] = operator.get(f"/api/batches/{batch_id}/labels")
    return found


def _hand_over(house: House, revision_id: str, pieces: int) -> str:
    maker = Person(house, "w1-lead")
    material = maker.post("/api/material-lots", {
        "id": str(uuid4()), "kind": "filament PETG blue", "supplier": "Plast",
        "supplier_lot": "PB-1", "received_on": "2026-10-01",
    })  # fmt: skip
    body = next(o for o in maker.get("/api/organisations") if o["code"] == "LAB")
    batch = maker.post("/api/batches", {
        "id": str(uuid4()), "revision_id": revision_id, "quantity_made": pieces,
        "inspection_body_id": body["id"], "machines": ["printer-1"], "operators": ["A"],
        "material_lot_ids": [material["id"]],
        "process_values": {
            "nozzle_temp": 240, "bed_temp": 80, "layer_height": 0.2, "infill": 100,
            "print_scale": 100, "filament_dried": "yes",
        },
    })  # fmt: skip
    path = f"/api/batches/{batch['id']}"
    maker.client.post(f"{path}/units", json={"id": str(uuid4()), "count": pieces})
    for state in ("in_production", "awaiting_inspection"):
        maker.post(f"{path}/transitions", {"id": str(uuid4()), "to": state})
    return str(batch["id"])


def _inspect(house: House, batch_id: str, revision_id: str, *, one_too_thin: bool = False) -> str:
    """Every answer is good, but for the thickness of one piece; returns its number."""
    inspector = Person(house, "lab-inspector-1")
    listed = inspector.get(f"/api/checklists?revision_id={revision_id}")[0]
    visit = inspector.post("/api/visits", {
        "id": str(uuid4()), "batch_id": batch_id, "checklist_id": listed["id"],
    })  # fmt: skip
    path = f"/api/visits/{visit['id']}"
    revision = inspector.get(f"/api/revisions/{revision_id}")
    units = {each["code"]: each["unit"] for each in revision["characteristics"]}
    broken = {each["unit_id"] for each in visit["open"] if each["item_code"] == BREAK_TEST}
    thin = next(each for each in visit["units"] if each["id"] not in broken)
    while visit["open"]:
        for place in visit["open"]:
            item = next(i for i in visit["checklist"]["items"] if i["code"] == place["item_code"])
            is_thin = (
                one_too_thin
                and place["unit_id"] == thin["id"]
                and item["characteristics"] == ["thickness"]
            )
            readings = READINGS | ({"mm": TOO_THIN} if is_thin else {})
            _answer(inspector, path, place, item, readings, units)
        visit = inspector.get(path)
    inspector.post(f"{path}/sign", {"id": str(uuid4()), "password": network.PASSWORD})
    Person(house, "lab-reviewer").post(f"{path}/review", {
        "id": str(uuid4()), "decision": "approve", "note": "", "password": network.PASSWORD,
    })  # fmt: skip
    return str(thin["serial"])


def _answer(
    inspector: Person,
    path: str,
    place: dict[str, Any],
    item: dict[str, Any],
    readings: dict[str, str],
    units: dict[str, str],
) -> None:
    photos = [_kept_photo(inspector) for _ in range(item["photos_min"])]
    payload: dict[str, Any] = {"outcome": "pass"}
    tool = None
    if item["type"] == "number":
        unit = units[item["characteristics"][0]]
        payload, tool = {"value": readings[unit]}, _tool(inspector, unit)
    inspector.post(f"{path}/answers", {
        "id": str(uuid4()), **place, "payload": payload, "photo_sha256s": photos,
        "instrument_id": tool,
    })  # fmt: skip


def _tool(inspector: Person, unit: str) -> str | None:
    """The finest instrument on record that reads this unit."""
    found = [each for each in inspector.get("/api/instruments") if each["unit"] == unit]
    return str(min(found, key=lambda each: each["u95"])["id"]) if found else None


def _kept_photo(inspector: Person) -> str:
    content = drawn("Evidence", str(uuid4()))  # one photo is evidence for one unit only
    digest = hashlib.sha256(content).hexdigest()
    inspector.put(f"/api/photos/{digest}", content)
    return digest
