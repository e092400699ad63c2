"""What is known beyond the photo: temperature, and the bias that a gauge study of the set-up found. Pure.

Both are optional; each leaves its row in the budget, and the decision is taken anew.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inspections.measurement.budget import DOF
from inspections.measurement.deciding import decide
from inspections.measurement.expansion import Referred
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.task import BudgetRow, Feature, FeatureResult, Measured
from inspections.verdicts.conformity import Decision

# the row that holds what is assumed of edges of a kind; a study of this very size knows better
ASSUMED = "edge_class"


@dataclass(frozen=True, slots=True)
class Learned:
    """Bias of one size in this set-up, and the standard uncertainty that remains for another part."""

    bias: float
    u: float


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known beyond the photo; None and empty where nothing is."""

    referred: Referred | None = None
    learned: Mapping[str, Learned] = field(default_factory=dict)


def adjusted(found: FeatureResult, asked: Feature, beyond: Beyond) -> FeatureResult:
    """One feature with what is known beyond the photo; lengths only are referred to 20 degC."""
    if not isinstance(found, Measured):
        return found
    value, rows = found.value, {each.row: each.u for each in found.budget}
    little_known = found.u**4 / found.dof  # Welch and Satterthwaite: what dof are made of
    learned = beyond.learned.get(found.id)
    if learned is not None:
        value -= learned.bias
        little_known -= rows.pop(ASSUMED, 0.0) ** 4 / DOF[ASSUMED]
        rows["learned_bias"] = learned.u
    if beyond.referred is not None and found.unit == "mm":
        value *= beyond.referred.factor
        rows["temperature"] = beyond.referred.u_share * abs(value)
    # what is added is taken as known; rows known from little still count for little
    dof = math.hypot(*rows.values()) ** 4 / little_known if little_known > 0 else math.inf
    return decided(found, asked, value, rows, dof)


def decided(
    found: Measured, asked: Feature, value: float, rows: Mapping[str, float], dof: float
) -> Measured:
    """A feature with another value and other rows, decided by the same rule; what was open stays open."""
    u = math.hypot(*rows.values())
    decision, anew = decide(KINDS[found.kind], asked, value, u, dof)
    return replace(
        found,
        value=value,
        U95=2 * u,
        u=u,
        dof=dof,
        budget=tuple(BudgetRow(name, each) for name, each in rows.items()),
        decision=Decision.INCONCLUSIVE if found.reason else decision,
        conformance_probability=anew.conformance_probability,
        guard_band=anew.guard_band,
        tolerance_uncertainty_ratio=anew.tolerance_uncertainty_ratio,
    )
