"""How far edges of a kind lie from where they were found, beyond their own scatter: class rows.

Measured spreads of edge positions by what shows at the edge (design notes on measurement, then renders
of other phones, lamps and materials). One standard deviation, mm, the same along an edge: averaging
does not shrink it.
"""

from dataclasses import dataclass, replace

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.edges import EdgeFit
from inspections.measurement.tint import TintFit

WALL_MM, THIN_WALL_MM = 0.1, 0.15
SILHOUETTE_MM = ((0.15, 0.014), (0.08, 0.022), (0.04, 0.044), (0.0, 0.076))
WALL_SEEN_MM = ((0.15, 0.016), (0.08, 0.023), (0.0, 0.034))
THIN_MM = 0.02  # rim, foot and contact shadow within one blur
# what is left, alike for a whole photo, of how far outside its place a foot reads by the lamp
LAMP_MM = 0.02
TINT_MM = 0.017
# a rounded rim is darker, so its colour fades before it ends: by a share of the inset, and its sd (renders)
FADED_SHARE, FADED_SD_SHARE = 0.2, 0.1
CODES_A_LIGHT = 100.0  # a step of as many codes of colour is as clear as a whole step in light


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Edges, and the class row (g,) of each stretch."""

    edges: EdgeFit
    class_mm: Floats


def by_light(contrast: Floats, delta_mm: Floats, by_foot: Floats) -> Floats:
    """Class row (g,) of edges told by light: silhouettes and walls by contrast, thin walls worse, and walls
    as far as their foot tells, `by_foot` from 0 to 1.
    """
    silhouette = _step(SILHOUETTE_MM, contrast)
    wall = _step(WALL_SEEN_MM, contrast)
    told = np.where(delta_mm > WALL_MM, np.hypot(wall, LAMP_MM * by_foot), silhouette)
    return np.asarray(told + THIN_MM * (np.abs(delta_mm) < THIN_WALL_MM), np.float64)


def _step(table: tuple[tuple[float, float], ...], contrast: Floats) -> Floats:
    least = [limit for limit, _ in table]
    return np.asarray(
        np.select([contrast >= each for each in least], [u for _, u in table]), np.float64
    )


def told_by_both(
    light: EdgeFit, tint: TintFit | None, delta_mm: Floats, *, inset_mm: Floats, inset_sd_mm: Floats,
    share: Floats,
) -> Told:  # fmt: skip
    """The outline from light and from colour, each as sure as it is. Colour sees foot or silhouette,
    which a rounded rim (`inset_mm`, of which `share` at silhouettes) hardly moves; but it darkens there.
    """
    class_light = by_light(light.contrast, delta_mm, np.clip(1 - light.by_inset, 0, 1))
    if tint is None:
        return Told(light, class_light)
    tint_by_inset = share + FADED_SHARE * (1 - share)
    by_tint = tint.offset_mm - np.clip(delta_mm, 0, None) + inset_mm * tint_by_inset
    var_light = class_light**2 + light.sd_mm**2 + (light.by_inset * inset_sd_mm) ** 2
    class_tint = np.hypot(TINT_MM, FADED_SD_SHARE * inset_mm * (1 - share))
    var_tint = class_tint**2 + tint.sd_mm**2 + (tint_by_inset * inset_sd_mm) ** 2
    of_tint = var_light / (var_light + var_tint)
    of_light = 1 - of_tint
    apart = by_tint - light.offset_mm
    torn = of_tint * of_light * np.maximum(apart**2 - var_light - var_tint, 0)
    step = np.abs(tint.step) / CODES_A_LIGHT
    merged = replace(
        light,
        offset_mm=light.offset_mm + of_tint * apart,
        sd_mm=np.hypot(of_light * light.sd_mm, of_tint * tint.sd_mm),
        by_inset=of_light * light.by_inset + of_tint * tint_by_inset,
        contrast=np.maximum(light.contrast, np.where(of_tint > 0.3, step, 0.0)),
    )
    class_mm = np.sqrt((of_light * class_light) ** 2 + (of_tint * class_tint) ** 2 + torn)
    return Told(merged, class_mm)
