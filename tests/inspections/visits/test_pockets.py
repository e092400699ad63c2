"""Several units in one photo: each answer names its pocket, the tag must name the unit, old sheets do not count."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from inspections.measurement.tags import UnitName, tag_text
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from qa_service.ids import uuid7
from qa_service.jobs.worker import run_one
from tests.checklists.makers import Json, characteristic, done, refused, revision
from tests.checklists.makers import design as plate
from tests.conftest import StandingClock
from tests.inspections.measurement.test_pockets import ell
from tests.inspections.printed import Print, jpeg
from tests.makers import GTIN, INSPECTOR, Lot, digest
from tests.network import Network

WANTED = Wanted("A5", pockets=4, has_tags=True)
SHEET = design(WANTED)
UNREADABLE = [(each, "pocket_unreadable") for each in ("1", 1.5, True, [1])]
FOOT: Json = {"edges": [[[0, 2], [0, 22]], [[30, 1], [30, 7]]]}


@dataclass
class PhotoLot(Lot):
    """A lot of flat L-shaped parts whose foot is measured by photo."""

    def designed(self, **changes: Any) -> "PhotoLot":
        made = plate(gtin=GTIN)
        body = revision(
            geometry={"height_mm": 0.1, "height_tol_mm": 0.05, "edge_break_max_mm": 0.0},
            no_class_a_reason="Nothing here can harm.",
            characteristics=[characteristic("foot", nominal=30.0, lsl=29.7, usl=30.3, refs=FOOT)],
        )
        done(self.post("des-owner", "designs", made))
        done(self.post("des-owner", f"designs/{made['id']}/revisions", body))
        outline = json.dumps({"units": "mm", "outer": ell(0, 0, 30.0), "holes": []}).encode()
        query = {"path": "designs/ell.json", "role": "outline"}
        address = f"/api/revisions/{body['id']}/files"
        done(self.by("des-owner").put(address, params=query, content=outline))
        done(self.post("des-owner", f"revisions/{body['id']}/submit"))
        done(self.post("des-second", f"revisions/{body['id']}/release"))
        asked: Json = {
            "id": str(uuid7()), "revision_id": body["id"], "code": "CL-1", "version": 1,
            "items": [{"code": "D01", "type": "photo_dimension", "names": {"en": "Photograph it."},
                       "class": "B", "characteristics": ["foot"]}],
            "sampling": {class_: {"scheme": "full"} for class_ in "ABC"},
        }  # fmt: skip
        done(self.post("des-owner", "checklists", asked))
        done(self.post("des-owner", f"checklists/{asked['id']}/release"))
        self.revision_id, self.checklist_id = str(body["id"]), str(asked["id"])
        return self

    def sheet(self) -> str:
        """A registered print of the sheet with four pockets."""
        body: Json = {
            "id": str(uuid7()), "serial": "AAAAAA",
            "design": {"size": "A5", "pockets": 4, "tags": True},
            "readings": {"x": [100.0] * 3, "y": [80.0] * 3},
        }  # fmt: skip
        return str(done(self.post(INSPECTOR, "sheets", body))["id"])

    def sent(self, tags: dict[int, str]) -> str:
        """One photo with a part in pockets 1 and 2 and tags as given; returns its digest."""
        made = Print(SHEET, draw(WANTED, ["AAAAAA"]).pdf)
        for pocket in SHEET.pockets[:2]:
            x, y = pocket.area.lower_left_mm
            made.lay(ell(x + 6, y + 6, 30.0))
            if pocket.number in tags and pocket.tag is not None:
                at = pocket.tag.lower_left_mm
                made.tag(at[0] + 1, at[1] + 2, tags[pocket.number], 13.0)
        content = jpeg(made.photo())
        done(self.by(INSPECTOR).put(f"/api/photos/{digest(content)}", content=content))
        return digest(content)

    def measured(self) -> dict[str, Json]:
        """The current results by unit, once all jobs are done."""
        while run_one(self.network.house):
            pass
        serials = {each["id"]: each["serial"] for each in self.visit["units"]}
        return {serials[r["unit_id"]]: r for r in self.visit["results"] if r["is_current"]}


@pytest.fixture
def lot(network: Network) -> PhotoLot:
    made = PhotoLot(network, units_made=3)
    made.begun()
    return made


def test_two_units_share_a_photo_by_pockets_and_tags_decide(lot: PhotoLot) -> None:
    serials = sorted(lot.units)
    code = lot.visit["batch"]["lot"]
    photo = lot.sent(
        {1: tag_text(UnitName(code, serials[0])), 2: tag_text(UnitName(code, serials[2]))}
    )
    sheet = lot.sheet()
    for said, fault in ((5, "no_such_pocket"), (0, "no_such_pocket"), *UNREADABLE):
        answer = lot.answer(
            serials[0], "D01", {"sheet_id": sheet, "pocket": said}, photo_sha256s=[photo]
        )
        assert refused(answer) == (422, f"answer.{fault}")
    for pocket in (1, 2):
        payload = {"sheet_id": sheet, "pocket": pocket}
        done(lot.answer(serials[pocket - 1], "D01", payload, photo_sha256s=[photo]))
    again = lot.answer(serials[2], "D01", {"sheet_id": sheet, "pocket": 1}, photo_sha256s=[photo])
    assert refused(again) == (409, "photo.used_for_another_unit")
    without = lot.answer(serials[2], "D01", {"sheet_id": sheet}, photo_sha256s=[photo])
    assert refused(without) == (409, "photo.used_for_another_unit")
    found = lot.measured()
    right, wrong = found[serials[0]], found[serials[1]]
    assert right["outcome"] in ("pass", "undecided")
    assert abs(right["value"] - 30.0) < right["U95"]
    assert (wrong["outcome"], wrong["reason"]) == ("not_measurable", "refused:wrong_unit")
    told = lot.get(INSPECTOR, f"measurements/{right['measurement_id']}")
    assert told["profile_note"] == "camera_unknown"
    assert 0 < told["camera_price_mm"] < right["U95"]


def test_a_plain_sheet_is_not_shared(lot: PhotoLot) -> None:
    body: Json = {
        "id": str(uuid7()), "serial": "BBBBBB", "design": {"size": "A5"},
        "readings": {"x": [100.0] * 3, "y": [80.0] * 3},
    }  # fmt: skip
    sheet = str(done(lot.post(INSPECTOR, "sheets", body))["id"])
    photo = lot.sent({})
    for number, serial in enumerate(sorted(lot.units), 1):
        payload = {"sheet_id": sheet, "pocket": number}
        answer = lot.answer(serial, "D01", payload, photo_sha256s=[photo])
        assert refused(answer) == (422, "answer.no_such_pocket")
    assert lot.visit["results"] == []


def test_an_expired_sheet_measures_nothing(lot: PhotoLot, clock: StandingClock) -> None:
    sheet, first = lot.sheet(), sorted(lot.units)[0]
    photo = lot.sent({1: first})
    clock.now += timedelta(days=31)
    lot.clients.clear()
    done(lot.answer(first, "D01", {"sheet_id": sheet, "pocket": 1}, photo_sha256s=[photo]))
    found = lot.measured()[first]
    assert (found["outcome"], found["reason"]) == ("not_measurable", "refused:sheet_expired")
    assert found["value"] is None
