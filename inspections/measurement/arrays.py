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
