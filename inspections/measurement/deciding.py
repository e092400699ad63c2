"""How a value of a kind meets its limits: the one place where kinds differ in that.

A deviation has no lower limit; a whole number is right within half of one; some kinds only inform.
"""

import math

from inspections.measurement.features._kind import FeatureKind
from inspections.measurement.task import Feature
from inspections.verdicts.conformity import Conformity, Decision, Limits, conformity

MOST_U95 = 3.0
"""An answer this unsure, in the unit of the size, is none."""


def limits_of(feature: Feature, kind: FeatureKind) -> Limits:
    """The limits as they count for this kind."""
    half = 0.5 if kind.unit == "1" else 0.0
    low = feature.nominal + feature.lower_tol - half
    high = feature.nominal + feature.upper_tol + half
    return Limits(-math.inf if kind.never_negative else low, high)


def decide(
    kind: FeatureKind, feature: Feature, value: float, u: float, dof: float = math.inf
) -> tuple[Decision, Conformity]:
    """The decision that counts, and what the guard band alone says."""
    found = conformity(value, u, limits_of(feature, kind), class_=feature.class_, dof=dof)
    undecided = kind.information or 2 * u > MOST_U95
    return (Decision.INCONCLUSIVE if undecided else found.decision), found
