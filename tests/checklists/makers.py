"""Designs and checklists as a design owner would send them, small enough to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient
from httpx2 import Response

from qa_service.ids import uuid7
from tests.network import Network

Json = dict[str, Any]
SQUARE = b'{"units": "mm", "outer": [[0, 0], [20, 0], [20, 10], [0, 10]], "holes": []}'
EDGES: Json = {"edges": [[[0, 0], [0, 10]], [[20, 10], [20, 0]]]}


def characteristic(code: str = "length", **changes: Any) -> Json:
    """A length measured by photo."""
    made: Json = {
        "code": code, "names": {"en": code.title()}, "kind": "outer_length", "class": "B",
        "method": "photo_dimension", "unit": "mm", "nominal": 20.0, "lsl": 19.7, "usl": 20.3,
        "refs": EDGES, "balloon": 1,
    }  # fmt: skip
    return made | changes


def pull(**changes: Any) -> Json:
    """A proof load of class A on every unit."""
    made = characteristic(
        "pull", kind="force", method="proof_load", unit="N", nominal=None, lsl=300, usl=None,
        refs=None,
    )  # fmt: skip
    return made | {"class": "A"} | changes


def design(**changes: Any) -> Json:
    """A design without a trade number."""
    made: Json = {
        "id": str(uuid7()), "slug": "plate", "names": {"en": "Plate"}, "licence": "CC0-1.0",
        "risk_class": "low", "intended_use": {"en": "Holds a strap."}, "kind": "component",
    }  # fmt: skip
    return made | changes


def revision(**changes: Any) -> Json:
    """A revision that may be released once its outline is there."""
    made: Json = {
        "id": str(uuid7()), "label": "A", "change": "First.",
        "geometry": {"height_mm": 4.0, "height_tol_mm": 0.15, "edge_break_max_mm": 0.3},
        "materials_allowed": ["PETG"],
        "materials_forbidden": [{"code": "PLA", "reason": "creeps"}],
        "process_fields": [
            {"code": "bed_temp", "type": "number", "unit": "degC", "min": 80, "max": 110,
             "names": {"en": "Bed temperature"}},
        ],
        "characteristics": [characteristic(), pull()],
    }  # fmt: skip
    return made | changes


def checklist(revision_id: str, **changes: Any) -> Json:
    """A checklist that asks for both characteristics of `revision`."""
    made: Json = {
        "id": str(uuid7()), "revision_id": revision_id, "code": "CL-PLATE", "version": 1,
        "items": [
            {"code": "P01", "type": "attribute", "names": {"en": "No crack?"}, "class": "A"},
            {"code": "P02", "type": "photo_dimension", "names": {"en": "Photograph it."},
             "class": "B", "characteristics": ["length"]},
            {"code": "P03", "type": "number", "names": {"en": "Pull with 300 N."}, "class": "A",
             "characteristics": ["pull"], "photos_min": 1},
        ],
        "sampling": {
            "A": {"scheme": "full"},
            "B": {"scheme": "c0", "lq_percent": 5, "risk": 0.1},
            "C": {"scheme": "c0", "lq_percent": 10, "risk": 0.1},
        },
    }  # fmt: skip
    return made | changes


@dataclass
class Drawing:
    """The two people of the design owner at their browsers."""

    network: Network
    owner: TestClient = field(init=False)
    second: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.owner = self.network.client("des-owner")
        self.second = self.network.client("des-second")

    def draft(self, body: Mapping[str, Any] | None = None, **design_changes: Any) -> str:
        """A draft with an outline; returns the revision's id."""
        plate = design(**design_changes)
        sent = dict(body or revision())
        done(self.owner.post("/api/designs", json=plate))
        done(self.owner.post(f"/api/designs/{plate['id']}/revisions", json=sent))
        done(self.put_outline(sent["id"]))
        return str(sent["id"])

    def put_outline(self, revision_id: str, content: bytes = SQUARE) -> Response:
        """Send the outline file."""
        query = {"path": "designs/plate.json", "role": "outline"}
        address = f"/api/revisions/{revision_id}/files"
        answer: Response = self.owner.put(address, params=query, content=content)
        return answer

    def released(self, body: Mapping[str, Any] | None = None, **design_changes: Any) -> UUID:
        """A released revision."""
        made = self.draft(body, **design_changes)
        done(self.owner.post(f"/api/revisions/{made}/submit"))
        done(self.second.post(f"/api/revisions/{made}/release"))
        return UUID(made)

    def released_checklist(self, revision_id: UUID | str, **changes: Any) -> UUID:
        """A released checklist."""
        body = checklist(str(revision_id), **changes)
        done(self.owner.post("/api/checklists", json=body))
        done(self.owner.post(f"/api/checklists/{body['id']}/release"))
        return UUID(body["id"])


def done(answer: Response) -> Json:
    """The body of an answer that must be a success."""
    assert answer.status_code < 300, answer.text
    body: Json = answer.json()
    return body


def refused(answer: Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]
