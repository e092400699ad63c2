"""Lengths referred to 20 degC (ISO 1) by the material's coefficient of expansion. Pure.

What is not known is not guessed: it widens the uncertainty instead.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

REFERENCE_C: Final = 20.0
# per kelvin: (coefficient, half width that covers grades, fillers and print directions).
# Typical values of makers' data sheets (ISO 11359-2, 23 to 55 degC) and, for metals, of handbooks.
COEFFICIENTS: Final[Mapping[str, tuple[float, float]]] = {
    "ABS": (90e-6, 15e-6),
    "ASA": (95e-6, 15e-6),
    "PA": (95e-6, 25e-6),
    "PA12": (105e-6, 20e-6),
    "PC": (68e-6, 8e-6),
    "PETG": (65e-6, 12e-6),
    "PLA": (68e-6, 10e-6),
    "PMMA": (75e-6, 10e-6),
    "POM": (110e-6, 15e-6),
    "PP": (130e-6, 40e-6),
    "TPU": (150e-6, 50e-6),
    "ALUMINIUM": (23.5e-6, 1.5e-6),
    "BRASS": (19e-6, 1.5e-6),
    "STAINLESS": (16.5e-6, 1.5e-6),
    "STEEL": (11.5e-6, 1.0e-6),
}
# an unknown material lies anywhere between glass and soft plastic
MOST_COEFFICIENT: Final = 150e-6
# a room whose temperature nobody wrote down lies anywhere between 5 and 35 degC
UNKNOWN_K: Final = 15.0
# half width of what a room thermometer and a part not yet at rest may be off
THERMOMETER_K: Final = 2.0
LOWEST_C, HIGHEST_C = -20.0, 60.0


@dataclass(frozen=True, slots=True)
class Referred:
    """`factor` takes a length to 20 degC; `u_share` is its relative standard uncertainty."""

    factor: float
    u_share: float


def material_of(codes: Iterable[str]) -> str | None:
    """The one known material among the codes of a lot ("PETG", "PA12-SLS"); None if none or several."""
    found = {name for code in codes if (name := _known(code)) is not None}
    return found.pop() if len(found) == 1 else None


def referred(temperature_c: float | None, material: str | None) -> Referred:
    """From the temperature of the room, None if not recorded, and a name of the table or None."""
    known = COEFFICIENTS.get(material) if material else None
    if temperature_c is None:
        most = known[0] + known[1] if known else MOST_COEFFICIENT
        return Referred(1.0, most * UNKNOWN_K / math.sqrt(3))
    warmer = temperature_c - REFERENCE_C
    if known is None:
        return Referred(1.0, MOST_COEFFICIENT * (abs(warmer) + THERMOMETER_K) / math.sqrt(3))
    by_room = known[0] * THERMOMETER_K / math.sqrt(3)
    by_material = known[1] * abs(warmer) / math.sqrt(3)
    return Referred(1 / (1 + known[0] * warmer), math.hypot(by_room, by_material))


def _known(code: str) -> str | None:
    head = code.strip().upper().replace("_", "-").replace(" ", "-").split("-")[0]
    return head if head in COEFFICIENTS else None
