"""Whether a reading of a reference piece agrees with its known value: the number En. Pure."""

import math


def normalised_error(value: float, u95: float, *, known: float, known_u95: float) -> float:
    """En (ISO 13528, 9.7): difference over the root sum of squares of both expanded uncertainties.

    Beyond 1 either side, one of the two is wrong. Raises ValueError without any uncertainty.
    """
    together = math.hypot(u95, known_u95)
    if not together > 0:
        raise ValueError("a comparison needs an uncertainty")
    return (value - known) / together
