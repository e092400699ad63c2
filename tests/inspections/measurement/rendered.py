"""Rendered photos of plates with exact truth, measured. What tests of this folder share."""

from collections.abc import Sequence

import numpy as np
import shapely

from inspections.measurement.features._example import CORNER, FIRST_HOLE, SECOND_HOLE, SLOT_ENDS
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.measurement.refusal import Refused
from inspections.measurement.sheets import MeasuredBars
from inspections.measurement.task import Feature, PhotoTask
from inspections.printed_sheets import designs
from tests.scene import MATERIALS, Part, Phone, Scene, Stand, photo

SHEET = designs.design("A5")
BARS = MeasuredBars(SHEET.bar("x").nominal_mm, SHEET.bar("y").nominal_mm, 0.05)


def ring(
    x: float, y: float, radius: float, start: float = 0, end: float = 360
) -> shapely.LineString:
    """An arc as a line, closed for a whole circle; degrees."""
    turn = np.radians(np.linspace(start, end, 121))
    return shapely.LineString(
        np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)])
    )


def example_part(*, second_hole: bool = True, burr_mm: float = 0.0) -> shapely.Polygon:
    """The part of features/_example.py; a burr stands into the first hole."""
    corner = ring(*CORNER.centre, CORNER.radius, 90, 180).coords
    holes = [ring(*FIRST_HOLE.centre, FIRST_HOLE.radius)]
    if burr_mm:
        x, y = FIRST_HOLE.centre
        disc = shapely.Polygon(holes[0]) - shapely.box(
            x + FIRST_HOLE.radius - burr_mm, y - 1, x + 9, y + 1
        )
        assert isinstance(disc, shapely.Polygon)
        holes = [shapely.LineString(disc.exterior.coords)]
    if second_hole:
        holes.append(ring(*SECOND_HOLE.centre, SECOND_HOLE.radius))
    slot = shapely.LineString([each.centre for each in SLOT_ENDS]).buffer(
        SLOT_ENDS[0].radius, quad_segs=40
    )
    holes.append(shapely.LineString(slot.exterior.coords))
    outer = [(0, 0), (40, 0), (40, 20), (32, 28), *corner]
    return shapely.Polygon(outer, [each.coords for each in holes])


def outline_of(part: shapely.Polygon) -> Outline:
    """As the design has it."""
    return outline_from_rings(
        list(part.exterior.coords), [list(each.coords) for each in part.interiors]
    )


def taken(
    part: shapely.Polygon,
    *,
    turn_deg: float = 20.0,
    material: str = "grey_metal",
    width_px: int = 2736,
    height_mm: float = 3.0,
    rounding_mm: float = 0.0,
    seed: int = 1,
) -> bytes:
    """A photo of one part near the middle of an A5 sheet."""
    centre = np.asarray(part.centroid.coords[0])
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    x, y = np.array([77.0, 46.0]) - np.array([[c, -s], [s, c]]) @ centre
    made = Part(
        part,
        height_mm,
        rounding_mm,
        material=MATERIALS[material],
        at_mm=(float(x), float(y)),
        turn_deg=turn_deg,
    )
    phone = Phone(width_px=width_px, height_px=width_px * 3 // 4, f_px=0.78 * width_px)
    stand = Stand(distance_mm=225.0)
    return photo(Scene(sheet=SHEET, parts=(made,), phone=phone, stand=stand, seed=seed))


def task_of(
    design: Outline,
    features: Sequence[Feature] = (),
    *,
    hint_deg: float | None = 20.0,
    height_mm: float = 3.0,
    edge_break_max_mm: float = 0.0,
) -> PhotoTask:
    """What is asked of such a photo."""
    return PhotoTask(
        sheet=SHEET,
        bars=BARS,
        outline=design,
        height_mm=height_mm,
        height_tol_mm=0.05,
        edge_break_max_mm=edge_break_max_mm,
        rotation_hint_deg=hint_deg,
        features=tuple(features),
    )


def measured(photo_bytes: bytes, task: PhotoTask) -> Measurement:
    """The measurement, without a camera profile; a refusal is a fault of the test."""
    found = measure_photo(photo_bytes, task=task, profile=None)
    assert not isinstance(found, Refused), found
    return found
