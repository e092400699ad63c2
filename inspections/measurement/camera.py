"""The camera: one focal length, centre and lens terms, as known before a photo, with covariance."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats

NAMES = ("f_px", "cx_px", "cy_px", "k1", "k2", "p1", "p2")


@dataclass(frozen=True, slots=True, eq=False)
class CameraProfile:
    """What is known of a camera: mean and covariance of f, cx, cy (px), k1, k2, p1, p2."""

    width_px: int
    height_px: int
    mean: Floats
    covariance: Floats
    views: int
    residual_px: float

    def __post_init__(self) -> None:
        if self.mean.shape != (7,) or self.covariance.shape != (7, 7):
            raise ValueError("a camera profile has seven terms")


# Autofocus and stabilisation move focus and centre between photos; the lens terms hold better.
BETWEEN_PHOTOS_SD = np.array([3.0, 3.0, 3.0, 2e-3, 5e-3, 1e-4, 1e-4])
# A phone's main camera without a profile: 24-29 mm equivalent on 4:3. Its middle lies within 0.01 of the
# picture's, but nobody knows whether that is the whole picture: a twelfth may have been cut off one side.
UNKNOWN_FOCAL_SHARE = 0.76
UNKNOWN_SD = np.array([0.06, 0.04, 0.04, 0.06, 0.12, 6e-4, 6e-4])


@dataclass(frozen=True, slots=True, eq=False)
class CameraPrior:
    """Mean and precision of the seven terms for one photo."""

    mean: Floats
    precision: Floats


@dataclass(frozen=True, slots=True)
class FocalPrior:
    """Focal length over the long side of the picture, and its standard uncertainty."""

    share: float
    sd: float


MAIN_CAMERA = FocalPrior(UNKNOWN_FOCAL_SHARE, float(UNKNOWN_SD[0]))


def prior_for(
    width_px: int,
    height_px: int,
    profile: CameraProfile | None,
    focal: FocalPrior | None = None,
) -> CameraPrior:
    """The prior of a photo of this size; a profile of another size says nothing. `focal` speaks where there
    is no profile.
    """
    if profile is not None and (profile.width_px, profile.height_px) == (width_px, height_px):
        return CameraPrior(
            profile.mean,
            np.asarray(
                np.linalg.inv(profile.covariance + np.diag(BETWEEN_PHOTOS_SD**2)), np.float64
            ),
        )
    long_side = max(width_px, height_px)
    focal = focal or MAIN_CAMERA
    mean = np.array([focal.share * long_side, (width_px - 1) / 2, (height_px - 1) / 2, 0, 0, 0, 0])
    sd = UNKNOWN_SD * np.array([long_side, long_side, long_side, 1, 1, 1, 1])
    sd[0] = focal.sd * long_side
    return CameraPrior(mean.astype(np.float64), np.diag(1 / sd**2))


def profile_to_json(profile: CameraProfile) -> dict[str, object]:
    """A JSON-able form."""
    return {
        "schema": "camera-profile/1",
        "width_px": profile.width_px,
        "height_px": profile.height_px,
        "terms": list(NAMES),
        "mean": [float(v) for v in profile.mean],
        "covariance": [[float(v) for v in row] for row in profile.covariance],
        "views": profile.views,
        "residual_px": profile.residual_px,
    }


def profile_from_json(record: Mapping[str, object]) -> CameraProfile:
    """Read what `profile_to_json` wrote; raises ValueError or KeyError."""
    if record.get("schema") != "camera-profile/1":
        raise ValueError("not a camera profile")
    return CameraProfile(
        width_px=int(str(record["width_px"])),
        height_px=int(str(record["height_px"])),
        mean=np.array(record["mean"], np.float64),
        covariance=np.array(record["covariance"], np.float64),
        views=int(str(record["views"])),
        residual_px=float(str(record["residual_px"])),
    )
