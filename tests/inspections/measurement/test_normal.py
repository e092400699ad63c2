"""The fast normal distribution against the exact one."""

import numpy as np
import pytest
from scipy.special import ndtr

from inspections.measurement.normal import normal_cdf

Z = np.linspace(-9, 9, 2001)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_it_is_the_normal_distribution_to_what_it_promises(kind: type) -> None:
    found = normal_cdf(Z.astype(kind))
    assert found.dtype == kind
    assert np.abs(found - ndtr(Z)).max() < 0.00015
    assert (np.diff(found) >= 0).all()
