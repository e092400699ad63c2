"""What a quick look says to a person: gates that refuse, and advice that does not block. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from inspections.measurement.gates import LEAST_PX_A_MM
from inspections.measurement.measure import QuickLook
from inspections.measurement.task import Gate

SCALE, TILT = "pixels_a_mm", "tilt_deg"
# Advice of the measurement notes (S4): finer than this the uncertainty no longer shrinks much.
GOOD_PX_A_MM: Mapping[str, float] = {"A6": 18.0, "A5": 14.0, "A4": 10.0, "Letter": 10.0}
USUAL_PX_A_MM = 10.0
GOOD_TILT_DEG = 12.0
TOLD = frozenset({"original_width_px"})


@dataclass(frozen=True, slots=True)
class Advised:
    """One gate: refusing while not ok, or only telling."""

    code: str
    value: float | None
    limit: float | None
    ok: bool
    refuses: bool


def advised(looked: QuickLook, *, sheet_name: str, enlarged: float = 1.0) -> tuple[Advised, ...]:
    """All gates of a photo; of a small copy of a frame `enlarged` says how much smaller it is."""
    gates = [_as_full_size(each, enlarged) for each in looked.gates]
    found = [Advised(g.code, g.value, g.limit, g.ok, g.code not in TOLD) for g in gates]
    by_code = {each.code: each for each in gates}
    refused = looked.refused
    if refused is not None and refused.detail not in by_code:
        found.append(Advised(refused.code.value, refused.value, refused.limit, False, True))
    scale, tilt = by_code.get(SCALE), by_code.get(TILT)
    if scale is not None and scale.ok:
        good = GOOD_PX_A_MM.get(sheet_name.split("-")[0], USUAL_PX_A_MM)
        found.append(Advised("near", scale.value, good, scale.value >= good, False))
    if tilt is not None and tilt.ok:
        ok = tilt.value <= GOOD_TILT_DEG
        found.append(Advised("straight", tilt.value, GOOD_TILT_DEG, ok, False))
    return tuple(found)


def _as_full_size(gate: Gate, enlarged: float) -> Gate:
    """The photo itself will have so many more pixels on a millimetre."""
    if gate.code != SCALE:
        return gate
    value = gate.value * enlarged
    return replace(gate, value=value, ok=value >= LEAST_PX_A_MM)
