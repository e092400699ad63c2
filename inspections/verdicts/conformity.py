"""Value, standard uncertainty and limits to a decision by guard band. Nothing else decides.

The acceptance zone is the tolerance zone drawn in by a guard band, the rejection zone lies a guard
band outside it (the shape of ISO 14253-1); between them the answer is inconclusive. Probabilities
as in JCGM 106:2012, 7.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import ndtr, stdtrit


class Decision(StrEnum):
    """What one measured feature shows."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a secret
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Limits:
    """Lowest and highest accepted value, both included, in the unit of the feature."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"limits are upside down: {self.low} > {self.high}")

    @classmethod
    def around(cls, nominal: float, lower_tol: float, upper_tol: float) -> "Limits":
        """Limits from a nominal value and its signed deviations."""
        return cls(nominal + lower_tol, nominal + upper_tol)


# One-sided confidence by characteristic class: decisions.md 20 of the design, "99 % class A, 95 % B and C".
CONFIDENCE = {"A": 0.99, "B": 0.95, "C": 0.95}
RULES = {
    "A": "guard band, 99 % one-sided",
    "B": "guard band, 95 % one-sided",
    "C": "guard band, 95 % one-sided",
}


@dataclass(frozen=True, slots=True)
class Conformity:
    """A decision with everything needed to state it."""

    decision: Decision
    guard_band: float
    conformance_probability: float
    tolerance_uncertainty_ratio: float
    rule: str


def conformity(
    value: float, u: float, limits: Limits, *, class_: str = "B", dof: float = math.inf
) -> Conformity:
    """Decide one feature.

    `u` is the standard uncertainty in the unit of the value and `dof` its effective degrees of freedom;
    the quantile is that of Student's distribution. Raises ValueError for a value without uncertainty.
    """
    if not (math.isfinite(value) and math.isfinite(u) and u > 0):
        raise ValueError("a value without its uncertainty decides nothing")
    guard = _quantile(CONFIDENCE[class_], dof) * u
    probability = float(ndtr((limits.high - value) / u) - ndtr((limits.low - value) / u))
    return Conformity(
        decision=_decide(value, guard, limits),
        guard_band=guard,
        conformance_probability=probability,
        tolerance_uncertainty_ratio=(limits.high - limits.low) / (4 * u),
        rule=RULES[class_],
    )


def _decide(value: float, guard: float, limits: Limits) -> Decision:
    if limits.low + guard <= value <= limits.high - guard:
        return Decision.PASS
    if value < limits.low - guard or value > limits.high + guard:
        return Decision.FAIL
    return Decision.INCONCLUSIVE


def expanded(u: float, dof: float = math.inf) -> float:
    """U95 of a standard uncertainty: twice it, more where few degrees of freedom stand behind it (GUM, G.4)."""
    return max(2.0, _quantile(0.975, dof)) * u


def _quantile(confidence: float, dof: float) -> float:
    return float(stdtrit(min(dof, 1e6), confidence))
