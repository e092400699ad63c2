"""Names of the array types used in this folder. One pixel convention everywhere: the centre of the
first pixel is (0, 0), x to the right, y down; world millimetres have x right, y up, z towards the camera.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def middle_of(values: Floats | Floats32) -> float:
    """Median of a short vector of numbers; np.median takes ten times as long for a few dozen."""
    count = len(values)
    ordered = np.sort(values)
    return float(ordered[count // 2] + ordered[(count - 1) // 2]) / 2 if count else float("nan")
