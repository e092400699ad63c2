"""The normal distribution, fast: an edge is one, and thousands of them are asked for every photo."""

from typing import TypeVar

import numpy as np

from inspections.measurement.arrays import Floats, Floats32

CUBIC, LINEAR = 0.07056, 1.5976

Values = TypeVar("Values", Floats, Floats32)


def normal_cdf(z: Values) -> Values:
    """To 0.00015, of the same type: the logistic of a cubic of Bowling, Khasawneh, Kaewkuekool and Cho,
    "A logistic approximation to the cumulative normal distribution" (2009); 20 times as fast as ndtr.
    """
    half = z * z
    half *= CUBIC / 2
    half += LINEAR / 2
    half *= z
    np.tanh(half, out=half)
    half += 1
    half *= 0.5
    return half
