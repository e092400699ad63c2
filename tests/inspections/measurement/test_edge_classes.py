"""What is not known of an edge beyond its scatter: by what tells it, and how two edges share it."""

import numpy as np
import pytest

from inspections.measurement.arrays import Floats
from inspections.measurement.budget import Circumstances, EdgeClass, rows
from inspections.measurement.edge_classes import by_light, told_by_both
from inspections.measurement.edges import EdgeFit
from inspections.measurement.features._kind import Value
from inspections.measurement.inset import Inset
from inspections.measurement.tint import TintFit

AROUND = Circumstances(Inset(0.0, 0.0, 0), 0.0, 300.0, 0.0, 0.0, has_profile=True)
EDGE = EdgeClass(0.02, 0.0, 0.0, 20.0, 10)


def _all(*values: float) -> list[Floats]:
    return [np.full(3, each) for each in values]


def _class_row(alike: float) -> float:
    value = Value(4.0, 0.0, -2.0, 0.0, alike=alike)
    found = rows(value, "mm", "slot_width", [EDGE, EDGE], AROUND)
    return next(each.u for each in found if each.row == "edge_class")


def test_edges_that_err_alike_do_not_average() -> None:
    assert _class_row(0.0) == pytest.approx(np.sqrt(2) * EDGE.u_mm)
    assert _class_row(0.5) == pytest.approx(np.sqrt(3) * EDGE.u_mm)
    assert _class_row(1.0) == pytest.approx(2 * EDGE.u_mm)


def test_a_wall_that_only_its_foot_tells_is_less_sure_and_a_silhouette_is_not() -> None:
    contrast, wall, hidden = np.full(2, 0.3), np.full(2, 0.8), np.full(2, -0.8)
    by_rim, by_foot = by_light(contrast, wall, np.array([0.0, 1.0]))
    assert by_foot > 1.5 * by_rim
    assert np.ptp(by_light(contrast, hidden, np.array([0.0, 1.0]))) == 0


def test_colour_that_fades_on_a_rounded_rim_ends_before_the_outline() -> None:
    """Light knows nothing here, so that colour alone decides."""
    offset, sd, by_inset, rim, foot, contrast, top, misfit = _all(0, 1, 0, 0, 0, 0.01, 0.8, 1)
    light = EdgeFit(offset, sd, by_inset, rim, foot, contrast, top, misfit)
    tint = TintFit(*_all(0.0, 0.005, 60.0, 1.0))
    flush, out = np.full(3, -0.01), []
    for inset_mm in (0.0, 0.1):
        told = told_by_both(
            light, tint, flush, inset_mm=np.full(3, inset_mm), inset_sd_mm=np.full(3, 0.02),
            share=np.zeros(3),
        )  # fmt: skip
        out.append(float(told.edges.offset_mm[0]))
        assert told.edges.by_inset[0] == pytest.approx(0.2, abs=0.01)
    assert out == pytest.approx([0.0, 0.02], abs=0.001)
