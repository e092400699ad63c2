"""Bias of a set-up against reference values of the same parts, with its uncertainty. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import stdtrit


@dataclass(frozen=True, slots=True)
class Bias:
    """Mean of measured minus reference, in the unit.

    `u` is its standard uncertainty: spread between parts over the root of their number, and the
    uncertainty of the reference instrument, which all parts share. `spread` is the standard deviation
    of the parts' own differences; `u95` uses Student's quantile at `dof`.
    """

    value: float
    u: float
    u95: float
    spread: float
    dof: float
    parts: int

    @property
    def is_significant(self) -> bool:
        """Whether it lies outside its own uncertainty."""
        return abs(self.value) > self.u95


def bias(measured: Sequence[float], reference: Sequence[float], *, reference_u95: float) -> Bias:
    """From the mean reading and the reference value of each part (k = 2). Needs two parts."""
    if len(measured) != len(reference) or len(measured) < 2:
        raise ValueError("bias needs the same two or more parts on both sides")
    differences = [a - b for a, b in zip(measured, reference, strict=True)]
    n = len(differences)
    mean = math.fsum(differences) / n
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in differences) / (n - 1))
    u_a, u_b = spread / math.sqrt(n), reference_u95 / 2
    u = math.hypot(u_a, u_b)
    # a ratio of more is no other answer, and its fourth power may be too large for a number
    dof = (n - 1) * min(u / u_a, 1e6) ** 4 if u_a > 0 else math.inf
    quantile = float(stdtrit(min(dof, 1e6), 0.975))
    return Bias(mean, u, quantile * u, spread, dof, n)
