"""The record of a measurement names every input: one that changes leaves another record."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, cast

import numpy as np
import pytest
from pydantic import TypeAdapter

from checklists.designs.characteristics import Characteristic
from inspections.measurement.adjusting import Beyond, Learned
from inspections.measurement.camera import CameraProfile, profile_to_json
from inspections.measurement.expansion import Referred
from inspections.measurement.inputs import LIBRARIES, OnRecord, versions
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import sheet_to_json
from inspections.measurement.tags import UnitName
from inspections.photo_measuring import work
from inspections.photo_measuring.work import PhotoWork
from inspections.printed_sheets.designs import Wanted, design
from qa_service.audit.model import Json, canonical
from tests.checklists.makers import characteristic

READ = TypeAdapter(Characteristic)
SHEET = sheet_to_json(design(Wanted("A5")))
MEAN = np.array([2000.0, 1295.5, 971.5, 0.01, 0.0, 0.0, 0.0])


def profile(**changes: object) -> Mapping[str, Json]:
    made = CameraProfile(2592, 1944, MEAN, np.diag([4.0, 4, 4, 1e-4, 1e-4, 1e-8, 1e-8]), 8, 0.1)
    return cast(Mapping[str, Json], profile_to_json(made) | changes)


def moved_mark() -> Mapping[str, Json]:
    """The same name and revision, one mark a hair elsewhere."""
    copied: dict[str, Any] = json.loads(json.dumps(SHEET))
    copied["markers"][0]["corners_mm"][0][0] += 0.001
    return copied


ASKED = PhotoWork(
    photo=b"", photo_sha256="a" * 64, sheet=cast(Mapping[str, Json], SHEET), sheet_serial="S-1",
    bar_mm=(100.0, 80.0), bar_u95_mm=0.02, profile=profile(),
    outer_mm=((0.0, 0.0), (50.0, 0.0), (50.0, 40.0), (0.0, 40.0)),
    holes_mm=(((5.0, 5.0), (8.0, 5.0), (8.0, 8.0)),),
    height_mm=4.0, height_tol_mm=0.1, edge_break_max_mm=0.2, rotation_hint_deg=15.0,
    characteristics=(READ.validate_python(characteristic()),), profile_note="used",
    pocket=1, unit=UnitName("L", "7"),
    kept=OnRecord("revision", "b" * 64, "profile", "Phone 1", "4.40 mm"),
)  # fmt: skip


def of(code: str, **changes: object) -> tuple[Characteristic, ...]:
    return (READ.validate_python(characteristic(code, **changes)),)


CHANGES: list[dict[str, Any]] = [
    {"photo_sha256": "c" * 64},
    {"sheet": SHEET | {"revision": 1}},
    {"sheet": SHEET | {"name": "A6"}},
    {"sheet": moved_mark()},
    {"sheet_serial": "S-2"},
    {"bar_mm": (100.1, 80.0)},
    {"bar_mm": (100.0, 80.1)},
    {"bar_u95_mm": 0.03},
    {"profile": None},
    {"profile": profile(views=9)},
    {"profile": profile(mean=[2000.0, 1295.5, 971.5, 0.02, 0.0, 0.0, 0.0])},
    {"profile": profile(residual_px=0.2)},
    {"outer_mm": ((0.0, 0.0), (50.1, 0.0), (50.0, 40.0), (0.0, 40.0))},
    {"holes_mm": ()},
    {"holes_mm": (((5.0, 5.0), (8.0, 5.0), (8.0, 8.1)),)},
    {"height_mm": 4.1},
    {"height_tol_mm": 0.2},
    {"edge_break_max_mm": 0.3},
    {"rotation_hint_deg": None},
    {"rotation_hint_deg": 0.0},
    {"characteristics": ()},
    {"characteristics": of("size")},
    {"characteristics": of("length", usl=20.4)},
    {"characteristics": of("length", unit="in")},
    {"characteristics": of("length", **{"class": "C"})},
    {"characteristics": of("length", refs={"edges": [[[0, 1], [0, 9]], [[20, 1], [20, 9]]]})},
    {"beyond": Beyond(referred=Referred(0.9999, 1e-5))},
    {"beyond": Beyond(learned={"length": Learned(0.01, 0.002)})},
    {"profile_note": "none_made"},
    {"pocket": 2},
    {"unit": UnitName("L", "8")},
    {"unit": UnitName("M", "7")},
    *({"kept": replace(ASKED.kept, **{each.name: "other"})} for each in fields(OnRecord)),
]


def record(asked: PhotoWork) -> str:
    """As it is kept: a refused photo has a record as well."""
    return canonical(dict(work.refused(asked, Refused(RefusalCode.BLURRED, "blur")).record))


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_one_other_input_leaves_another_record(change: dict[str, Any]) -> None:
    assert record(replace(ASKED, **change)) != record(ASKED)


def test_no_input_is_left_out_of_this_test() -> None:
    changed = {name for each in CHANGES for name in each}
    assert changed == {each.name for each in fields(PhotoWork)} - {"photo"}  # named by its hash


def test_the_same_inputs_leave_the_same_bits() -> None:
    assert record(ASKED) == record(replace(ASKED))
    closed = replace(ASKED, outer_mm=(*ASKED.outer_mm, ASKED.outer_mm[0]))
    assert record(closed) == record(ASKED)  # an outline that ends where it began is the same


def test_another_version_of_a_library_leaves_another_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = json.loads(record(ASKED))["versions"]
    assert set(before) == {"python", *LIBRARIES}
    assert before["qa-service"]
    versions.cache_clear()
    monkeypatch.setattr("inspections.measurement.inputs.version", lambda name: f"{name} 99")
    assert json.loads(record(ASKED))["versions"]["pillow"] == "pillow 99"
    versions.cache_clear()
