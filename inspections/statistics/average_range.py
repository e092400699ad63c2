"""Gauge R&R of a crossed study by averages and ranges (the AIAG form). Pure."""

import math
from dataclasses import dataclass

import numpy as np

from inspections.statistics.constants import CATEGORIES, K1, K2, K3
from inspections.statistics.crossed import BadStudy, Crossed


@dataclass(frozen=True, slots=True)
class AverageRange:
    """Standard deviations in the unit: equipment (EV), appraisers (AV), both, parts, all."""

    ev: float
    av: float
    pv: float

    @property
    def grr(self) -> float:
        """Of the measuring alone."""
        return math.hypot(self.ev, self.av)

    @property
    def tv(self) -> float:
        """Of what was read."""
        return math.hypot(self.grr, self.pv)

    @property
    def categories(self) -> float:
        """ndc, not cut to a whole number."""
        return CATEGORIES * self.pv / self.grr


def average_range(study: Crossed) -> AverageRange:
    """Work out the form. Raises BadStudy when the table has no factor for so many."""
    p, o, r = study.values.shape
    for what, count, table in (("repeats", r, K1), ("operators", o, K2), ("parts", p, K3)):
        if count not in table:
            raise BadStudy("msa.no_factor", what=what, found=count, most=max(table))
    ev = float(np.ptp(study.values, axis=2).mean()) * K1[r]
    spread = float(np.ptp(study.values.mean(axis=(0, 2)))) * K2[o]
    av = math.sqrt(max(0.0, spread**2 - ev**2 / (p * r)))
    pv = float(np.ptp(study.values.mean(axis=(1, 2)))) * K3[p]
    return AverageRange(ev, av, pv)
