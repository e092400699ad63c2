"""U95 where few degrees of freedom stand behind it."""

import pytest

from inspections.verdicts.conformity import expanded


def test_few_degrees_of_freedom_widen_what_is_told() -> None:
    assert expanded(0.01) == 0.02
    assert expanded(0.01, 60.0) == pytest.approx(0.02, abs=2e-5)
    assert expanded(0.01, 2.4) == pytest.approx(0.0368, abs=2e-4)
