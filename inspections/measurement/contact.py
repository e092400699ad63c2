"""How far outside its place the foot of a wall reads before lit paper: told by how soft it looks.

Paper darkens towards the contact with a wall. Where it does so within a few tenths of a millimetre,
blur and shadow run together: the edge looks softer than others, and lies further out. Simulated feet
(light lost by a share of up to 0.6 over 0.03 to 0.6 mm, blurred, fitted as those of photos are) move by
0.16 mm for each unit of blur, to 0.008 mm. Feet of photos, shared and rendered, do so too, but lie 0.015 mm
further out than simulated ones: `USUAL_CONTACT_MM` at the usual blur is theirs.
"""

import numpy as np

from inspections.measurement.arrays import middle_of
from inspections.measurement.edges import USUAL_CONTACT_MM, Stretches
from inspections.measurement.refining import BLUR, FOOT, Refined

WALL_MM, SEEN_STEP, MOST_MISFIT = 0.25, 0.25, 6.0
MM_A_BLUR, USUAL_BLUR = 0.16, 1.12
LEAST_MM, MOST_MM = -0.01, 0.08
FEW = 10.0  # so many walls weigh as much as what is usual


def contact_told(stretches: Stretches, loose: Refined) -> float:
    """In millimetres, from fits whose rim and paper edge were not tied: one lamp and one table for the
    whole part. Where no wall shows its foot, what is usual.
    """
    wall = (stretches.delta_mm > WALL_MM) & (loose.terms[:, FOOT] > SEEN_STEP)
    wall &= loose.misfit < MOST_MISFIT
    count = int(wall.sum())
    if count == 0:
        return USUAL_CONTACT_MM
    softer = middle_of(np.exp(loose.terms[wall, BLUR])) - USUAL_BLUR
    told = USUAL_CONTACT_MM + MM_A_BLUR * softer * count / (count + FEW)
    return float(np.clip(told, LEAST_MM, MOST_MM))
