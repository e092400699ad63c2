"""Gauge R&R of a crossed study by two-way analysis of variance with random effects. Pure.

Sums of squares and variance components as in any text on the subject (Montgomery, Design and Analysis
of Experiments, 13.2); negative components count as zero. The interaction is pooled with the
repeatability when its p exceeds 0.05.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.special import chdtri, fdtrc

from inspections.statistics.constants import CATEGORIES, POOL_ABOVE, STUDY_WIDTH
from inspections.statistics.crossed import Crossed


@dataclass(frozen=True, slots=True)
class SumsOfSquares:
    """By source; the interaction always apart, pooled or not."""

    part: float
    operator: float
    interaction: float
    repeatability: float
    total: float


@dataclass(frozen=True, slots=True)
class Variances:
    """Components in the square of the unit; `interaction` is 0 when pooled.

    Reproducibility holds inspector and interaction; grr = repeatability + reproducibility.
    """

    repeatability: float
    operator: float
    interaction: float
    part: float

    @property
    def reproducibility(self) -> float:
        """Between inspectors, whatever the part."""
        return self.operator + self.interaction

    @property
    def grr(self) -> float:
        """Of the measuring alone."""
        return self.repeatability + self.reproducibility

    @property
    def total(self) -> float:
        """Of what was read."""
        return self.grr + self.part


@dataclass(frozen=True, slots=True)
class Anova:
    """The study's outcome. `grr_dof` are the effective degrees of freedom of grr (Satterthwaite)."""

    ss: SumsOfSquares
    f_interaction: float
    p_interaction: float
    pooled: bool
    var: Variances
    grr_dof: float

    def percent_study(self) -> Mapping[str, float]:
        """Standard deviations in percent of that of all that was read."""
        var = self.var
        return {
            name: 100 * math.sqrt(each / var.total)
            for name, each in (
                ("repeatability", var.repeatability),
                ("reproducibility", var.reproducibility),
                ("grr", var.grr),
                ("part", var.part),
            )
        }

    def percent_tolerance(self, tolerance: float) -> float:
        """Six standard deviations of the measuring in percent of the width of the limits."""
        return 100 * STUDY_WIDTH * math.sqrt(self.var.grr) / tolerance

    @property
    def categories(self) -> float:
        """ndc, not cut to a whole number: how many kinds of parts the set-up can tell apart."""
        return CATEGORIES * math.sqrt(self.var.part / self.var.grr)

    def grr_upper(self, confidence: float = 0.95) -> float:
        """Upper confidence bound of the standard deviation of the measuring, in the unit."""
        low = float(chdtri(self.grr_dof, confidence))
        return math.sqrt(self.var.grr * self.grr_dof / low)


def anova(study: Crossed) -> Anova:
    """Analyse a crossed study."""
    p, o, r = study.values.shape
    ss = _sums(study)
    dof_interaction, dof_error = (p - 1) * (o - 1), p * o * (r - 1)
    f = (ss.interaction / dof_interaction) / (ss.repeatability / dof_error)
    probability = float(fdtrc(dof_interaction, dof_error, f))
    pooled = probability > POOL_ABOVE
    error = _Mean(ss.repeatability / dof_error, dof_error)
    between = _Mean(ss.interaction / dof_interaction, dof_interaction)
    if pooled:
        dof = dof_error + dof_interaction
        error = between = _Mean((ss.repeatability + ss.interaction) / dof, dof)
    inspectors = _Mean(ss.operator / (o - 1), o - 1)
    var = Variances(
        repeatability=error.square,
        operator=max(0.0, (inspectors.square - between.square) / (p * r)),
        interaction=max(0.0, (between.square - error.square) / r),
        part=max(0.0, (ss.part / (p - 1) - between.square) / (o * r)),
    )
    dof_grr = _grr_dof(var, error, between, inspectors, (p, r))
    return Anova(ss, f, probability, pooled, var, dof_grr)


@dataclass(frozen=True, slots=True)
class _Mean:
    """A mean square with its degrees of freedom."""

    square: float
    dof: int


def _sums(study: Crossed) -> SumsOfSquares:
    y = study.values
    p, o, r = y.shape
    grand, cells = y.mean(), y.mean(axis=2)
    by_part, by_operator = y.mean(axis=(1, 2)), y.mean(axis=(0, 2))
    crossing = cells - by_part[:, None] - by_operator[None, :] + grand
    return SumsOfSquares(
        part=float(o * r * ((by_part - grand) ** 2).sum()),
        operator=float(p * r * ((by_operator - grand) ** 2).sum()),
        interaction=float(r * (crossing**2).sum()),
        repeatability=float(((y - cells[:, :, None]) ** 2).sum()),
        total=float(((y - grand) ** 2).sum()),
    )


def _grr_dof(
    var: Variances, error: _Mean, between: _Mean, inspectors: _Mean, size: tuple[int, int]
) -> float:
    """Effective degrees of freedom of grr, a weighted sum of mean squares (Satterthwaite)."""
    p, r = size
    weights = {error: 1.0, between: 0.0, inspectors: 0.0} | {error: 1.0}
    if var.interaction > 0:
        weights[between] += 1 / r
        weights[error] -= 1 / r
    if var.operator > 0:
        weights[inspectors] += 1 / (p * r)
        weights[between] -= 1 / (p * r)
    total = sum(weight * mean.square for mean, weight in weights.items())
    spread = sum((weight * mean.square) ** 2 / mean.dof for mean, weight in weights.items())
    return total**2 / spread
