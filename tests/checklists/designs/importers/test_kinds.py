"""All importers: their example, agreement on the shared designs, and hostile files."""

from contextlib import suppress
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from checklists.designs.files import IMPORTERS
from checklists.designs.importers._kind import OutlineImporter
from checklists.designs.outline import BadOutline, Outline

AGREEMENT_MM = 0.02
KINDS = list(IMPORTERS.values())
named = pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.name)


def apart_mm(one: Outline, other: Outline) -> float:
    """The largest distance between two outlines, hole by hole."""
    rings = [one.polygon.exterior, *one.polygon.interiors]
    others = [other.polygon.exterior, *other.polygon.interiors]
    assert len(rings) == len(others)
    return max(
        min(float(shapely.hausdorff_distance(ring, each, densify=0.5)) for each in others)
        for ring in rings
    )


@named
def test_the_example_is_read(kind: OutlineImporter) -> None:
    made = kind.read(kind.example, None)
    assert made.polygon.area > 1
    assert made.polygon.exterior.is_ccw


@named
def test_a_unit_that_contradicts_the_file_is_refused(kind: OutlineImporter) -> None:
    for unit, code in (("in", "outline.units_differ"), ("furlong", "outline.unknown_unit")):
        with pytest.raises(BadOutline) as refusal:
            kind.read(kind.example, unit)
        assert refusal.value.code == code
    assert kind.read(kind.example, "mm") == kind.read(kind.example, None)


@named
def test_a_file_that_is_too_large_is_refused_unread(kind: OutlineImporter) -> None:
    with pytest.raises(BadOutline) as refusal:
        kind.read(b" " * (5 * 1024 * 1024 + 1), None)
    assert refusal.value.code == "outline.too_large"


@named
@given(rubbish=st.binary(max_size=200))
def test_rubbish_is_refused_with_a_code(kind: OutlineImporter, rubbish: bytes) -> None:
    with pytest.raises(BadOutline):
        kind.read(rubbish, None)


@named
@given(place=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_changed_byte_never_ends_in_another_fault(
    kind: OutlineImporter, place: int, byte: int
) -> None:
    changed = bytearray(kind.example)
    changed[place % len(changed)] = byte
    with suppress(BadOutline):
        kind.read(bytes(changed), None)


def test_three_files_of_each_shared_design_agree(shared: Path) -> None:
    designs = sorted((shared / "photos" / "designs").glob("*.json"))
    assert len(designs) >= 6
    for file in designs:
        shapes = [
            IMPORTERS[name].read(file.with_suffix(IMPORTERS[name].suffix).read_bytes(), None)
            for name in ("outline_json", "dxf", "svg")
        ]
        for other in shapes[1:]:
            assert apart_mm(shapes[0], other) < AGREEMENT_MM, file.name
            assert apart_mm(other, shapes[0]) < AGREEMENT_MM, file.name
