"""A reading of a reference piece against its known value."""

import pytest

from inspections.statistics.agreement import normalised_error


def test_the_difference_counts_against_both_uncertainties() -> None:
    assert normalised_error(10.05, 0.03, known=10.0, known_u95=0.04) == pytest.approx(1.0)
    assert normalised_error(9.9, 0.03, known=10.0, known_u95=0.04) == pytest.approx(-2.0)
    with pytest.raises(ValueError, match="needs an uncertainty"):
        normalised_error(1.0, 0.0, known=1.0, known_u95=0.0)
