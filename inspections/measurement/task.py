"""What is asked of one photo, and what comes back. Values; a number without its uncertainty cannot exist."""

import math
from dataclasses import dataclass

from inspections.measurement.features._kind import Refs
from inspections.measurement.outline import Outline
from inspections.measurement.sheets import MeasuredBars, Sheet
from inspections.measurement.tags import UnitName
from inspections.verdicts.conformity import Decision


@dataclass(frozen=True, slots=True)
class Feature:
    """One size to measure: nominal and signed tolerances in its unit, class A, B or C.

    `unit` is the one that was asked, empty where none was named; values come in that of the kind.
    """

    id: str
    kind: str
    nominal: float
    lower_tol: float
    upper_tol: float
    refs: Refs
    class_: str = "B"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PhotoTask:
    """Sheet with its caliper readings, nominal outline, height over the sheet, features. Lengths in mm.

    On a sheet with pockets `pocket` says which one; `unit` is what its tag must name.
    """

    sheet: Sheet
    bars: MeasuredBars
    outline: Outline
    height_mm: float
    height_tol_mm: float
    edge_break_max_mm: float
    rotation_hint_deg: float | None
    features: tuple[Feature, ...]
    sheet_serial: str | None = None
    pocket: int | None = None
    unit: UnitName | None = None


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One source of uncertainty: standard uncertainty of the feature from it, in its unit."""

    row: str
    u: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its expanded uncertainty (k = 2), budget and decision.

    `details` are further numbers of the same evaluation; `deviations` (x, y, deviation) in mm, world;
    `dof` the effective degrees of freedom of `u`.
    """

    id: str
    kind: str
    unit: str
    value: float
    U95: float
    u: float
    budget: tuple[BudgetRow, ...]
    decision: Decision
    conformance_probability: float
    guard_band: float
    tolerance_uncertainty_ratio: float
    details: tuple[tuple[str, float], ...] = ()
    deviations: tuple[tuple[float, float, float], ...] = ()
    dof: float = math.inf


@dataclass(frozen=True, slots=True)
class Unmeasurable:
    """A feature that this photo does not give, and why."""

    id: str
    kind: str
    unit: str
    reason: str


FeatureResult = Measured | Unmeasurable


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition that the photo met: what was seen against its limit."""

    code: str
    value: float
    limit: float
    ok: bool
