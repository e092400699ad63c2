"""One edge break for the whole part: many edges that know little each tell it together."""

import numpy as np
import pytest

from inspections.measurement.arrays import Floats
from inspections.measurement.edges import USUAL_CONTACT_MM, Stretches
from inspections.measurement.inset import CANDIDATES_MM, Inset, estimate, pooled_costs, told_by
from inspections.measurement.refining import TERMS, Refined
from inspections.measurement.rivals import expected_psi
from tests.inspections.measurement.stretched import flat_stretches

PLACES, USUAL = 21, np.full(2, USUAL_CONTACT_MM)


def _tried(by_candidate: list[float], edges: int) -> np.ndarray:
    """Costs of which the least place of each edge is given for each candidate."""
    tried = np.full((len(CANDIDATES_MM), edges, PLACES), 50.0, np.float32)
    tried[:, :, PLACES // 2] = np.array(by_candidate, np.float32)[:, None]
    return tried


def _told(stretches: Stretches, pooled: Floats | None) -> Inset:
    count = len(stretches.delta_mm)
    nothing = Refined(
        np.zeros((count, TERMS)), np.zeros((count, TERMS, 2)), np.ones(count), np.zeros(count)
    )
    told = told_by(stretches, nothing, np.zeros(count))
    return estimate(told, edge_break_max_mm=0.3, height_u_share=0.0, pooled=pooled)


def test_edges_without_a_wall_tell_together_whether_the_rim_is_rounded() -> None:
    flat = flat_stretches([0.0, 0.1, -0.1, 0.2, 0.05, -0.05])
    sharp = _told(flat, pooled_costs(_tried([0.0, 1.0, 2.5, 4.0, 5.0], 6), flat))
    rounded = _told(flat, pooled_costs(_tried([5.0, 2.5, 0.0, 0.5, 2.0], 6), flat))
    unknown = _told(flat, None)
    assert sharp.mean_mm < 0.02 < unknown.mean_mm < 0.09 < rounded.mean_mm
    assert max(sharp.sd_mm, rounded.sd_mm) < unknown.sd_mm


def test_few_edges_and_one_loud_edge_do_not_rule() -> None:
    assert (
        pooled_costs(_tried([9.0, 4.0, 0.0, 1.0, 4.0], 3), flat_stretches([0.0, 0.1, 0.2])) is None
    )
    many = flat_stretches([0.0] * 20)
    tried = _tried([0.0, 0.0, 0.0, 0.0, 0.0], 20)
    tried[0, 0] += 1e6
    assert abs(_told(many, pooled_costs(tried, many)).mean_mm - _told(many, None).mean_mm) < 0.02


def test_walls_that_show_well_are_not_counted_twice() -> None:
    seen = flat_stretches([1.0] * 10)
    assert pooled_costs(_tried([9.0, 4.0, 0.0, 1.0, 4.0], 10), seen) is None


@pytest.mark.parametrize("shadow", [0.2, 0.6])
def test_white_paper_darker_than_a_wall_does_not_tell_its_foot(shadow: float) -> None:
    """However dark: paper in a part's shadow is a dark backing only where all paper is dark."""
    beyond, delta = np.array([0.05, shadow]), np.array([0.8, 0.8])
    _, sd = expected_psi(delta, np.array([-0.2, -0.2]), beyond, np.array([0.1, 0.9]), USUAL)
    assert sd[0] < 0.02 < 0.06 < sd[1]
