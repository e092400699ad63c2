"""The stored form of a measurement: its inputs (inputs.py), gates, values, budgets."""

from collections.abc import Mapping

import numpy as np

from inspections.measurement.camera import CameraProfile
from inspections.measurement.inputs import OnRecord, inputs
from inspections.measurement.measure import Measurement
from inspections.measurement.placing import Placement
from inspections.measurement.refusal import Refused
from inspections.measurement.task import Feature, FeatureResult, Measured, PhotoTask

SCHEMA = "qa-measurement/1"
MANY_DOF = 1e6
ALGORITHM = "two steps by element, 2026-11"

Plain = Mapping[str, object]


def to_record(
    found: Measurement | Refused,
    task: PhotoTask,
    profile: CameraProfile | None,
    kept: OnRecord | None = None,
) -> dict[str, object]:
    """Plain values, ready for JSON; the same photo, task and versions give the same record."""
    shared: dict[str, object] = {
        "schema": SCHEMA,
        "algorithm": ALGORITHM,
        **inputs(task, profile, kept or OnRecord()),
    }
    if isinstance(found, Refused):
        refused = {"code": found.code.value, "advice": found.advice, "reason": found.reason}
        return {**shared, "refused": refused, "features": [], "gates": []}
    return {
        **shared,
        "refused": None,
        "camera": {
            "tilt_deg": found.view.tilt_deg,
            "distance_mm": float(found.view.centre_mm[2]),
            "ring_residual_px": found.view.residual_px,
            "markers": len(found.markers.ids),
            "blur_px": found.markers.blur_px,
        },
        "print_read": found.code.serial if found.code else None,
        "tag_read": found.tag,
        "rim_inset_mm": found.inset.mean_mm,
        "rim_inset_u_mm": found.inset.sd_mm,
        "gates": [
            {
                "code": g.code,
                "value": round(g.value, 4),
                "limit": g.limit,
                "ok": g.ok,
                "advice": None,
            }
            for g in found.gates
        ],
        "features": list(feature_records(found, task).values()),
    }


def feature_records(found: Measurement, task: PhotoTask) -> dict[str, object]:
    """Each feature by its id: value, U95, decision, limits, budget; or why it has no value."""
    asked = {each.id: each for each in task.features}
    return {each.id: _feature(each, asked[each.id], found.placement) for each in found.features}


def _feature(each: FeatureResult, asked: Feature, placement: Placement) -> dict[str, object]:
    limits = {
        "nominal": asked.nominal,
        "lsl": round(asked.nominal + asked.lower_tol, 6),
        "usl": round(asked.nominal + asked.upper_tol, 6),
    }
    shared: dict[str, object] = {
        "id": each.id, "characteristic": each.id, "kind": each.kind, "unit": each.unit, **limits,
    }  # fmt: skip
    if not isinstance(each, Measured):
        return {
            **shared,
            "value_mm": None,
            "U95_mm": None,
            "decision": "inconclusive",
            "reason": each.reason,
        }
    return {
        **shared,
        "value_mm": round(each.value, 5),
        "U95_mm": round(each.U95, 5),
        "decision": each.decision.value,
        "reason": None,
        "dof": round(each.dof, 1) if each.dof < MANY_DOF else None,
        "guard_band": round(each.guard_band, 5),
        "conformance_probability": round(each.conformance_probability, 5),
        "tolerance_uncertainty_ratio": round(each.tolerance_uncertainty_ratio, 3),
        "budget": [{"row": row.row, "u_mm": round(row.u, 5)} for row in each.budget],
        **_further(each, placement),
    }


def _further(each: Measured, placement: Placement) -> dict[str, object]:
    """What only some kinds give: details, and the deviation map in the part frame."""
    found: dict[str, object] = {}
    if each.details:
        found["details"] = {name: round(value, 5) for name, value in each.details}
    if each.deviations:
        rows = np.asarray(each.deviations, np.float64)
        rows[:, :2] = placement.to_part(rows[:, :2])
        found["deviations_mm"] = [[round(float(v), 4) for v in row] for row in rows]
    return found
