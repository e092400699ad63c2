"""Factors that turn an average range into a standard deviation.

AIAG, Measurement Systems Analysis, 4th edition, the R&R form (K1, K2, K3 with four decimals) and its
appendix C for the numbers that the form leaves out: K1 = 1/d2, K2 = K3 = 1/d2* for one range.
The values are facts of the normal distribution; a test works them out again.
"""

from collections.abc import Mapping
from typing import Final

# by the number of repeats of one inspector on one part
K1: Final[Mapping[int, float]] = {
    2: 0.8862, 3: 0.5908, 4: 0.4857, 5: 0.4299, 6: 0.3946, 7: 0.3698, 8: 0.3512, 9: 0.3367,
    10: 0.3249,
}  # fmt: skip
# by the number of values in the one range: inspectors (K2) or parts (K3)
K2: Final[Mapping[int, float]] = {
    2: 0.7071, 3: 0.5231, 4: 0.4467, 5: 0.4030, 6: 0.3742, 7: 0.3534, 8: 0.3375, 9: 0.3249,
    10: 0.3146, 11: 0.3059, 12: 0.2985, 13: 0.2921, 14: 0.2864, 15: 0.2814,
}  # fmt: skip
K3: Final = K2
# distinct categories: 1.41 * PV / GRR (the manual rounds the root of two)
CATEGORIES: Final = 1.41
# share of a tolerance: six standard deviations
STUDY_WIDTH: Final = 6.0
# the interaction is dropped into the repeatability when its p lies above this
POOL_ABOVE: Final = 0.05
