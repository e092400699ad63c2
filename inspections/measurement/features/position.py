"""Position of a hole relative to two datum edges: the diameter of the zone that holds its centre.

ISO 5459, 3-2-1 in the plane: the first edge gives the direction and one distance, the second the
other distance. The value is twice the distance of the found centre from its place in the design.
"""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.elements import Edge, Round
from inspections.measurement.features._example import BOTTOM, FIRST_HOLE, LEFT
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import LOPSIDED
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], refs: Refs) -> Value:
    """In millimetres, never negative."""
    first, second, hole = lines[0], lines[1], circles[0]
    nominal_first, nominal_second = (_normal(refs.edges[k], refs.rounds[0]) for k in (0, 1))
    # the second datum keeps the design's angle to the first one
    turned = _turned(first.normal, nominal_first[0], nominal_second[0])
    off = np.array(
        [
            abs(float((first.middle_mm - hole.centre_mm) @ first.normal)) - nominal_first[1],
            abs(float((second.middle_mm - hole.centre_mm) @ turned)) - nominal_second[1],
        ]
    )
    axes = np.stack([first.normal, turned])
    away = np.linalg.solve(axes, off)  # the shift of the centre, world
    covariance = (
        hole.covariance[:2, :2]
        + np.linalg.inv(axes)
        @ np.diag([first.u_offset_mm**2, second.u_offset_mm**2])
        @ np.linalg.inv(axes).T
    )
    size = float(np.linalg.norm(away))
    spread = float(np.sqrt(np.linalg.eigvalsh(covariance)[-1]))
    way = away / size if size > spread else np.sqrt([0.5, 0.5])
    u = float(np.sqrt(way @ covariance @ way)) if size > spread else spread
    pulls = np.abs(np.linalg.inv(axes).T @ way)
    return Value(
        2 * size,
        2 * u,
        float(2 * pulls.sum()),
        0.0,
        by_element=(float(2 * pulls[0]), float(2 * pulls[1]), 2 * LOPSIDED),
        details=(("first_datum_off_mm", float(off[0])), ("second_datum_off_mm", float(off[1]))),
    )


def _normal(edge: Edge, hole: Round) -> tuple[Floats, float]:
    """Normal of a design edge that points away from the hole, and the distance between them."""
    along = np.subtract(edge.q, edge.p) / edge.length_mm
    normal = np.array([along[1], -along[0]])
    reach = float((np.asarray(edge.p) - np.asarray(hole.centre)) @ normal)
    return (normal if reach >= 0 else -normal), abs(reach)


def _turned(found: Floats, nominal: Floats, other: Floats) -> Floats:
    """The other normal, turned by what turns the nominal one to the found one."""
    c = float(nominal @ found)
    s = float(nominal[0] * found[1] - nominal[1] * found[0])
    return np.asarray(np.array([[c, -s], [s, c]]) @ other, np.float64)


KIND = FeatureKind(
    name="position",
    unit="mm",
    value=value,
    example=Refs(edges=(BOTTOM, LEFT), rounds=(FIRST_HOLE,)),
    example_value=0.0,
    never_negative=True,
)
