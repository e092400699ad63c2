"""A lot of real (drawn) buckles whose length is class A by photo: the photos of the demo, the real job."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from httpx2 import Response
from PIL import Image, ImageEnhance

from qa_service.ids import uuid7
from qa_service.jobs.worker import run_one
from tests.checklists.makers import Json, characteristic, design, done, revision
from tests.makers import GTIN, INSPECTOR, Lot, stage

CONTENT = files("certificates.demo") / "content"
PHOTOS: dict[str, Json] = {
    row["file"][:3]: row for row in json.loads((CONTENT / "photos.json").read_text())
}
LENGTH: Json = {
    "edges": [[[-26.0, 12.0], [-26.0, -12.0]], [[26.0, -12.0], [26.0, 12.0]]],
}


def characteristics() -> list[Json]:
    """The length in class A, with room; the width in class B."""
    length = characteristic(
        "length", **{"class": "A", "nominal": 52.0, "lsl": 51.0, "usl": 53.0, "refs": LENGTH}
    )
    edges = [[[-21.0, -17.0], [21.0, -17.0]], [[21.0, 17.0], [-21.0, 17.0]]]
    width = characteristic(
        "width", kind="outer_width", nominal=34.0, lsl=33.0, usl=35.0, balloon=2,
        refs={"edges": edges},
    )  # fmt: skip
    return [length, width]


def items() -> list[Json]:
    """A photo of both sizes; what stays open is read off the calliper."""
    asked = [
        {"code": "P01", "type": "photo_dimension", "names": {"en": "Photograph it."},
         "class": "A", "characteristics": ["length", "width"]},
    ]  # fmt: skip
    for number, code in enumerate(("length", "width")):
        asked.append(
            {"code": f"N0{number + 1}", "type": "number", "names": {"en": f"Measure {code}."},
             "class": "A" if code == "length" else "B", "characteristics": [code],
             "when": {"item": "P01", "characteristics": [code],
                      "outcome": ["undecided", "not_measurable"]}}
        )  # fmt: skip
    return asked


def photo(name: str) -> bytes:
    """One photo of the demo, x01 to x09."""
    return (CONTENT / "photos" / str(PHOTOS[name]["file"])).read_bytes()


def copy_of(
    content: bytes, *, quality: int = 90, crop: float = 0.0, brightness: float = 1.0,
    longest_px: int = 10_000,
) -> bytes:  # fmt: skip
    """The same picture as somebody would send it on."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    width, height = image.size
    image = image.crop((int(width * crop), int(height * crop / 2), width, int(height * (1 - crop))))
    image = ImageEnhance.Brightness(image).enhance(brightness)
    image.thumbnail((longest_px, longest_px))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def sheet_body(name: str) -> Json:
    """The sheet of a photo with its own calliper readings, to be registered."""
    row = PHOTOS[name]
    return {
        "id": str(uuid7()), "serial": f"SHEET-{name.upper()}",
        "description": json.loads((CONTENT / "sheets" / str(row["sheet"])).read_text()),
        "measured_bar_mm": {"x": row["bar_x_mm"], "y": row["bar_y_mm"]},
        "U95_mm": row["bar_u95_mm"],
    }  # fmt: skip


def reference_piece(lot: "PhotoLot", value: float) -> str:
    """A buckle whose length is known."""
    body: Json = {
        "id": str(uuid7()), "serial": f"REF-{value}", "type": "reference_piece", "unit": "mm",
        "resolution": 0.001, "u95": 0.005, "due_on": "2027-01-01", "value": value,
        "revision_id": lot.revision_id, "characteristic": "length", "material": "PETG",
    }  # fmt: skip
    return str(done(lot.post(INSPECTOR, "instruments", body))["id"])


@dataclass
class PhotoLot(Lot):
    """A lot whose sizes are measured in photos: length and width, or those named."""

    sheets: dict[str, str] = field(default_factory=dict)
    sizes: list[Json] = field(default_factory=characteristics)
    asked: list[Json] = field(default_factory=items)

    @stage
    def designed(self, **changes: Any) -> "PhotoLot":
        """The buckle of the demo, released, with our two sizes."""
        plate = design(slug="buckle", gtin=GTIN)
        body = revision(characteristics=self.sizes, **changes)
        done(self.post("des-owner", "designs", plate))
        done(self.post("des-owner", f"designs/{plate['id']}/revisions", body))
        outline = (CONTENT / "designs" / "tourniquet_buckle.dxf").read_bytes()
        path = f"/api/revisions/{body['id']}/files"
        query = {"path": "buckle.dxf", "role": "outline"}
        done(self.by("des-owner").put(path, params=query, content=outline))
        done(self.post("des-owner", f"revisions/{body['id']}/submit"))
        done(self.post("des-second", f"revisions/{body['id']}/release"))
        self.revision_id = str(body["id"])
        asked: Json = {
            "id": str(uuid7()), "revision_id": self.revision_id, "code": "CL-P", "version": 1,
            "items": self.asked, "sampling": {"A": {"scheme": "full"}, "B": {"scheme": "full"}},
        }  # fmt: skip
        done(self.post("des-owner", "checklists", asked))
        done(self.post("des-owner", f"checklists/{asked['id']}/release"))
        self.checklist_id = str(asked["id"])
        return self

    def sheet(self, name: str) -> str:
        """The sheet of a photo, registered."""
        if name not in self.sheets:
            self.sheets[name] = str(done(self.post(INSPECTOR, "sheets", sheet_body(name)))["id"])
        return self.sheets[name]

    def keep(self, content: bytes, login: str = INSPECTOR) -> str:
        """Send the bytes of a photo."""
        sha256 = hashlib.sha256(content).hexdigest()
        done(self.by(login).put(f"/api/photos/{sha256}", content=content))
        return sha256

    def shoot(
        self, unit: str, *names: str, contents: list[bytes] | None = None, **more: Any
    ) -> Response:
        """Answer the photo item of a unit with photos of the demo, or with other bytes."""
        shots = contents or [photo(each) for each in names]
        body: Json = {
            "id": str(uuid7()), "unit_id": self.units[unit], "item_code": "P01",
            "payload": {"sheet_id": self.sheet(names[0]),
                        "rotation_hint_deg": PHOTOS[names[0]]["rotation_hint_deg"]},
            "photo_sha256s": [self.keep(each) for each in shots],
        }  # fmt: skip
        return self.post(INSPECTOR, f"visits/{self.visit_id}/answers", body | more)

    def measured(self) -> "PhotoLot":
        """Let the worker finish."""
        while run_one(self.network.house):
            pass
        return self

    def result(self, unit: str, characteristic: str) -> Json:
        """What counts now of one size."""
        return next(
            each
            for each in self.visit["results"]
            if each["is_current"]
            and (each["unit_id"], each["characteristic"]) == (self.units[unit], characteristic)
        )

    def measurement(self, unit: str) -> Json:
        """The measurement behind the photo of a unit."""
        found: Json = self.get(
            INSPECTOR, f"measurements/{self.result(unit, 'length')['measurement_id']}"
        )
        return found
