"""Profile of a line: how far the found edges leave the nominal line, with the map of deviations.

ISO 1101 without datum: the zone lies evenly about the nominal line, which is laid on the found points
by least squares; its width is twice the worst deviation. The map and the 95 % value stand beside it.
"""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.arrays import Flags, Floats
from inspections.measurement.features._example import BOTTOM, CORNER, LEFT, RIGHT, TOP
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import LOCAL_MM, sure
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres, never negative; a stretch whose edge is uncertain does not speak."""
    found: list[Line | Circle] = [*lines, *circles]
    chosen = [sure(each.trace) for each in found]
    nominal = _all([each.trace.nominal_mm for each in found], chosen)
    normals = _all([each.trace.normals for each in found], chosen)
    offset = _all([each.trace.offset_mm for each in found], chosen)
    sd = _all([each.trace.sd_mm for each in found], chosen)
    owner = np.concatenate([np.full(int(each.sum()), k) for k, each in enumerate(chosen)])
    off = _laid_on(nominal, normals, offset, 1 / sd**2)
    worst = int(np.abs(off).argmax())
    pulls = np.zeros(len(found))
    pulls[owner[worst]] = 2.0
    points = nominal + offset[:, None] * normals
    return Value(
        value=2 * float(abs(off[worst])),
        u_random=2 * float(np.hypot(sd[worst], LOCAL_MM)),
        outward=2 * float(np.sign(off[worst])),
        length_mm=0.0,
        by_element=tuple(float(each) for each in pulls),
        details=(
            ("worst_mm", float(off[worst])),
            ("deviation_95_mm", float(np.percentile(np.abs(off), 95))),
            ("seen_percent", 100 * float(np.mean(np.concatenate(chosen)))),
        ),
        deviations=tuple(
            (float(p[0]), float(p[1]), float(d)) for p, d in zip(points, off, strict=True)
        ),
    )


def _all(parts: list[Floats], chosen: list[Flags]) -> Floats:
    return np.concatenate([part[keep] for part, keep in zip(parts, chosen, strict=True)])


def _laid_on(nominal: Floats, normals: Floats, offset: Floats, weight: Floats) -> Floats:
    """Deviations left after the nominal line was shifted and turned onto the found points."""
    arm = nominal - nominal.mean(axis=0)
    lever = arm[:, 0] * normals[:, 1] - arm[:, 1] * normals[:, 0]
    design = np.column_stack([normals, lever])
    root = np.sqrt(weight)
    # a single straight edge does not hold its own direction: the least step is taken
    step = np.linalg.lstsq(design * root[:, None], offset * root, rcond=1e-6)[0]
    return np.asarray(offset - design @ step, np.float64)


KIND = FeatureKind(
    name="profile_line",
    unit="mm",
    value=value,
    example=Refs(edges=(BOTTOM, RIGHT, TOP, LEFT), rounds=(CORNER,)),
    example_value=0.0,
    never_negative=True,
    needs=((1, 0), (0, 1)),
    takes_more=True,
    in_any_order=True,
    is_extreme=True,
)
